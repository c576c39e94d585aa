import { type SchemaPath, validate } from '@angular/forms/signals';
import { parseEuros } from '../format/money';

/** How much a contract covers. */
export const FORMULAS = ['third-party', 'third-party-plus', 'comprehensive'] as const;
export type Formula = (typeof FORMULAS)[number];

/** What it covers beside the formula. */
export const OPTIONS = [
  'glass',
  'theft-fire',
  'assistance-0km',
  'replacement-car',
  'driver-protection',
  'legal-protection',
  'personal-belongings',
] as const;
export type Option = (typeof OPTIONS)[number];

/** The coefficient's bounds by French law (Code des assurances, annex to article A121-1). */
const LOWEST_BONUS_MALUS = 0.5;
const HIGHEST_BONUS_MALUS = 3.5;

/** An amount in euros as people type it; `least` in cents. */
export function euros(path: SchemaPath<string>, least: number): void {
  validate(path, ({ value }) => {
    const text = value().trim();
    if (text === '') return null;
    const cents = parseEuros(text);
    if (cents === null) return { kind: 'isInt' };
    return cents < least ? { kind: 'min' } : null;
  });
}

/** A bonus-malus coefficient as people type it: `0,76`. */
export function bonusMalus(path: SchemaPath<string>): void {
  validate(path, ({ value }) => {
    const text = value().trim();
    if (text === '') return null;
    const number = parseCoefficient(text);
    if (number === null) return { kind: 'isNumber' };
    if (number < LOWEST_BONUS_MALUS) return { kind: 'min' };
    return number > HIGHEST_BONUS_MALUS ? { kind: 'max' } : null;
  });
}

/** Reads a coefficient with at most two decimals; `null` when it is none. */
export function parseCoefficient(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d(\.\d{1,2})?$/.test(plain) ? Number(plain) : null;
}

/** A day after another one. Days of this form are in the order of their texts. */
export function after(path: SchemaPath<string>, first: SchemaPath<string>): void {
  validate(path, ({ value, valueOf }) => {
    const [end, start] = [value(), valueOf(first)];
    return end === '' || start === '' || end > start
      ? null
      : { kind: 'CONTRACT.ENDS_BEFORE_START' };
  });
}
