import type { Language } from '../i18n/language';
import { localeOf } from './numbers';

/** Countries to choose from, the usual one first; two letters (ISO 3166-1). */
const USUAL = [
  'FR',
  'BE',
  'LU',
  'CH',
  'MC',
  'DE',
  'IT',
  'ES',
  'PT',
  'NL',
  'GB',
  'IE',
  'AT',
  'PL',
] as const;

/** A country with its name. */
export interface Country {
  readonly code: string;
  readonly name: string;
}

/** The country's name: `FR` → `France`; what is no country is given back as it is. */
export function countryName(code: string, language: Language): string {
  try {
    return new Intl.DisplayNames(localeOf(language), { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Countries to choose from; `current` is among them, wherever it is. Empty: no country is known. */
export function countryChoices(current: string, language: Language): readonly Country[] {
  const codes: readonly string[] = USUAL;
  return (current === '' || codes.includes(current) ? codes : [...codes, current]).map((code) => ({
    code,
    name: countryName(code, language),
  }));
}
