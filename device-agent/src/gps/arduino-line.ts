import { GPS_FIXES } from '@naif/wire';
import { present, RANGES, within, type ReceiverEpoch } from './receiver-epoch.js';

/** What one line of the microcontroller says. */
export interface ArduinoLine {
  /** Ms since it started. */
  readonly millis?: number;
  readonly firmwareVersion?: string;
  /** Its receiver's instant. */
  readonly epoch?: ReceiverEpoch;
}

type Fields = Readonly<Record<string, unknown>>;

/** The longest version that a status takes (wire). */
const LONGEST_VERSION = 64;

/**
 * Reads the microcontroller's JSON: `{"sensors":[{"sensor":"arduino",…},{"sensor":"gps",…}]}`, or only the list, or only one
 * sensor. Undefined when it is none of them. A value of the wrong type or out of its range is missing. These lines have no checksum:
 * they come over USB, which has its own. Pure.
 */
export function parseArduinoLine(line: string): ArduinoLine | undefined {
  const sensors = sensorsOf(parsed(line));
  const board = sensors.find(({ sensor }) => sensor === 'arduino');
  const gps = sensors.find(({ sensor }) => sensor === 'gps');
  if (!board && !gps) return undefined;
  return {
    ...present('millis', within(whole(board?.['millis']), 0, Number.MAX_SAFE_INTEGER)),
    ...present('firmwareVersion', versionOf(board?.['firmware'])),
    ...(gps ? { epoch: epochOf(gps) } : {}),
  };
}

/** A line that was cut short may stand before the one that is whole. */
function parsed(line: string): unknown {
  const start = Math.max(line.lastIndexOf('{"sensors"'), 0) || line.search(/[[{]/);
  if (start < 0) return undefined;
  try {
    return JSON.parse(line.slice(start));
  } catch {
    return undefined;
  }
}

function sensorsOf(json: unknown): readonly Fields[] {
  if (Array.isArray(json)) return json.filter(isFields);
  if (!isFields(json)) return [];
  return Array.isArray(json['sensors']) ? json['sensors'].filter(isFields) : [json];
}

function isFields(json: unknown): json is Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function epochOf(gps: Fields): ReceiverEpoch {
  const satellites = within(whole(gps['satellites']), ...RANGES.satellites);
  const known = {
    ...present('time', timeOf(gps['datetime'])),
    ...present('satellites', satellites),
    ...present('hdop', within(number(gps['hdop']), ...RANGES.hdop)),
  };
  const said = GPS_FIXES.find((fix) => fix === gps['fix']);
  const location = locationOf(gps['location'], satellites);
  if (!location || said === 'none' || satellites === 0) return { ...known, fix: 'none' };
  return {
    ...known,
    ...present('fix', said),
    location,
    ...present('altitudeMetres', within(number(gps['altitude']), ...RANGES.altitudeMetres)),
    ...present('speedKmh', within(number(gps['speed']), ...RANGES.speedKmh)),
    ...present('courseDegrees', within(number(gps['course']), ...RANGES.courseDegrees)),
  };
}

/** `[0, 0]` without satellites is what a receiver library says before its first fix. */
function locationOf(
  value: unknown,
  satellites: number | undefined,
): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const latitude = within(number(value[0]), -90, 90);
  const longitude = within(number(value[1]), -180, 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  if (latitude === 0 && longitude === 0 && satellites === undefined) return undefined;
  return [latitude, longitude];
}

/** ISO 8601 as the firmware writes it, in UTC; a day that the calendar does not have is no time. */
function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, seconds] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,3})?Z?$/.exec(value) ?? [];
  if (seconds === undefined) return undefined;
  const time = Date.parse(value.endsWith('Z') ? value : `${value}Z`);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(seconds) ? undefined : time;
}

function versionOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_VERSION
    ? value
    : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function whole(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}
