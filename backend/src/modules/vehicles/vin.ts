import { createHmac } from 'node:crypto';

/** Form of a vehicle identification number: 17 letters and digits without I, O and Q (ISO 3779). */
export const VIN_PATTERN = /^[A-HJ-NPR-Z0-9]{17}$/;

/** A VIN as it is kept, from what was typed: upper case, without blanks and hyphens. */
export function normalisedVin(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '');
}

/**
 * The pseudonym under which a vehicle speaks: HMAC-SHA-256 of its VIN, 64 hexadecimal characters. It is
 * computed once, when the vehicle is entered.
 *
 * @param vin in its normal form
 * @param key the VIN key that both sites share
 */
export function carIdOf(vin: string, key: string): string {
  return createHmac('sha256', key).update(vin).digest('hex');
}

/** Values of the letters: 49 CFR 565.15 (c)(4), table III. */
const VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  ['ABCDEFGH', 'JKLMN', 'P R', 'STUVWXYZ'].flatMap((letters, row) =>
    [...letters].map((letter, index) => [letter, index + (row === 3 ? 2 : row === 2 ? 7 : 1)]),
  ),
);
/** Weights of the 17 places: 49 CFR 565.15 (c)(4), table IV. The ninth is the digit itself. */
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * Whether the ninth character is the check digit of the others. Makers of North America (first character 1 to 5) must
 * write one; elsewhere the place is free, and the answer `undefined`.
 *
 * @param vin in its normal form
 */
export function checkDigitMatches(vin: string): boolean | undefined {
  if (!/^[1-5]/.test(vin)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, place) => {
    const character = vin[place] ?? '';
    return total + weight * (VALUES[character] ?? Number(character));
  }, 0);
  const rest = sum % 11;
  return vin[8] === (rest === 10 ? 'X' : String(rest));
}
