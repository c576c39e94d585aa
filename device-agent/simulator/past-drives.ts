import { steadyNumber } from './steady-number.js';

/** Hours at which people drive, as [first, last] start in minutes since midnight; the more drives a day has, the more of them it uses. */
const SLOTS: readonly (readonly [number, number])[] = [
  [7 * 60, 8 * 60 + 40],
  [17 * 60, 18 * 60 + 45],
  [12 * 60, 13 * 60 + 20],
  [20 * 60, 21 * 60 + 30],
];
const FEWEST_DRIVES = 2;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Which past drives a vehicle has had. */
export interface PastDrives {
  /** Sets one vehicle's days apart from another's. */
  readonly name: string;
  /** How long its drive takes, ms; at most an hour, so that two drives never meet. */
  readonly driveMs: number;
  /** Only drives that begin after this, ms since the epoch. */
  readonly afterMs: number;
  /** Only drives that end before this. */
  readonly beforeMs: number;
  /** IANA name of the zone in which its people live. */
  readonly timeZone: string;
}

/**
 * The beginnings (ms since the epoch, whole seconds, increasing) of two to four drives a day. The same days
 * have the same drives whenever it is asked.
 */
export function pastDriveStarts({
  name,
  driveMs,
  afterMs,
  beforeMs,
  timeZone,
}: PastDrives): number[] {
  const starts: number[] = [];
  // One day more at both ends: the zone's day is not UTC's.
  for (let day = floorToDay(afterMs) - DAY_MS; day <= beforeMs + DAY_MS; day += DAY_MS) {
    const spread = SLOTS.length - FEWEST_DRIVES + 1;
    const drives = FEWEST_DRIVES + Math.floor(steadyNumber(name, day, 'drives') * spread);
    SLOTS.slice(0, drives).forEach(([first, last], slot) => {
      const minute = first + steadyNumber(name, day, slot) * (last - first);
      const wall = day + Math.round(minute * 60) * 1000;
      starts.push(wall - zoneOffsetMs(wall, timeZone));
    });
  }
  return starts
    .filter((start) => start > afterMs && start + driveMs < beforeMs)
    .sort((a, b) => a - b);
}

function floorToDay(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}

/** How far the zone's wall clock is ahead of UTC, ms; good to the hour around a change to or from summer time. */
function zoneOffsetMs(wall: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(wall);
  const [day, month, year, hour, minute] = parts
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => Number(value));
  const shown = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
  return shown - Math.floor(wall / MINUTE_MS) * MINUTE_MS;
}
