import type { Language } from '../i18n/language';
import { localeOf, MISSING } from './numbers';

const formats = new Map<Language, Intl.NumberFormat>();

/** Euro cents for people: `584,50 €` in French, `€584.50` in English; a dash when the amount is missing. */
export function formatEuros(cents: number | null | undefined, language: Language): string {
  if (cents === null || cents === undefined) return MISSING;
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency: 'EUR' });
    formats.set(language, format);
  }
  return format.format(cents / 100);
}

/**
 * Reads an amount in euros as people type it (`584,5`, `1 234.00 €`) as cents; `null` when it is none. A comma and a
 * point both separate the cents: nobody types groups of three with them.
 */
export function parseEuros(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(plain)) return null;
  const [euros = '', cents = ''] = plain.split('.');
  return Number(euros) * 100 + Number(cents.padEnd(2, '0'));
}

/** Cents as the text of a form's field: `584,50` in French, `584.50` in English. */
export function eurosText(cents: number, language: Language): string {
  const text = (cents / 100).toFixed(2);
  return language === 'fr' ? text.replace('.', ',') : text;
}
