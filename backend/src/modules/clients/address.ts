import type { AddressDto } from './address.dto.js';

/** A postal address as it is kept. */
export interface Address {
  readonly line1: string;
  readonly line2?: string;
  readonly postcode?: string;
  readonly city: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

/** The address in the words of the store, field by field. What was `null` is missing. */
export function addressOf(told: AddressDto | Address): Address {
  const { line1, line2, postcode, city, country } = told;
  return {
    line1,
    // JSON may say null where the type says missing.
    ...((line2 ?? undefined) !== undefined && { line2 }),
    ...((postcode ?? undefined) !== undefined && { postcode }),
    city,
    country,
  };
}
