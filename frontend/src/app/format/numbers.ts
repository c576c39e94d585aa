import type { Language } from '../i18n/language';

/** Narrow no-break space: French sets it before units and `; : ! ?`, English uses it before units. */
export const NARROW_NO_BREAK_SPACE = '\u202f';

/** What stands where a value is missing. */
export const MISSING = '—';

/** Locale for `Intl`: English in its British form, for 24-hour times and day before month. */
export function localeOf(language: Language): string {
  switch (language) {
    case 'fr':
      return 'fr-FR';
    case 'en':
      return 'en-GB';
    default:
      return language satisfies never;
  }
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number for people with exactly `digits` decimals: `1 234,5` in French, `1,234.5` in English. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  const key = `${language}:${digits}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(localeOf(language), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  // -0.2 rounded to a whole number would read "-0".
  const rounded = Number(value.toFixed(digits));
  return format.format(rounded === 0 ? 0 : rounded);
}

/** A number with its unit, or a dash when it is missing: `42 km/h`. */
export function formatQuantity(
  value: number | null | undefined,
  unit: string,
  language: Language,
  digits = 0,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const number = formatNumber(value, language, digits);
  return unit === '' ? number : `${number}${NARROW_NO_BREAK_SPACE}${unit}`;
}
