import { GPS_FIXES } from '@naif/wire';
import type { Reading } from '../../ports/reading.js';
import {
  FLOAT4,
  FLOAT8,
  INT2,
  INT4,
  INT8,
  JSON_TEXT,
  TIMESTAMPTZ,
  UUID,
  binaryArray,
  type BinaryType,
} from './binary-array.js';

/** One row to be: a reading and the vehicle that it is of. */
export interface ReadingRow {
  readonly series: number;
  readonly reading: Reading;
}

interface Column {
  readonly name: string;
  readonly type: BinaryType<never>;
  /** What to read instead of the column itself, in a form that needs no parsing of times and big integers. */
  readonly select: string;
  /** The column's value in a row to be. */
  readonly of: (row: ReadingRow) => unknown;
  /** Where the value goes in a reading, and what becomes of it. */
  readonly field?: keyof Reading;
  readonly decode?: (value: unknown) => unknown;
}

/** Ms since the epoch, as a double: exact, and parsed by the driver without a detour. */
const epochMs = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;

function time(name: string, field: keyof Reading): Column {
  return plain(name, TIMESTAMPTZ, field, epochMs(name));
}

function plain<T>(name: string, type: BinaryType<T>, field: keyof Reading, select = name): Column {
  return { name, type, select, field, of: ({ reading }) => reading[field] };
}

const real = (name: string, field: keyof Reading): Column => plain(name, FLOAT4, field);
const double = (name: string, field: keyof Reading): Column => plain(name, FLOAT8, field);
const long = (name: string, field: keyof Reading): Column =>
  plain(name, INT8, field, `${name}::float8`);

/** The table `readings`, column by column, in its own order. */
const COLUMNS: readonly Column[] = [
  time('ts', 'timeMs'),
  long('seq', 'seq'),
  long('uptime_ms', 'uptimeMs'),
  time('gps_ts', 'gpsTimeMs'),
  double('latitude', 'latitude'),
  double('longitude', 'longitude'),
  { name: 'series', type: INT4, select: 'series', of: ({ series }) => series },
  real('altitude_metres', 'altitudeMetres'),
  real('course_degrees', 'courseDegrees'),
  real('gps_speed_kmh', 'gpsSpeedKmh'),
  real('hdop', 'hdop'),
  real('obd_speed_kmh', 'obdSpeedKmh'),
  real('rpm', 'rpm'),
  real('engine_load_percent', 'engineLoadPercent'),
  real('coolant_celsius', 'coolantCelsius'),
  real('intake_pressure_kpa', 'intakePressureKpa'),
  real('fuel_level_percent', 'fuelLevelPercent'),
  real('ambient_celsius', 'ambientCelsius'),
  real('maf_grams_per_second', 'mafGramsPerSecond'),
  real('intake_celsius', 'intakeCelsius'),
  real('throttle_percent', 'throttlePercent'),
  real('fuel_rate_litres_per_hour', 'fuelRateLitresPerHour'),
  real('run_time_seconds', 'runTimeSeconds'),
  real('distance_mil_km', 'distanceMilKm'),
  real('short_fuel_trim_percent', 'shortFuelTrimPercent'),
  real('long_fuel_trim_percent', 'longFuelTrimPercent'),
  real('module_volts', 'moduleVolts'),
  real('battery_volts', 'batteryVolts'),
  plain('flags', INT2, 'flags'),
  plain('satellites', INT2, 'satellites'),
  {
    ...plain('fix', INT2, 'fix'),
    of: ({ reading }) => (reading.fix === undefined ? undefined : GPS_FIXES.indexOf(reading.fix)),
    decode: (value) => GPS_FIXES[value as number],
  },
  plain('outbox', UUID, 'outbox'),
  plain('other_sensors', JSON_TEXT, 'otherSensors'),
];

/**
 * Stores rows that are not there yet. Answers one row: how many were new, and, when not all were, which.
 * Its parameters are `insertParameters`.
 */
export const INSERT_READINGS = `
  WITH added AS (
    INSERT INTO readings (${COLUMNS.map(({ name }) => name).join(', ')})
    SELECT * FROM unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type.name}[]`).join(', ')})
    ON CONFLICT DO NOTHING
    RETURNING series, ts
  )
  SELECT count(*)::int4 AS stored,
         CASE WHEN count(*) < cardinality($1) THEN array_agg(series) END AS series,
         CASE WHEN count(*) < cardinality($1) THEN array_agg(${epochMs('ts')}) END AS times
  FROM added`;

/** The rows as one array a column. */
export function insertParameters(rows: readonly ReadingRow[]): (Buffer | null)[] {
  // The column's type and what it reads off a row belong together: `never` only hides which one it is.
  return COLUMNS.map(({ type, of }) => binaryArray(type, rows.map(of) as never[]));
}

const READ_COLUMNS = COLUMNS.filter(({ field }) => field !== undefined);

/** The select list that `readingOf` reads, to be fetched with `rowMode: 'array'`. */
export const READING_COLUMNS = READ_COLUMNS.map(({ select }) => select).join(', ');

/** A reading out of its row. */
export function readingOf(row: readonly unknown[]): Reading {
  const reading: Record<string, unknown> = {};
  READ_COLUMNS.forEach(({ field, decode }, index) => {
    const value = row[index];
    if (value !== null && field !== undefined) reading[field] = decode ? decode(value) : value;
  });
  return reading as unknown as Reading;
}
