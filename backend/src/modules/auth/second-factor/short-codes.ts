import { randomBytes, randomInt } from 'node:crypto';

/** Codes on a sheet of recovery codes. */
export const RECOVERY_CODES = 10;

/** Crockford's letters and digits: none that is taken for another. 32 of them: 5 bits each. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const RECOVERY_LENGTH = 10;

/** A code by e-mail: six digits. */
export function newEmailCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** A new sheet of recovery codes such as `7h2kd-9mq4x`: 50 bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...randomBytes(RECOVERY_LENGTH)].map((byte) => LETTERS.charAt(byte % 32));
    return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
  });
}

/** A recovery code as it was typed, as it is hashed: blanks, hyphens and case do not count, nor o for 0 and l for 1. */
export function plainRecoveryCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}
