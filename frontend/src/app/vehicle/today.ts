import type { LiveReading } from '../live/frames';

/** Midnight in the reader's own time zone before or at a moment; both ms since the epoch. */
export function startOfDay(nowMs: number): number {
  return new Date(nowMs).setHours(0, 0, 0, 0);
}

/**
 * A day's readings in order of time: those on record, then those that came live and are newer. Live
 * readings from before the newest one on record are on record, too.
 */
export function today(
  onRecord: readonly object[],
  live: readonly LiveReading[],
  fromMs: number,
): readonly LiveReading[] {
  const inside = (onRecord as readonly LiveReading[]).filter(
    (reading) => Date.parse(reading.time) >= fromMs,
  );
  const newest = inside.at(-1);
  const sinceMs = newest === undefined ? fromMs - 1 : Date.parse(newest.time);
  return [...inside, ...live.filter((reading) => Date.parse(reading.time) > sinceMs)];
}
