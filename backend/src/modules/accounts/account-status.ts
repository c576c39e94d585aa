import type { Account } from '../auth/auth.public.js';
import type { AccountStatus } from './account.dto.js';

/** Whether an account can log in. */
export function statusOf({
  disabledAt,
  passwordHash,
}: Pick<Account, 'disabledAt' | 'passwordHash'>): AccountStatus {
  if (disabledAt) return 'closed';
  return passwordHash === null ? 'invited' : 'active';
}

/** The same as conditions on the row `account`. */
export const STATUS_SQL: Readonly<Record<AccountStatus, string>> = {
  closed: 'account.disabledAt IS NOT NULL',
  invited: 'account.disabledAt IS NULL AND account.passwordHash IS NULL',
  active: 'account.disabledAt IS NULL AND account.passwordHash IS NOT NULL',
};
