import type { PowerState } from '@naif/wire';

/** Injection token of the `LastKnown` port. */
export const LAST_KNOWN = Symbol('LastKnown');

/** The newest that is known of one vehicle. Positions may be older than `timeMs` when the receiver has no fix. */
export interface LastKnownState {
  readonly series: number;
  /** Event time of the newest reading, ms since the epoch. */
  readonly timeMs: number;
  /** Event time of the newest position. */
  readonly positionTimeMs?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly courseDegrees?: number;
  readonly speedKmh?: number;
  readonly rpm?: number;
  /** What the vehicle itself last said of its power, and when. */
  readonly power?: PowerState;
  readonly powerTimeMs?: number;
}

/** `[west, south, east, north]` in degrees; west may exceed east across the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/**
 * The last-known state of each vehicle, in PostgreSQL whatever the telemetry store. It moves only
 * forward in event time, and never by a reading whose time is flagged as future or before devices.
 */
export interface LastKnown {
  /** Takes each state that is newer than what is known, field by field. Durable when it resolves. */
  advance(states: readonly LastKnownState[]): Promise<void>;

  /** States of the vehicles, in any order; vehicles that never spoke are left out. */
  of(series: readonly number[]): Promise<readonly LastKnownState[]>;

  /** States of all vehicles inside the bounds (`undefined`: everywhere), at most `limit`. */
  within(bounds: Bounds | undefined, limit: number): Promise<readonly LastKnownState[]>;
}
