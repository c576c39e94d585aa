import type { IconName } from '../ui/icon-paths';
import type { Tone } from './standing';

/** How a standing looks. */
export interface StandingLook {
  readonly tone: Tone;
  readonly icon: IconName;
}

/** Roles that an account may have, the one that may most first. */
export const ROLES = ['admin', 'employee', 'auditor', 'client'] as const;
export type AccountRole = (typeof ROLES)[number];

/** Whether an account can log in. */
export const ACCOUNT_STATES = ['invited', 'active', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** How accounts look in their states. */
export const ACCOUNT_LOOKS: Readonly<Record<AccountState, StandingLook>> = {
  invited: { tone: 'warning', icon: 'mail' },
  active: { tone: 'good', icon: 'check_circle' },
  closed: { tone: 'quiet', icon: 'lock' },
};

/** Whether a device speaks. */
export const DEVICE_SITUATIONS = ['attached', 'silent', 'revoked'] as const;
export type DeviceSituation = (typeof DEVICE_SITUATIONS)[number];

/** How devices look in their situations. */
export const DEVICE_LOOKS: Readonly<Record<DeviceSituation, StandingLook>> = {
  attached: { tone: 'good', icon: 'check_circle' },
  silent: { tone: 'warning', icon: 'sensors_off' },
  revoked: { tone: 'quiet', icon: 'link_off' },
};

/** How a store answers; `kept`: mail that lies in the demo's outbox. */
export type StoreState = 'ok' | 'failed' | 'absent' | 'kept';

/** How stores look. */
export const STORE_LOOKS: Readonly<Record<StoreState, StandingLook>> = {
  ok: { tone: 'good', icon: 'check_circle' },
  failed: { tone: 'bad', icon: 'error' },
  absent: { tone: 'warning', icon: 'warning' },
  kept: { tone: 'quiet', icon: 'inbox' },
};
