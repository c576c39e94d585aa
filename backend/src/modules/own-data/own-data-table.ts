import type { CsvCell } from '../../csv/write-csv.js';
import type { ReadingDto } from '../telemetry/telemetry.public.js';

/** Rows of a part of what is held. */
export type OwnDataRow = Readonly<Record<string, unknown>>;

/** Every field that a reading may have, in the order of its table. */
const READING_FIELDS: Readonly<Record<keyof ReadingDto, true>> = {
  time: true,
  speedKmh: true,
  latitude: true,
  longitude: true,
  altitudeMetres: true,
  courseDegrees: true,
  gpsSpeedKmh: true,
  gpsTime: true,
  satellites: true,
  hdop: true,
  fix: true,
  obdSpeedKmh: true,
  rpm: true,
  engineLoadPercent: true,
  coolantCelsius: true,
  intakePressureKpa: true,
  fuelLevelPercent: true,
  ambientCelsius: true,
  mafGramsPerSecond: true,
  intakeCelsius: true,
  throttlePercent: true,
  fuelRateLitresPerHour: true,
  runTimeSeconds: true,
  distanceMilKm: true,
  shortFuelTrimPercent: true,
  longFuelTrimPercent: true,
  moduleVolts: true,
  batteryVolts: true,
  uptimeMs: true,
  flags: true,
};

/** Columns of the readings' table: whose, when, what. */
export const READING_COLUMNS: readonly string[] = ['vehicleId', ...Object.keys(READING_FIELDS)];

/** Every name that any of the rows has, those of the first row first. */
export function columnsOf(rows: readonly OwnDataRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** A row's cells under these columns. */
export function cellsOf(row: OwnDataRow, columns: readonly string[]): CsvCell[] {
  return columns.map((column) => cellOf(row[column]));
}

/** A value as one cell: lists are joined, what has fields of its own stays JSON. */
function cellOf(value: unknown): CsvCell {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return value;
  const list = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return list ? value.join(', ') : JSON.stringify(value);
}
