import type { Reading } from './reading.js';

/** Injection token of the `TelemetryStore` port. */
export const TELEMETRY_STORE = Symbol('TelemetryStore');

/** Readings of one vehicle, as one upload brought them. */
export interface VehicleReadings {
  /** The vehicle's number in the telemetry store (`vehicles.series`). */
  readonly series: number;
  readonly readings: readonly Reading[];
}

/** How one `VehicleReadings` fared. `newTimesMs` are the instants that were not there before. */
export interface AppendOutcome {
  readonly stored: number;
  readonly duplicates: number;
  readonly newTimesMs: readonly number[];
}

/** A period in event time: `fromMs` inclusive, `toMs` exclusive, ms since the epoch. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Where readings live. Every adapter passes `backend/test/engines/telemetry-store.contract.ts`.
 */
export interface TelemetryStore {
  /** Makes room for the readings of the days to come. Called at start and then every hour; does nothing where nothing is missing. */
  prepare(): Promise<void>;

  /**
   * Stores readings durably: when the promise resolves they survive a power cut. Idempotent: of two
   * readings of one vehicle at one instant the first stays. All or nothing: a rejection means that
   * none may be acknowledged. Outcomes come in the order of `batches`. A store that does not answer, or
   * cannot take anything at present, rejects with `StoreUnavailableError`.
   */
  append(batches: readonly VehicleReadings[]): Promise<readonly AppendOutcome[]>;

  /** Readings in the period. */
  count(series: number, period: Period): Promise<number>;

  /** Readings in the period in order of time, at most `limit`. */
  read(series: number, period: Period, limit: number): Promise<readonly Reading[]>;

  /**
   * The period (at most 31 days) reduced to at most `maxPoints` readings without losing peaks: the period
   * is cut in equal time buckets; of each the first reading and those with the extreme speed and engine
   * speed are kept, and the period's last reading. Buckets are as narrow as `maxPoints` allows for those
   * that hold anything. A period that holds no more than `maxPoints` comes whole.
   */
  reduce(series: number, period: Period, maxPoints: number): Promise<ReducedReadings>;

  /** Whether the store answers. */
  ping(): Promise<void>;
}

/** A reduced period and how it was reduced. */
export interface ReducedReadings {
  readonly readings: readonly Reading[];
  /** Readings in the period before the reduction. */
  readonly total: number;
  /** Width of a bucket, ms; `undefined` when nothing was left out. */
  readonly bucketMs?: number;
}
