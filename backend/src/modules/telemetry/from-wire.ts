import type {
  AgentStatusDto,
  ArduinoSensorDto,
  ClockDto,
  CommandResultDto,
  GpsSensorDto,
  Obd2SensorDto,
  RecordDto,
  SensorDto,
  TroubleCodesDto,
} from '@naif/wire';
import type { ClockReport } from '../../events/live-event.js';
import { hasOffset, parseInstant } from '../../http/instant.js';
import { READING_FLAGS, type Reading } from '../../ports/reading.js';
import type { CommandResult } from '../devices/devices.public.js';
import type { TroubleCodeReport } from './trouble-code-reports.js';

/** A reading while it is put together. */
type Draft = { -readonly [Field in keyof Reading]: Reading[Field] };

/** The measures of an OBD-2 sensor, and where they go. Units are the same on both sides. */
const OBD2_FIELDS = [
  ['speed', 'obdSpeedKmh'],
  ['rpm', 'rpm'],
  ['engine_load', 'engineLoadPercent'],
  ['coolant_temp', 'coolantCelsius'],
  ['intake_pressure', 'intakePressureKpa'],
  ['fuel_level', 'fuelLevelPercent'],
  ['ambiant_air_temp', 'ambientCelsius'],
  ['maf', 'mafGramsPerSecond'],
  ['intake_temp', 'intakeCelsius'],
  ['throttle', 'throttlePercent'],
  ['fuel_rate', 'fuelRateLitresPerHour'],
  ['run_time', 'runTimeSeconds'],
  ['distance_mil', 'distanceMilKm'],
  ['short_fuel_trim', 'shortFuelTrimPercent'],
  ['long_fuel_trim', 'longFuelTrimPercent'],
  ['module_voltage', 'moduleVolts'],
  ['battery_voltage', 'batteryVolts'],
] as const satisfies readonly (readonly [keyof Obd2SensorDto, keyof Reading])[];

/**
 * A sound wire record as the domain's `Reading`: the only place where one becomes the other. `null` is
 * missing, and so is a position without satellites. Sensors of unknown kinds, and a second one of a known
 * kind, are kept aside as they came.
 *
 * @param outbox the disk queue that the upload came from, where it said so
 */
export function readingFromWire(record: RecordDto, outbox: string | undefined): Reading {
  const reading: Draft = {
    timeMs: instant(record.time),
    flags: hasOffset(record.time) ? 0 : READING_FLAGS.timeWithoutOffset,
  };
  if (outbox !== undefined) reading.outbox = outbox.toLowerCase();
  if (isThere(record.seq)) reading.seq = record.seq;
  const others: Record<string, unknown>[] = [];
  const seen = new Set<string>();
  for (const sensor of record.data.sensors) {
    const isFirst = !seen.has(sensor.sensor);
    if (!isFirst || !readSensor(reading, sensor)) others.push({ ...sensor });
    seen.add(sensor.sensor);
  }
  if (others.length > 0) reading.otherSensors = others;
  return reading;
}

/** Puts what a sensor says into the reading; `false`: this version does not know its kind. */
function readSensor(reading: Draft, sensor: SensorDto): boolean {
  switch (sensor.sensor) {
    case 'gps':
      readGps(reading, sensor as GpsSensorDto);
      return true;
    case 'obd2':
      readObd2(reading, sensor as Obd2SensorDto);
      return true;
    case 'arduino': {
      const { millis } = sensor as ArduinoSensorDto;
      if (isThere(millis)) reading.uptimeMs = millis;
      return true;
    }
    default:
      return false;
  }
}

function readGps(reading: Draft, gps: GpsSensorDto): void {
  if (isThere(gps.satellites)) reading.satellites = gps.satellites;
  if (isThere(gps.hdop)) reading.hdop = gps.hdop;
  if (isThere(gps.fix)) reading.fix = gps.fix;
  if (isThere(gps.datetime)) {
    const time = parseInstant(gps.datetime);
    if (time !== undefined) reading.gpsTimeMs = time;
  }
  if (isSearching(gps)) return;
  if (isThere(gps.altitude)) reading.altitudeMetres = gps.altitude;
  if (isThere(gps.course)) reading.courseDegrees = gps.course;
  if (isThere(gps.speed)) reading.gpsSpeedKmh = gps.speed;
  const [latitude, longitude] = (gps.location ?? []) as readonly (number | null)[];
  if (!isThere(latitude) || !isThere(longitude)) return;
  reading.latitude = latitude;
  reading.longitude = longitude;
}

