import type { LiveReading } from './frames';

/**
 * The newest readings in the order of their time, at most `limit`: late ones are sorted in, a
 * second one of the same instant is a duplicate and left out.
 */
export function addReadings(
  known: readonly LiveReading[],
  more: readonly LiveReading[],
  limit: number,
): readonly LiveReading[] {
  const byTime = new Map(known.map((reading) => [reading.time, reading]));
  for (const reading of more) if (!byTime.has(reading.time)) byTime.set(reading.time, reading);
  return [...byTime.values()].sort((a, b) => Date.parse(a.time) - Date.parse(b.time)).slice(-limit);
}
