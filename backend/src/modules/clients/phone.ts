import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, IsArray, ValidateBy } from 'class-validator';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { EachItem } from '../../http/item-rule.js';
import { TypedItems } from '../../http/typed-text.js';

/** Whose numbers are meant when no country code is typed. */
const HOME_COUNTRY = 'FR';

const MUST_BE =
  'must be a telephone number that can exist, without an extension; outside France with its country code (+44 …)';

/**
 * A telephone number as it is kept, E.164 (`+33612345678`), from what was typed; `undefined` when no such number can
 * exist. One with an extension is refused too: E.164 has no place for it, and to drop it would be to lose it.
 */
export function phoneInE164(typed: string): string | undefined {
  const number = parsePhoneNumberFromString(typed.trim(), {
    defaultCountry: HOME_COUNTRY,
    extract: false,
  });
  if (!number || number.ext !== undefined || !number.isPossible()) return undefined;
  // Whether a number is given out changes by the month, so it is not asked; in France none begins with two zeros.
  const startsWithZero =
    number.countryCallingCode === '33' && number.nationalNumber.startsWith('0');
  return startsWithZero ? undefined : number.number;
}

/** A telephone number that can exist. Comes after `@Typed(phoneAsKept)`. */
export function IsPhone(): PropertyDecorator {
  return ValidateBy({
    name: 'isPhone',
    validator: {
      validate: isPhone,
      defaultMessage: (rule) => `${rule?.property} ${MUST_BE}`,
    },
  });
}

/** A list of at most `most` telephone numbers that can exist, as they are kept. A fault of one points at that one. */
export function ArePhones(most: number): PropertyDecorator {
  return applyDecorators(
    TypedItems(phoneAsKept, most),
    IsArray(),
    ArrayMaxSize(most),
    EachItem({ name: 'isPhone', says: MUST_BE, accepts: isPhone, most }),
  );
}

function isPhone(value: unknown): boolean {
  return typeof value === 'string' && phoneInE164(value) !== undefined;
}

/** In E.164 where that can be told, else as typed, for the rule to refuse. */
export function phoneAsKept(typed: string): string {
  return phoneInE164(typed) ?? typed.trim();
}
