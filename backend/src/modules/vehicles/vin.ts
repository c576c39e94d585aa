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
