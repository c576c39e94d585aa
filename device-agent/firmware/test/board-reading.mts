import type { GpsdFix } from './nmea-recordings.mts';

/** The GPS part of a line. */
export interface GpsEntry {
  readonly sensor: 'gps';
  readonly satellites?: number;
  readonly location?: readonly [latitude: number, longitude: number];
  readonly altitude?: number;
  readonly course?: number;
  readonly speed?: number;
  readonly datetime?: string;
  readonly hdop?: number;
  readonly fix: 'none' | '2d' | '3d';
}

/** A line of the board, taken apart. */
export interface BoardReading {
  readonly millis: number;
  readonly firmware: string;
  /** Missing when the receiver has said nothing since the line before. */
  readonly gps?: GpsEntry;
}

interface Entry {
  readonly sensor?: unknown;
}

function isGps(entry: Entry): entry is GpsEntry {
  return entry.sensor === 'gps';
}

/**
 * Takes a line apart; the agent's parser is a stranger to it on purpose.
 * @throws Error when it is not exactly one reading
 */
export function boardReading(line: string): BoardReading {
  const { sensors, ...more } = JSON.parse(line) as { sensors: readonly Entry[] };
  const [arduino, gps, ...others] = sensors;
  const known = gps === undefined || isGps(gps);
  if (!known || others.length > 0 || Object.keys(more).length > 0) {
    throw new Error(`Not a reading: ${line}`);
  }
  const { sensor, millis, firmware } = arduino as Entry & { millis: unknown; firmware: unknown };
  if (sensor !== 'arduino' || typeof millis !== 'number' || typeof firmware !== 'string') {
    throw new Error(`Not the board's: ${line}`);
  }
  return { millis, firmware, ...(gps === undefined ? {} : { gps }) };
}

/** Half of the last digit that gpsd prints of a speed, in km/h, and half of ours. */
const SPEED_TOLERANCE_KMH = 0.0005 * 3.6 + 0.0005;

function apart(what: string, ours: number | undefined, theirs: number, tolerance: number): string {
  if (ours === undefined || Math.abs(ours - theirs) <= tolerance + 1e-9) return '';
  return `${what} ${ours}, gpsd ${theirs}`;
}

/** What a reading says otherwise than gpsd, of what it says at all; empty when nothing. */
export function contradictions(gps: GpsEntry, gpsd: GpsdFix): string[] {
  const [latitude, longitude] = gps.location ?? [];
  return [
    apart('latitude', latitude, gpsd.lat, 1e-6),
    apart('longitude', longitude, gpsd.lon, 1e-6),
    apart('altitude', gps.altitude, gpsd.altMSL, 1e-4),
    apart('speed', gps.speed, gpsd.speed * 3.6, SPEED_TOLERANCE_KMH),
    apart('course', gps.course, gpsd.track ?? Number.NaN, 1e-4),
  ].filter((text) => text !== '');
}

/** What of a whole epoch is missing. */
export function missingValues(gps: GpsEntry, gpsd: GpsdFix): string[] {
  const wanted = ['satellites', 'location', 'altitude', 'speed', 'datetime', 'hdop'] as const;
  return [...wanted, ...(gpsd.track === undefined ? [] : ['course' as const])].filter(
    (name) => gps[name] === undefined,
  );
}
