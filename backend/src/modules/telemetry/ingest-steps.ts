import { READING_FLAGS, type Reading } from '../../ports/reading.js';

/** What the steps may know beside the reading. */
export interface IngestContext {
  /** The server's time, ms since the epoch. */
  readonly nowMs: number;
  /** Whether the vehicle itself does not trust its clock. */
  readonly clockUntrusted: boolean;
}

/** Looks at one reading and says what is odd about it: a sum of `READING_FLAGS`. */
export type IngestStep = (reading: Reading, context: IngestContext) => number;

/** So far ahead may a vehicle's clock be before its readings count as coming from the future, ms. */
export const AHEAD_TOLERATED_MS = 2 * 60_000;

/** No device existed before: an earlier time is a clock that was never set. */
export const DEVICES_SINCE_MS = Date.UTC(2020, 0, 1);

/** A time from the future would be the last-known position for ever. */
export const flagFuture: IngestStep = ({ timeMs }, { nowMs }) =>
  timeMs > nowMs + AHEAD_TOLERATED_MS ? READING_FLAGS.future : 0;

export const flagBeforeDevices: IngestStep = ({ timeMs }) =>
  timeMs < DEVICES_SINCE_MS ? READING_FLAGS.beforeDevices : 0;

export const flagUntrustedClock: IngestStep = (_, { clockUntrusted }) =>
  clockUntrusted ? READING_FLAGS.clockUntrusted : 0;

/** What a car on a road does, by measure: inside the physical range, outside of this, it is unlikely. */
const LIKELY: readonly (readonly [field: keyof Reading, least: number, most: number])[] = [
  // The Dead Sea's shore lies at −430 m, the highest roads at 5800 m.
  ['altitudeMetres', -450, 6000],
  ['gpsSpeedKmh', 0, 250],
  // 255 is also what a broken sensor's byte of ones reads as.
  ['obdSpeedKmh', 0, 250],
  ['rpm', 0, 9000],
  // Engines boil at 120 °C under pressure; −40 and 215 °C are a sensor's broken wire.
  ['coolantCelsius', -39, 135],
  // Coldest and warmest air that was ever measured near roads, and the sun on a standing car's sensor.
  ['ambientCelsius', -55, 70],
  ['intakeCelsius', -39, 150],
  // Twelve and twenty-four volt systems while charging.
  ['moduleVolts', 0, 32],
  ['batteryVolts', 0, 32],
];

/** Car and receiver disagree by more than a wheel that spins or a position that settles, km/h. */
const SPEEDS_APART_KMH = 60;

export const flagUnlikely: IngestStep = (reading) => {
  for (const [field, least, most] of LIKELY) {
    const value = reading[field] as number | undefined;
    if (value !== undefined && (value < least || value > most)) return READING_FLAGS.unlikely;
  }
  const { gpsSpeedKmh, obdSpeedKmh } = reading;
  const apart = Math.abs((gpsSpeedKmh ?? 0) - (obdSpeedKmh ?? gpsSpeedKmh ?? 0));
  return gpsSpeedKmh !== undefined && apart > SPEEDS_APART_KMH ? READING_FLAGS.unlikely : 0;
};

/** What happens to every reading on its way to the store, in this order. Steps flag; they never change a value nor drop a reading. */
export const INGEST_STEPS: readonly IngestStep[] = [
  flagFuture,
  flagBeforeDevices,
  flagUntrustedClock,
  flagUnlikely,
];

/** The readings with all their flags. */
export function runSteps(readings: readonly Reading[], context: IngestContext): readonly Reading[] {
  return readings.map((reading) => {
    let flags = reading.flags;
    for (const step of INGEST_STEPS) flags |= step(reading, context);
    return flags === reading.flags ? reading : { ...reading, flags };
  });
}

/** Whether a reading's time can be believed as far as "newest" goes. */
export function mayBeNewest({ flags }: Reading): boolean {
  return (flags & (READING_FLAGS.future | READING_FLAGS.beforeDevices)) === 0;
}

/** Whether a status's time can be. */
export function isPlausibleTime(timeMs: number, nowMs: number): boolean {
  return timeMs >= DEVICES_SINCE_MS && timeMs <= nowMs + AHEAD_TOLERATED_MS;
}
