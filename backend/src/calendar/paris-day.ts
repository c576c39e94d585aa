/** A day of the calendar in France, `YYYY-MM-DD`. Days of this form sort as texts. */
export type Day = string;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Canada writes days as ISO 8601 does. */
const PARIS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day that it is in France at an instant, ms since the epoch. */
export function parisDay(ms: number): Day {
  return PARIS.format(ms);
}

/** The instant at which a day begins in France, ms since the epoch. */
export function startOfParisDay(day: Day): number {
  const utcMs = Date.parse(`${day}T00:00:00Z`);
  // France was and is 0, 1 or 2 hours ahead of UTC since 1911; clocks are never changed at midnight.
  for (const hours of [2, 1, 0]) {
    const ms = utcMs - hours * HOUR_MS;
    if (parisDay(ms) === day && parisDay(ms - 1) !== day) return ms;
  }
  return utcMs;
}

/** So many days later. */
export function addDays(day: Day, days: number): Day {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** The same day so many years later; 29 February becomes 28 February where there is none. */
export function addYears(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return dayOf(Date.parse(`${same}T00:00:00Z`)) === same ? same : `${year}-02-28`;
}

/** Whole days from one day to another; negative when the other lies before. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

function dayOf(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}