/** Receivers print zeros while they search: `[0, 0]` without satellites is no place off Africa's coast. */
function isSearching({ location, satellites, fix }: GpsSensorDto): boolean {
  const atOrigin = location?.[0] === 0 && location[1] === 0;
  return fix === 'none' || (atOrigin && !(isThere(satellites) && satellites > 0));
}

function readObd2(reading: Draft, obd2: Obd2SensorDto): void {
  for (const [from, to] of OBD2_FIELDS) {
    const value = obd2[from];
    if (isThere(value)) reading[to] = value;
  }
}

/** What an agent says of itself, and when: known fields only, without nulls. */
export function statusFromWire(status: AgentStatusDto): { timeMs: number; status: AgentStatusDto } {
  const known: Partial<Record<keyof AgentStatusDto, unknown>> = {};
  for (const field of STATUS_FIELDS) {
    const value = status[field];
    if (isThere(value)) known[field] = typeof value === 'string' ? printable(value) : value;
  }
  return { timeMs: instant(status.time), status: known as unknown as AgentStatusDto };
}

const STATUS_FIELDS = [
  'time',
  'power',
  'agent_version',
  'firmware_version',
  'outbox_depth',
  'outbox_oldest',
  'reconnects',
  'cpu_temp',
  'disk_free',
  'vin_matches',
  'gps',
  'obd',
  'battery_voltage',
  'readings_dropped',
  'readings_refused',
  'readings_undatable',
  'outboxes_damaged',
  'disk_refuses',
  'uptime',
  'memory',
  'previous_end',
  'site',
] as const satisfies readonly (keyof AgentStatusDto)[];

/** Every field that wire knows is kept: one that is missing above does not compile. */
type Forgotten = Exclude<keyof AgentStatusDto, (typeof STATUS_FIELDS)[number]>;
true satisfies [Forgotten] extends [never] ? true : never;

/** How sure the vehicle was of its time; `undefined`: it did not say. */
export function clockFromWire(clock: ClockDto | null | undefined): ClockReport | undefined {
  if (!isThere(clock)) return undefined;
  const { source, uncertainty_ms } = clock;
  return { source, ...(isThere(uncertainty_ms) && { uncertaintyMs: uncertainty_ms }) };
}

/** The trouble codes that an upload brings, the first report of each instant. */
export function troubleCodesFromWire(
  reports: readonly TroubleCodesDto[] | null | undefined,
): readonly TroubleCodeReport[] {
  const byTime = new Map<number, TroubleCodeReport>();
  for (const { time, mil, stored, pending, permanent } of reports ?? []) {
    const timeMs = instant(time);
    if (!byTime.has(timeMs)) byTime.set(timeMs, { timeMs, mil, stored, pending, permanent });
  }
  return [...byTime.values()];
}

/** How commands ended, the first word on each. */
export function resultsFromWire(
  results: readonly CommandResultDto[] | null | undefined,
): readonly CommandResult[] {
  const byId = new Map<string, CommandResult>();
  for (const { id, outcome, detail } of results ?? []) {
    if (byId.has(id)) continue;
    byId.set(id, { id, outcome, ...(isThere(detail) && { detail: printable(detail) }) });
  }
  return [...byId.values()];
}

/** Without control characters and halves of characters: PostgreSQL's text and jsonb have no place for all of them. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, '');
}

/** Missing may be written as `null` on the wire, whatever the DTO's type says. */
function isThere<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

/** The instant of a text that the ingest validator has let through. */
function instant(text: string): number {
  const timeMs = parseInstant(text);
  if (timeMs === undefined) throw new Error(`"${text}" passed as an instant and is none`);
  return timeMs;
}
