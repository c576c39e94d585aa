import type { GpsFix } from '@naif/wire';

/** What a satellite receiver says of one of its instants. What it does not know is missing, never zero. */
export interface ReceiverEpoch {
  /** The instant, ms since the epoch, UTC; missing as long as the receiver does not know the date. */
  readonly time?: number;
  /** Kind of fix. `none`: it says that it has none; missing: it says nothing about it. */
  readonly fix?: GpsFix;
  /** Latitude and longitude in degrees, WGS 84. */
  readonly location?: readonly [number, number];
  /** Metres above mean sea level. */
  readonly altitudeMetres?: number;
  /** Speed over ground. */
  readonly speedKmh?: number;
  /** Course over ground, degrees from true north. */
  readonly courseDegrees?: number;
  /** Satellites used. */
  readonly satellites?: number;
  /** Horizontal dilution of precision. */
  readonly hdop?: number;
}

/** What is left of a value when it has to lie within a range: outside it the receiver says that it does not know. */
export function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

/** The ranges of the upload's `gps` entry (wire/src/sensors.dto.ts), where a value outside refuses the record. */
export const RANGES = {
  altitudeMetres: [-1000, 20_000],
  speedKmh: [0, 600],
  courseDegrees: [0, 360],
  satellites: [0, 255],
  // Receivers print 99.99 (SiRF, u-blox) or 99.9 for "unknown".
  hdop: [0, 99],
} as const satisfies Record<string, readonly [number, number]>;

/** A value, or nothing: for objects in which what is missing has no key. */
export function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
