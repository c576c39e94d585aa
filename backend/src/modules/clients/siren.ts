import { ValidateBy } from 'class-validator';

/** A company's number in the French register, without the blanks that people put between its groups. */
export function normalisedSiren(typed: string): string {
  return typed.replaceAll(/[\s.]/g, '');
}

/** Nine digits of which the last one checks the others (Luhn, ISO/IEC 7812-1). */
export function isSiren(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  // From the right every second digit counts double; of nine digits those are the even ones from the left.
  const sum = [...text].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum > 0 && sum % 10 === 0;
}

/** A company's number in the French register. */
export function IsSiren(): PropertyDecorator {
  return ValidateBy({
    name: 'isSiren',
    validator: {
      validate: (value) => typeof value === 'string' && isSiren(value),
      defaultMessage: (rule) =>
        `${rule?.property} must be a SIREN: nine digits, the last of which checks the others`,
    },
  });
}
