import type { PowerState } from '@naif/wire';
import type { EngineState } from '../ports/reading-source.js';

/** What the sensors say about the car's movement at one moment. */
export interface PowerSigns {
  /** Monotonic ms. */
  readonly atMs: number;
  readonly engine?: EngineState | undefined;
  /** By satellites. */
  readonly speedKmh?: number | undefined;
}

/** What is known of the car's power. */
export interface PowerWatch {
  readonly state?: PowerState;
  /** Since when the car has been in this state, monotonic ms. */
  readonly sinceMs: number;
  /** The last moment at which it moved or its engine ran, monotonic ms. */
  readonly drivenAtMs: number;
  /** Samples in a row with a speed that noise does not reach. */
  readonly fast: number;
}

/** Before the first sample. */
export const POWER_UNKNOWN: PowerWatch = { sinceMs: 0, drivenAtMs: -Infinity, fast: 0 };

/** Walking pace: a receiver at rest shows less. */
const MOVING_KMH = 5;
/** A hybrid drives with its engine off, and so does a car on a tow: so many samples in a row at this speed are a drive. */
const SURELY_MOVING_KMH = 10;
const SURELY_SAMPLES = 3;
/** Without a word about the engine, a stop of two minutes may be a red light, ms. */
const LATELY_MS = 120_000;
/** The engine may be started again within this, ms. */
const STOPPING_MS = 60_000;

/**
 * The car's power by what its sensors say. Driving: the engine runs; or it is said to be off and the car surely moves; or
 * nothing is said of it and the car has moved lately. Then stopping for a minute, then parked. Unknown until a sensor has
 * said anything. Pure.
 */
export function watchPower(watch: PowerWatch, signs: PowerSigns): PowerWatch {
  const { atMs, engine, speedKmh } = signs;
  const fast = (speedKmh ?? 0) >= SURELY_MOVING_KMH ? watch.fast + 1 : 0;
  const moves = engine === 'off' ? fast >= SURELY_SAMPLES : (speedKmh ?? 0) >= MOVING_KMH;
  const drivenAtMs = engine === 'running' || moves ? atMs : watch.drivenAtMs;
  if (watch.state === undefined && engine === undefined && speedKmh === undefined) return watch;
  const isDriving = drivenAtMs === atMs || (engine === undefined && atMs - drivenAtMs < LATELY_MS);
  return { ...follow(watch, isDriving, atMs), drivenAtMs, fast };
}

function follow(
  { state, sinceMs }: PowerWatch,
  isDriving: boolean,
  atMs: number,
): { readonly state: PowerState; readonly sinceMs: number } {
  if (isDriving)
    return state === 'driving' ? { state, sinceMs } : { state: 'driving', sinceMs: atMs };
  // A car that was not seen driving may have stopped just now.
  switch (state ?? 'driving') {
    case 'driving':
      return { state: 'stopping', sinceMs: atMs };
    case 'stopping':
      return atMs - sinceMs < STOPPING_MS
        ? { state: 'stopping', sinceMs }
        : { state: 'parked', sinceMs: atMs };
    case 'parked':
      return { state: 'parked', sinceMs };
  }
}
