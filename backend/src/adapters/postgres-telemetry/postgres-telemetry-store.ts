import type { Pool, QueryArrayConfig } from 'pg';
import type { Clock } from '../../ports/clock.js';
import type { Reading } from '../../ports/reading.js';
import type {
  AppendOutcome,
  Period,
  ReducedReadings,
  TelemetryStore,
  VehicleReadings,
} from '../../ports/telemetry-store.js';
import { TIMESTAMPTZ, binaryArray, binaryInstant } from './binary-array.js';
import { DayPartitions } from './day-partitions.js';
import { asStore } from './pg-faults.js';
import {
  INSERT_READINGS,
  READING_COLUMNS,
  insertParameters,
  readingOf,
  type ReadingRow,
} from './readings-table.js';
import { REDUCE_READINGS, cut, joinBuckets, offsetsToKeep, type Bucket } from './reduction.js';

const IN_PERIOD = 'series = $1 AND ts >= $2::timestamptz AND ts < $3::timestamptz';

/** Readings in PostgreSQL: the table `readings`, a partition a day, key (series, ts). */
export class PostgresTelemetryStore implements TelemetryStore {
  private readonly partitions: DayPartitions;

  constructor(
    private readonly pool: Pool,
    clock: Clock,
  ) {
    this.partitions = new DayPartitions(pool, clock);
  }

  prepare(): Promise<void> {
    return asStore(() => this.partitions.createAhead());
  }

  async append(batches: readonly VehicleReadings[]): Promise<readonly AppendOutcome[]> {
    const rows = rowsInOrder(batches);
    if (rows.length === 0) return batches.map(() => ({ stored: 0, duplicates: 0, newTimesMs: [] }));
    const { rows: answer } = await asStore(async () => {
      await this.partitions.cover(rows.map(({ reading }) => reading.timeMs));
      return this.pool.query<Added>({
        name: 'append-readings',
        text: INSERT_READINGS,
        values: insertParameters(rows),
      });
    });
    const isNew = newRows(rows, answer[0]);
    const newTimesMs = batches.map((): number[] => []);
    for (const row of rows) if (isNew(row)) newTimesMs[row.batch]?.push(row.reading.timeMs);
    return batches.map(({ readings }, batch) => {
      const times = newTimesMs[batch] ?? [];
      return {
        stored: times.length,
        duplicates: readings.length - times.length,
        newTimesMs: times,
      };
    });
  }

  async count(series: number, period: Period): Promise<number> {
    const rows = await this.rows<[number]>(
      `SELECT count(*)::int4 FROM readings WHERE ${IN_PERIOD}`,
      inPeriod(series, period),
    );
    return rows[0]?.[0] ?? 0;
  }

  async read(series: number, period: Period, limit: number): Promise<readonly Reading[]> {
    const rows = await this.rows(
      `SELECT ${READING_COLUMNS} FROM readings WHERE ${IN_PERIOD} ORDER BY ts LIMIT $4`,
      [...inPeriod(series, period), limit],
    );
    return rows.map(readingOf);
  }

  async reduce(series: number, period: Period, maxPoints: number): Promise<ReducedReadings> {
    const { kept, fineMs } = cut(period, maxPoints);
    const fine = await this.rows<Bucket>(REDUCE_READINGS, [...inPeriod(series, period), fineMs]);
    const total = fine.reduce((sum, [, count]) => sum + count, 0);
    if (total <= maxPoints) return { readings: await this.read(series, period, maxPoints), total };
    const { buckets, joined } = joinBuckets(fine, kept);
    const times = offsetsToKeep(buckets, maxPoints).map((offset) => period.fromMs + offset);
    return { readings: await this.at(series, period, times), total, bucketMs: fineMs * joined };
  }

  async ping(): Promise<void> {
    await asStore(() => this.pool.query('SELECT 1'));
  }

  /** The readings at exactly these instants of the period, in order of time. */
  private async at(series: number, period: Period, timesMs: readonly number[]): Promise<Reading[]> {
    const rows = await this.rows(
      `SELECT ${READING_COLUMNS} FROM readings
       WHERE ${IN_PERIOD} AND ts = ANY ($4::timestamptz[])
       ORDER BY ts`,
      [...inPeriod(series, period), binaryArray(TIMESTAMPTZ, timesMs)],
    );
    return rows.map(readingOf);
  }

  /** Without a prepared plan, so that the planner sees which days are asked for and leaves the others alone. */
  private async rows<R extends readonly unknown[] = readonly unknown[]>(
    text: string,
    values: readonly unknown[],
  ): Promise<R[]> {
    const query: QueryArrayConfig = { text, values: [...values], rowMode: 'array' };
    const { rows } = await asStore(() => this.pool.query(query));
    return rows as unknown as R[];
  }
}

function inPeriod(series: number, { fromMs, toMs }: Period): readonly unknown[] {
  return [series, binaryInstant(fromMs), binaryInstant(toMs)];
}

interface BatchRow extends ReadingRow {
  /** Index of the batch that brought it. */
  readonly batch: number;
}

/** Answer of `INSERT_READINGS`. */
interface Added {
  readonly stored: number;
  readonly series: readonly number[] | null;
  readonly times: readonly number[] | null;
}

/**
 * All readings in the order of the key, the first of each instant only. Every statement takes its rows in
 * this order: two that bring the same ones wait for each other, and never in a circle.
 */
function rowsInOrder(batches: readonly VehicleReadings[]): readonly BatchRow[] {
  const rows: BatchRow[] = [];
  batches.forEach(({ series, readings }, batch) => {
    for (const reading of readings) rows.push({ series, reading, batch });
  });
  rows.sort((a, b) => a.series - b.series || a.reading.timeMs - b.reading.timeMs);
  return rows.filter((row, index) => {
    const before = rows[index - 1];
    return before?.series !== row.series || before.reading.timeMs !== row.reading.timeMs;
  });
}

function newRows(rows: readonly BatchRow[], answer: Added | undefined): (row: BatchRow) => boolean {
  if (answer?.stored === rows.length) return () => true;
  const times = answer?.times ?? [];
  const added = new Set(answer?.series?.map((series, index) => `${series}@${times[index]}`));
  return ({ series, reading }) => added.has(`${series}@${reading.timeMs}`);
}
