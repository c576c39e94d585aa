/** Reads what stands in a cell. What it does not understand stays as it is: the rules of the field then refuse it. */
export type ReadValue = (cell: string) => unknown;

/** As it stands. */
export const text: ReadValue = (cell) => cell;

/** `31/12/1990`, `31.12.1990`, `31-12-1990` (day first, as in France) or `1990-12-31`, as `YYYY-MM-DD`. */
export const day: ReadValue = (cell) => {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell);
  if (!french) return cell;
  const [, dayOfMonth = '', month = '', year = ''] = french;
  return `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
};

/** `1332` or `1 332`: blanks may part thousands, dots may not (`1.332` is 1332 for some and 1.332 for others). */
export const whole: ReadValue = (cell) => {
  const digits = withoutBlanks(cell);
  return /^-?\d+$/.test(digits) ? Number(digits) : cell;
};

/** `0,85` or `0.85`. */
export const decimal: ReadValue = (cell) => {
  const number = withoutBlanks(cell).replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(number) ? Number(number) : cell;
};

/** Euros as people write them, `1 584,20 €` or `584.2`, as cents. More than two decimals are not understood. */
export const euros: ReadValue = (cell) => {
  const found = /^(-?\d+)(?:[.,](\d{1,2}))?(?:€|EUR)?$/i.exec(withoutBlanks(cell));
  if (!found) return cell;
  const [, units = '', fraction = ''] = found;
  const cents = Number(fraction.padEnd(2, '0'));
  return Number(units) * 100 + (units.startsWith('-') ? -cents : cents);
};

/** One of these words, whatever their case and accents; the code itself is understood, too. */
export function oneOf(words: Readonly<Record<string, readonly string[]>>): ReadValue {
  const codes = new Map(
    Object.entries(words).flatMap(([code, names]) =>
      [code, ...names].map((name) => [folded(name), code] as const),
    ),
  );
  return (cell) => codes.get(folded(cell)) ?? cell;
}

/** Several of these words, with commas, slashes or plus signs between. */
export function someOf(words: Readonly<Record<string, readonly string[]>>): ReadValue {
  const one = oneOf(words);
  return (cell) =>
    cell
      .split(/[,/+|]/)
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .map((word) => one(word));
}

/** Several values with semicolons, commas or bars between; where the file parts cells by that sign, in quotes. */
export const several: ReadValue = (cell) =>
  cell
    .split(/[,;|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Without case, accents and what is neither letter nor digit: `Prénom`, `prenom` and `PRENOM ` are one. */
export function folded(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function withoutBlanks(cell: string): string {
  // Excel parts thousands with no-break spaces, narrow ones included.
  return cell.replaceAll(/[\s\u00A0\u202F]/g, '');
}
