import type { GpsFix } from '@naif/wire';

/**
 * One instant's values of one vehicle: the domain's own form of a wire record. Missing is `undefined`,
 * never zero. Units are in the names; ranges are those of the wire DTO.
 */
export interface Reading {
  /** Event time at the vehicle, ms since the epoch, UTC. Key together with the vehicle. */
  readonly timeMs: number;
  /** What is odd about it: a sum of `READING_FLAGS`. */
  readonly flags: number;
  /** The agent's disk queue and the place in it, where the agent gave them. */
  readonly outbox?: string;
  readonly seq?: number;

  readonly satellites?: number;
  /** Degrees, WGS 84. Both or neither. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly altitudeMetres?: number;
  /** Course over ground, degrees from true north. */
  readonly courseDegrees?: number;
  readonly gpsSpeedKmh?: number;
  /** The receiver's own time, ms since the epoch. */
  readonly gpsTimeMs?: number;
  readonly hdop?: number;
  readonly fix?: GpsFix;

  readonly obdSpeedKmh?: number;
  readonly rpm?: number;
  readonly engineLoadPercent?: number;
  readonly coolantCelsius?: number;
  readonly intakePressureKpa?: number;
  readonly fuelLevelPercent?: number;
  readonly ambientCelsius?: number;
  readonly mafGramsPerSecond?: number;
  readonly intakeCelsius?: number;
  readonly throttlePercent?: number;
  readonly fuelRateLitresPerHour?: number;
  readonly runTimeSeconds?: number;
  readonly distanceMilKm?: number;
  readonly shortFuelTrimPercent?: number;
  readonly longFuelTrimPercent?: number;
  readonly moduleVolts?: number;
  readonly batteryVolts?: number;

  /** Milliseconds since the microcontroller started. */
  readonly uptimeMs?: number;
  /** Sensors of kinds that this version does not know, as they came: kept aside. */
  readonly otherSensors?: readonly Record<string, unknown>[];
}

/** What ingest can notice about a reading. It flags; it never invents and never drops silently. */
export const READING_FLAGS = {
  /** The time came without an offset and was taken as UTC. */
  timeWithoutOffset: 1,
  /** The time lies in the future: more than 2 minutes ahead of the server. Never the last-known position. */
  future: 2,
  /** The time lies before 2020, when no such device existed. Never the last-known position. */
  beforeDevices: 4,
  /** A value is possible but unlikely for a car. */
  unlikely: 8,
  /** The vehicle's clock is not trusted, by its own word. */
  clockUntrusted: 16,
} as const;

/** Speed for people, km/h: the car's own where it gives one (no drift at a standstill), else the receiver's. */
export function speedKmhOf(
  reading: Pick<Reading, 'obdSpeedKmh' | 'gpsSpeedKmh'>,
): number | undefined {
  return reading.obdSpeedKmh ?? reading.gpsSpeedKmh;
}
