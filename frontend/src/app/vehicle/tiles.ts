import type { LiveReading } from '../live/frames';
import type { SparkPoint } from '../ui/sparkline';
import { deviation, type Measure, valueOf } from './measures';

/** How far back a sparkline looks. */
export const SPARK_MS = 10 * 60_000;

/** Why a value is not there: no data at all, never sent by this vehicle today, or just not this time. */
export type MissingReason = 'all' | 'never' | 'now';

/** A measure as a tile shows it. */
export interface Tile {
  readonly measure: Measure;
  readonly value: number | undefined;
  readonly missing: MissingReason | null;
  readonly deviation: 'low' | 'high' | null;
  readonly points: readonly SparkPoint[];
}

/** A measure's newest value, its course of late, and what there is to say about it. */
export function tileOf(
  measure: Measure,
  latest: LiveReading | null,
  readings: readonly LiveReading[],
): Tile {
  const value = latest === null ? undefined : valueOf(latest, measure);
  return {
    measure,
    value,
    missing: value === undefined ? missingReason(measure, latest, readings) : null,
    deviation: value === undefined ? null : deviation(value, measure),
    points: recent(latest, readings).map((reading) => ({
      timeMs: Date.parse(reading.time),
      value: valueOf(reading, measure),
    })),
  };
}

function missingReason(
  measure: Measure,
  latest: LiveReading | null,
  readings: readonly LiveReading[],
): MissingReason {
  if (latest === null) return 'all';
  return readings.some((reading) => valueOf(reading, measure) !== undefined) ? 'now' : 'never';
}

/** The readings of the last minutes before the newest one. */
function recent(
  latest: LiveReading | null,
  readings: readonly LiveReading[],
): readonly LiveReading[] {
  if (latest === null) return [];
  const fromMs = Date.parse(latest.time) - SPARK_MS;
  const first = readings.findLastIndex((reading) => Date.parse(reading.time) < fromMs) + 1;
  return readings.slice(first);
}
