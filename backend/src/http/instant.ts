/**
 * The forms of ISO 8601 that name an instant: date and time of day, seconds and fraction optional, `T` or
 * a blank between them (Python's `str(datetime)` writes a blank), offset optional.
 */
const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** The Gregorian calendar repeats after 400 years. */
const GREGORIAN_CYCLE_MS = 146_097 * 86_400_000;

/**
 * The instant that a text names, ms since the epoch (finer digits are cut), or `undefined` when there is
 * no such instant. Without an offset it is UTC. Years 0001 to 9999; second 60 is a leap second.
 */
export function parseInstant(text: string): number | undefined {
  return parseUsual(text) ?? parseAny(text);
}

/**
 * The form that JavaScript and our own agent write, `2026-11-25T12:00:00.000Z`: most of what arrives, and read in a
 * fifth of the time. `undefined`: it is another form, or no instant.
 */
function parseUsual(text: string): number | undefined {
  if (text.length !== 24 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T')
    return undefined;
  if (text[13] !== ':' || text[16] !== ':' || text[19] !== '.' || text[23] !== 'Z')
    return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const milliseconds = digits(text, 20, 23);
  // Comparisons with NaN are false. Rarities (early years, the last days of a month, leap seconds) take the long way.
  const isPlain = year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isPlain || !(hour <= 23 && minute <= 59 && second <= 59 && milliseconds >= 0))
    return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
}

/** The number that the characters from `from` to `to` spell; `NaN` when one is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function parseAny(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part) as SixNumbers;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const offset = offsetMs(match[8]);
  if (offset === undefined) return undefined;
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  // Date.UTC takes the years 0 to 99 for 1900 to 1999: count one cycle later.
  const shifted = Date.UTC(year + 400, month - 1, day, hour, minute, second, milliseconds);
  return shifted - GREGORIAN_CYCLE_MS - offset;
}

type SixNumbers = [number, number, number, number, number, number];

/** Whether the text of an instant says how far it is from UTC. */
export function hasOffset(text: string): boolean {
  return /(?:Z|[T ].*[+-]\d\d(?::?\d\d)?)$/i.test(text);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function offsetMs(text: string | undefined): number | undefined {
  if (text === undefined || text === 'Z' || text === 'z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
