import type { GpsSensorDto, Obd2SensorDto } from '@naif/wire';
import type { SensorEntry } from '../ports/reading-source.js';

/** One instant of a recorded drive. */
export interface RecordedPoint {
  /** Ms since the drive's first point. */
  readonly offsetMs: number;
  /** What was recorded; missing stays missing. */
  readonly gps?: GpsSensorDto;
  readonly obd2?: Obd2SensorDto;
}

/** A recorded drive. */
export interface Recording {
  /** When it was driven: its first point, ms since the epoch. */
  readonly recordedAt: number;
  /** From the first point to the last one, ms. */
  readonly lengthMs: number;
  /** In increasing time, each instant once, at least one sensor each. */
  readonly points: readonly RecordedPoint[];
}

/** This text is no recording that can be played. */
export class UnreadableRecording extends Error {
  readonly code = 'RECORDING.UNREADABLE';
}

/** One value's way from enviroCar to the wire: where it comes from, its resolution and its physical range. */
interface Mapping<Field> {
  readonly field: Field;
  /** enviroCar's names for it, the first one present wins. */
  readonly phenomena: readonly string[];
  readonly decimals: number;
  readonly min: number;
  readonly max: number;
}

type NumberField<T> = { [K in keyof T]-?: NonNullable<T[K]> extends number ? K : never }[keyof T];

/** Ranges as in wire's `GpsSensorDto`. Two decimals keep more than any receiver knows. */
const GPS: readonly Mapping<NumberField<GpsSensorDto>>[] = [
  { field: 'altitude', phenomena: ['GPS Altitude'], decimals: 2, min: -1000, max: 20_000 },
  { field: 'course', phenomena: ['GPS Bearing'], decimals: 2, min: 0, max: 360 },
  { field: 'speed', phenomena: ['GPS Speed'], decimals: 2, min: 0, max: 600 },
  { field: 'hdop', phenomena: ['GPS HDOP'], decimals: 2, min: 0, max: 100 },
];

/**
 * Ranges as in wire's `Obd2SensorDto`. `Consumption` and `CO2` are enviroCar's own estimates and no values
 * of the car: they are left out.
 */
const OBD2: readonly Mapping<NumberField<Obd2SensorDto>>[] = [
  { field: 'engine_load', phenomena: ['Engine Load'], decimals: 2, min: 0, max: 100 },
  { field: 'intake_pressure', phenomena: ['Intake Pressure'], decimals: 2, min: 0, max: 255 },
  { field: 'rpm', phenomena: ['Rpm'], decimals: 2, min: 0, max: 16_383.75 },
  { field: 'speed', phenomena: ['Speed'], decimals: 2, min: 0, max: 255 },
  { field: 'maf', phenomena: ['MAF', 'Calculated MAF'], decimals: 2, min: 0, max: 655.35 },
  { field: 'intake_temp', phenomena: ['Intake Temperature'], decimals: 2, min: -40, max: 215 },
  { field: 'throttle', phenomena: ['Throttle Position'], decimals: 2, min: 0, max: 100 },
];

/** 1e-7° is 11 mm: what receivers print at most. */
const POSITION_DECIMALS = 7;

/**
 * Reads an enviroCar track (GeoJSON). Points without a usable time or without any value are left out; so is
 * each value that is missing, no number, or outside its physical range after rounding.
 * Throws `UnreadableRecording` when no point remains.
 */
export function parseEnvirocarRecording(text: string): Recording {
  const timed = readFeatures(text)
    .map(toTimedPoint)
    .filter((point) => point !== undefined)
    .sort((a, b) => a.time - b.time)
    .filter((point, index, all) => point.time !== all[index - 1]?.time);
  const first = timed[0];
  const last = timed.at(-1);
  if (!first || !last) {
    throw new UnreadableRecording('The recording holds no point with a time and a value.');
  }
  return {
    recordedAt: first.time,
    lengthMs: last.time - first.time,
    points: timed.map(({ time, ...sensors }) => ({ offsetMs: time - first.time, ...sensors })),
  };
}

/** The point's sensors as the wire wants them. */
export function sensorsOf(point: RecordedPoint): SensorEntry[] {
  return [point.gps, point.obd2].filter((sensor) => sensor !== undefined);
}

type Json = Readonly<Record<string, unknown>>;

function readFeatures(text: string): readonly unknown[] {
  let track: unknown;
  try {
    track = JSON.parse(text);
  } catch {
    throw new UnreadableRecording('The recording is no JSON.');
  }
  const features = asObject(track)['features'];
  if (!Array.isArray(features)) {
    throw new UnreadableRecording('The recording is no enviroCar track (GeoJSON with features).');
  }
  return features;
}

type TimedPoint = Omit<RecordedPoint, 'offsetMs'> & { readonly time: number };

function toTimedPoint(feature: unknown): TimedPoint | undefined {
  const properties = asObject(asObject(feature)['properties']);
  const time = Date.parse(String(properties['time']));
  if (Number.isNaN(time)) return undefined;
  const phenomena = asObject(properties['phenomenons']);
  const location = readLocation(asObject(asObject(feature)['geometry'])['coordinates']);
  const gps: GpsSensorDto = {
    sensor: 'gps',
    ...(location === undefined ? {} : { location }),
    ...readValues(phenomena, GPS),
  };
  const obd2: Obd2SensorDto = { sensor: 'obd2', ...readValues(phenomena, OBD2) };
  const hasGps = Object.keys(gps).length > 1;
  const hasObd2 = Object.keys(obd2).length > 1;
  if (!hasGps && !hasObd2) return undefined;
  return { time, ...(hasGps ? { gps } : {}), ...(hasObd2 ? { obd2 } : {}) };
}

/** GeoJSON says longitude first, the wire latitude first. `[0, 0]` is a receiver without a fix. */
function readLocation(coordinates: unknown): [number, number] | undefined {
  if (!Array.isArray(coordinates)) return undefined;
  const longitude = rounded(coordinates[0], POSITION_DECIMALS, -180, 180);
  const latitude = rounded(coordinates[1], POSITION_DECIMALS, -90, 90);
  if (latitude === undefined || longitude === undefined) return undefined;
  return latitude === 0 && longitude === 0 ? undefined : [latitude, longitude];
}

function readValues<Field extends string>(
  phenomena: Json,
  mappings: readonly Mapping<Field>[],
): Partial<Record<Field, number>> {
  const values: Partial<Record<Field, number>> = {};
  for (const { field, phenomena: names, decimals, min, max } of mappings) {
    const name = names.find((candidate) => candidate in phenomena);
    if (name === undefined) continue;
    const value = rounded(asObject(phenomena[name])['value'], decimals, min, max);
    if (value !== undefined) values[field] = value;
  }
  return values;
}

function rounded(value: unknown, decimals: number, min: number, max: number): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const result = roundTo(value, decimals);
  return result >= min && result <= max ? result : undefined;
}

/** Rounds to so many decimals; never gives −0. */
export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor + 0;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
