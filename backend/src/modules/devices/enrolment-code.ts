import { createHmac, randomInt } from 'node:crypto';

/** Crockford's base 32: digits and letters without I, L, O and U, which people mistake or mind. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 10 characters are 50 bits: with a thousand codes open, a billion guesses hit one with odds of one in a thousand. */
const LENGTH = 10;
/** For so long a code may be used, ms: a day at the garage. */
export const ENROLMENT_CODE_MS = 24 * 3_600_000;

/** A new code, as it is stored and compared: `LENGTH` characters of the alphabet, evenly distributed. */
export function newEnrolmentCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** The code as people read it: in groups of five. */
export function groupedCode(code: string): string {
  return code.replace(/.{5}(?=.)/g, '$&-');
}

/**
 * What somebody typed as a code: case, blanks and hyphens do not count, and look-alikes are taken for what
 * they look like (O is 0, I and L are 1). `undefined` when it cannot be one.
 */
export function readEnrolmentCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter))
    ? code
    : undefined;
}

/**
 * The only form in which a code is kept. Keyed, because 50 bits could be tried out from a stolen database.
 *
 * @param key the server's VIN key: the one secret that both sites share and that never changes
 */
export function enrolmentCodeHash(code: string, key: string): Buffer {
  return createHmac('sha256', key).update(`enrolment-code:${code}`).digest();
}
