import type { Pool } from 'pg';
import { isReached, MARK_NOW } from '../../database/change-mark.js';
import type { LastKnown, LastKnownChanges, LastKnownState } from '../../ports/last-known.js';
import {
  FLOAT4,
  FLOAT8,
  INT4,
  TEXT,
  TIMESTAMPTZ,
  binaryArray,
  type BinaryType,
} from './binary-array.js';
import { asStore } from './pg-faults.js';

interface Column {
  readonly name: string;
  readonly type: BinaryType<never>;
  readonly field: keyof LastKnownState;
}

const instant = (name: string, field: keyof LastKnownState): Column => ({
  name,
  type: TIMESTAMPTZ,
  field,
});
const double = (name: string, field: keyof LastKnownState): Column => ({
  name,
  type: FLOAT8,
  field,
});
const real = (name: string, field: keyof LastKnownState): Column => ({ name, type: FLOAT4, field });

/** The parts of a state that move on their own; the first column of each is the time that it moves by. */
const PARTS: readonly (readonly [Column, ...Column[]])[] = [
  [instant('ts', 'timeMs'), real('speed_kmh', 'speedKmh'), real('rpm', 'rpm')],
  [
    instant('position_ts', 'positionTimeMs'),
    double('latitude', 'latitude'),
    double('longitude', 'longitude'),
    real('course_degrees', 'courseDegrees'),
  ],
  [instant('power_ts', 'powerTimeMs'), { name: 'power', type: TEXT, field: 'power' }],
];

const SERIES: Column = { name: 'series', type: INT4, field: 'series' };
const COLUMNS: readonly Column[] = [SERIES, ...PARTS.flat()];

/** `NULL` is older than everything. */
const isNewer = ({ name }: Column): string =>
  `coalesce(new.${name} > old.${name}, old.${name} IS NULL AND new.${name} IS NOT NULL)`;

/** `advanceState` in SQL. */
const ADVANCE = `
  INSERT INTO vehicle_state AS old (${COLUMNS.map(({ name }) => name).join(', ')})
  SELECT * FROM unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type.name}[]`).join(', ')})
  ON CONFLICT (series) DO UPDATE SET
    ${PARTS.flatMap((part) => part.map(({ name }) => `${name} = CASE WHEN ${isNewer(part[0])} THEN new.${name} ELSE old.${name} END`)).join(',\n    ')},
    changed_in = pg_current_xact_id()::text::bigint
  WHERE ${PARTS.map(([time]) => isNewer(time)).join(' OR ')}`.replaceAll('new.', 'excluded.');

const SELECTED = COLUMNS.map(({ name, type }) =>
  type === TIMESTAMPTZ ? `round(date_part('epoch', ${name}) * 1000)` : name,
).join(', ');

/** The last-known states in PostgreSQL: the table `vehicle_state`, a row a vehicle. */
export class PostgresLastKnown implements LastKnown {
  constructor(private readonly pool: Pool) {}

  async advance(changes: readonly LastKnownState[]): Promise<void> {
    if (changes.length === 0) return;
    // Always in the same order: two statements wait for each other's rows, never in a circle.
    const ordered = [...changes].sort((a, b) => a.series - b.series);
    const values = COLUMNS.map(({ type, field }) =>
      binaryArray(type, ordered.map((change) => change[field]) as never[]),
    );
    await asStore(() => this.pool.query({ name: 'advance-last-known', text: ADVANCE, values }));
  }

  async of(series: readonly number[]): Promise<readonly LastKnownState[]> {
    if (series.length === 0) return [];
    return this.states('WHERE series = ANY ($1::int4[])', [binaryArray(INT4, series)]);
  }

  async changedSince(mark: string | undefined): Promise<LastKnownChanges> {
    const { rows } = await asStore(() =>
      this.pool.query<{ mark: string }>(`SELECT ${MARK_NOW} AS mark`),
    );
    const now = rows[0]?.mark ?? '0';
    const states =
      mark !== undefined && isReached(mark, now)
        ? await this.states('WHERE changed_in >= $1::bigint', [mark])
        : await this.states('', []);
    return { states, mark: now };
  }

  private async states(where: string, values: unknown[]): Promise<readonly LastKnownState[]> {
    const query = {
      text: `SELECT ${SELECTED} FROM vehicle_state ${where}`,
      values,
      rowMode: 'array' as const,
    };
    const { rows } = await asStore(() => this.pool.query<unknown[]>(query));
    return rows.map(stateOf);
  }
}

function stateOf(row: readonly unknown[]): LastKnownState {
  const state: Record<string, unknown> = {};
  COLUMNS.forEach(({ field }, index) => {
    if (row[index] !== null) state[field] = row[index];
  });
  return state as unknown as LastKnownState;
}
