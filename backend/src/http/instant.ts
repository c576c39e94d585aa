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
  // Every record has several, nearly all in the one form that our own agent writes.
  return CANONICAL.test(text) ? canonicalMs(text) : parseAny(text);
}

const CANONICAL = /^[12]\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d\d\d)?Z$/;

/** Fields at fixed places, read digit by digit. */
function canonicalMs(text: string): number | undefined {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const milliseconds = text.length > 20 ? twoDigits(text, 20) * 10 + text.charCodeAt(22) - ZERO : 0;
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  if (!exists(year, month, day, hour, minute, second)) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
}

const ZERO = 48;

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

function parseAny(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part) as SixNumbers;
  const offset = offsetMs(match[8]);
  if (!exists(year, month, day, hour, minute, second) || offset === undefined) return undefined;
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  // Date.UTC takes the years 0 to 99 for 1900 to 1999: count one cycle later.
  const shifted = Date.UTC(year + 400, month - 1, day, hour, minute, second, milliseconds);
  return shifted - GREGORIAN_CYCLE_MS - offset;
}

/** Whether the calendar has such a day and the day such a second. */
function exists(...[year, month, day, hour, minute, second]: SixNumbers): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  return hour <= 23 && minute <= 59 && second <= 60;
}

type SixNumbers = [number, number, number, number, number, number];

/** Whether the text of an instant says how far it is from UTC. */
export function hasOffset(text: string): boolean {
  return text.endsWith('Z') || /(?:Z|[T ].*[+-]\d\d(?::?\d\d)?)$/i.test(text);
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
