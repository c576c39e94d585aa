import { speedKmhOf, type Reading } from '../../ports/reading.js';
import type {
  AppendOutcome,
  Period,
  ReducedReadings,
  TelemetryStore,
  VehicleReadings,
} from '../../ports/telemetry-store.js';

/** The telemetry store's twin: the same promises in plain code, for as long as the process lives. */
export class MemoryTelemetryStore implements TelemetryStore {
  private readonly bySeries = new Map<number, Map<number, Reading>>();

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  append(batches: readonly VehicleReadings[]): Promise<readonly AppendOutcome[]> {
    return Promise.resolve(batches.map((batch) => this.add(batch)));
  }

  count(series: number, period: Period): Promise<number> {
    return Promise.resolve(this.inPeriod(series, period).length);
  }

  read(series: number, period: Period, limit: number): Promise<readonly Reading[]> {
    return Promise.resolve(this.inPeriod(series, period).slice(0, limit));
  }

  reduce(series: number, period: Period, maxPoints: number): Promise<ReducedReadings> {
    const readings = this.inPeriod(series, period);
    const total = readings.length;
    if (total <= maxPoints) return Promise.resolve({ readings, total });
    // Five of a bucket at most, and the last of all.
    const kept = Math.max(1, Math.floor((maxPoints - 1) / 5));
    const bucketMs = narrowestBucket(readings, period, kept);
    const buckets = new Map<number, Reading[]>();
    for (const reading of readings) {
      const index = Math.floor((reading.timeMs - period.fromMs) / bucketMs);
      const bucket = buckets.get(index);
      if (bucket) bucket.push(reading);
      else buckets.set(index, [reading]);
    }
    const telling = new Set(readings.slice(-1));
    for (const bucket of buckets.values())
      for (const reading of tellingOf(bucket)) telling.add(reading);
    const chosen = [...telling].slice(0, maxPoints).sort((a, b) => a.timeMs - b.timeMs);
    return Promise.resolve({ readings: chosen, total, bucketMs });
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  private add({ series, readings }: VehicleReadings): AppendOutcome {
    const known = this.bySeries.get(series) ?? new Map<number, Reading>();
    this.bySeries.set(series, known);
    const newTimesMs: number[] = [];
    for (const reading of readings) {
      if (known.has(reading.timeMs)) continue;
      known.set(reading.timeMs, reading);
      newTimesMs.push(reading.timeMs);
    }
    newTimesMs.sort((a, b) => a - b);
    return {
      stored: newTimesMs.length,
      duplicates: readings.length - newTimesMs.length,
      newTimesMs,
    };
  }

  private inPeriod(series: number, { fromMs, toMs }: Period): Reading[] {
    return [...(this.bySeries.get(series)?.values() ?? [])]
      .filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
      .sort((a, b) => a.timeMs - b.timeMs);
  }
}

/** Width of the narrowest of the buckets that leave no more than `kept` filled, by doubling. */
function narrowestBucket(readings: readonly Reading[], period: Period, kept: number): number {
  let bucketMs = Math.max(1, Math.ceil((period.toMs - period.fromMs) / 4096));
  const filled = (): number =>
    new Set(readings.map(({ timeMs }) => Math.floor((timeMs - period.fromMs) / bucketMs))).size;
  while (filled() > kept) bucketMs *= 2;
  return bucketMs;
}

/** The readings of a bucket that tell most: fastest, first, highest revving, slowest, lowest revving. */
function tellingOf(bucket: readonly Reading[]): readonly Reading[] {
  const extreme = (of: (reading: Reading) => number | undefined, sign: 1 | -1): Reading[] => {
    const value = (reading: Reading): number => sign * (of(reading) ?? NaN);
    const [first, ...others] = bucket.filter((reading) => of(reading) !== undefined);
    if (!first) return [];
    return [
      others.reduce((best, reading) => (value(reading) > value(best) ? reading : best), first),
    ];
  };
  const rpm = (reading: Reading): number | undefined => reading.rpm;
  return [
    ...extreme(speedKmhOf, 1),
    ...bucket.slice(0, 1),
    ...extreme(rpm, 1),
    ...extreme(speedKmhOf, -1),
    ...extreme(rpm, -1),
  ];
}
