import { seenMs, type LastKnownState } from '../../ports/last-known.js';

/** Whether a vehicle has no device, one that speaks, or one that has not spoken for long. */
export const DEVICE_SITUATIONS = ['none', 'attached', 'silent'] as const;
export type DeviceSituation = (typeof DEVICE_SITUATIONS)[number];

/**
 * A device that was not heard of for so long is silent, ms: a week. A car may stand still for days, and its device
 * sleeps with it; silence is a reason to ask, never one to blame.
 */
export const SILENT_AFTER_MS = 7 * 86_400_000;

/** What of a device counts here. */
export interface AttachedDevice {
  readonly enrolledAt: Date;
  readonly lastStatusAt: Date | null;
}

/** How a vehicle stands with its device at `nowMs`, and since when it is silent. */
export function deviceSituation(
  device: AttachedDevice | undefined,
  last: LastKnownState | undefined,
  nowMs: number,
): { readonly situation: DeviceSituation; readonly silentSinceMs?: number } {
  if (!device) return { situation: 'none' };
  const { enrolledAt, lastStatusAt } = device;
  // What an earlier device reported says nothing of this one; a clock ahead of ours is no reason for alarm.
  const heardMs = Math.max(
    enrolledAt.getTime(),
    lastStatusAt?.getTime() ?? 0,
    last ? seenMs(last) : 0,
  );
  if (nowMs - heardMs <= SILENT_AFTER_MS) return { situation: 'attached' };
  return { situation: 'silent', silentSinceMs: heardMs };
}
