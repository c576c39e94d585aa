import { ValidateBy } from 'class-validator';

/** France and what shares its postcodes: overseas territories, and Monaco. */
const FRENCH = new Set([
  'FR',
  'GP',
  'MQ',
  'GF',
  'RE',
  'PM',
  'YT',
  'BL',
  'MF',
  'WF',
  'PF',
  'NC',
  'MC',
]);

/** Whether a postcode (or none) will do in the country. Outside France many countries have none. */
export function isPostcodeOf(postcode: unknown, country: unknown): boolean {
  if (FRENCH.has(country as string))
    return typeof postcode === 'string' && /^\d{5}$/.test(postcode);
  if (postcode === undefined || postcode === null) return true;
  return typeof postcode === 'string' && /^[A-Z0-9](?:[A-Z0-9 -]{0,10}[A-Z0-9])?$/.test(postcode);
}

/** A postcode of the `country` beside it. */
export function IsPostcode(): PropertyDecorator {
  return ValidateBy({
    name: 'isPostcode',
    validator: {
      validate: (value, rule) =>
        isPostcodeOf(value, (rule?.object as { country?: unknown } | undefined)?.country),
      defaultMessage: () =>
        'postcode must be five digits in France, elsewhere at most 12 letters, digits, blanks and hyphens',
    },
  });
}
