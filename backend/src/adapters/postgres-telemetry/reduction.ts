import type { Period } from '../../ports/telemetry-store.js';

/** Readings kept of one bucket: its first, and the slowest, fastest, lowest and highest revving. */
const KEPT_PER_BUCKET = 5;
/** Buckets that the database cuts, at least, and for each one that is kept: most cars stand most of the time, and leave most of them empty. */
const FINE_BUCKETS = 4096;
const FINE_PER_KEPT = 8;

/**
 * A value and its instant in one double, so that plain `min` and `max` find both: value · 2^32 + offset.
 * The value is a whole number below 2^20 (km/h · 1000, rpm · 4), the offset ms since the period's begin.
 */
const OFFSET_SPAN = 4_294_967_296;

/** Longest period that an offset has room for, ms (49 days). */
export const LONGEST_PERIOD_MS = OFFSET_SPAN - 1;

/**
 * One pass over the period, $1 series, $2 and $3 the period, $4 width of a fine bucket (ms):
 * of each fine bucket its number, its count, its first and last offset, and the extremes of speed and rpm.
 */
export const REDUCE_READINGS = `
  SELECT floor(ms / $4::float8)::int4, count(*)::int4, min(ms), max(ms),
         min(speed), max(speed), min(revs), max(revs)
  FROM (
    SELECT ms,
           round(coalesce(obd_speed_kmh, gps_speed_kmh)::float8 * 1000) * ${OFFSET_SPAN} + ms AS speed,
           round(rpm::float8 * 4) * ${OFFSET_SPAN} + ms AS revs
    FROM (
      SELECT round(date_part('epoch', ts - $2::timestamptz) * 1000) AS ms, obd_speed_kmh, gps_speed_kmh, rpm
      FROM readings
      WHERE series = $1 AND ts >= $2::timestamptz AND ts < $3::timestamptz
      OFFSET 0
    ) AS timed
  ) AS coded
  GROUP BY 1 ORDER BY 1`;

/** A row of `REDUCE_READINGS`, or several joined (then under the first one's number). */
export type Bucket = readonly [
  index: number,
  count: number,
  first: number,
  last: number,
  slowest: number | null,
  fastest: number | null,
  lowest: number | null,
  highest: number | null,
];

/** How a period is cut for `maxPoints`: buckets that may be kept, and the width of the fine ones, ms. */
export function cut(period: Period, maxPoints: number): { kept: number; fineMs: number } {
  const kept = Math.max(1, Math.floor((maxPoints - 1) / KEPT_PER_BUCKET));
  const fine = Math.max(FINE_BUCKETS, kept * FINE_PER_KEPT);
  const fineMs = Math.max(1, Math.ceil((period.toMs - period.fromMs) / fine));
  return { kept, fineMs };
}

/**
 * Joins neighbouring fine buckets, always the same number, until no more than `kept` hold anything: a day
 * of which the car drove one hour gives that hour all the points. Returns how many were joined to one.
 */
export function joinBuckets(
  fine: readonly Bucket[],
  kept: number,
): { buckets: readonly Bucket[]; joined: number } {
  let joined = 1;
  while (countJoined(fine, joined) > kept) joined += Math.ceil(joined / 16);
  if (joined === 1) return { buckets: fine, joined };
  const buckets = new Map<number, Bucket>();
  for (const bucket of fine) {
    const index = Math.floor(bucket[0] / joined);
    const before = buckets.get(index);
    buckets.set(index, before ? join(before, bucket) : bucket);
  }
  return { buckets: [...buckets.values()], joined };
}

/** The offsets (ms since the period's begin) of the readings to keep, in order, at most `maxPoints`. */
export function offsetsToKeep(buckets: readonly Bucket[], maxPoints: number): readonly number[] {
  // Where the car is at the end belongs to every track.
  const offsets = new Set(buckets.slice(-1).map(([, , , last]) => last));
  for (const [, , first, , slowest, fastest, lowest, highest] of buckets) {
    // The most telling ones first: where fewer points than that are wanted, the others go.
    for (const coded of [fastest, first, highest, slowest, lowest]) {
      if (coded !== null && offsets.size < maxPoints) offsets.add(coded % OFFSET_SPAN);
    }
  }
  return [...offsets].sort((a, b) => a - b);
}

function countJoined(fine: readonly Bucket[], joined: number): number {
  let count = 0;
  let last = -1;
  for (const [index] of fine) {
    const own = Math.floor(index / joined);
    if (own !== last) count++;
    last = own;
  }
  return count;
}

function join(a: Bucket, b: Bucket): Bucket {
  return [
    a[0],
    a[1] + b[1],
    Math.min(a[2], b[2]),
    Math.max(a[3], b[3]),
    extreme(Math.min, a[4], b[4]),
    extreme(Math.max, a[5], b[5]),
    extreme(Math.min, a[6], b[6]),
    extreme(Math.max, a[7], b[7]),
  ];
}

function extreme(
  pick: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null {
  if (a === null || b === null) return a ?? b;
  return pick(a, b);
}
