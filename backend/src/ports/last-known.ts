import type { PowerState } from '@naif/wire';

/** Injection token of the `LastKnown` port. */
export const LAST_KNOWN = Symbol('LastKnown');

/**
 * The newest that is known of one vehicle, in three parts that move on their own: the newest reading, the
 * newest position (older than the reading while the receiver has no fix), and what the vehicle last said
 * of its power. At least one part is there.
 */
export interface LastKnownState {
  readonly series: number;
  /** Event time of the newest reading, ms since the epoch. Missing while only a status has come. */
  readonly timeMs?: number;
  readonly speedKmh?: number;
  readonly rpm?: number;
  /** Event time of the newest position. */
  readonly positionTimeMs?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly courseDegrees?: number;
  /** What the vehicle itself last said of its power, and when. */
  readonly power?: PowerState;
  readonly powerTimeMs?: number;
}

/**
 * The last-known state of each vehicle, in PostgreSQL whatever the telemetry store. It moves only
 * forward in event time, and never by a reading whose time is flagged as future or before devices.
 * Every adapter passes `backend/test/engines/last-known.contract.ts`.
 */
export interface LastKnown {
  /**
   * Moves each vehicle forward as `advanceState` says. At most one change a vehicle and call. Durable
   * when it resolves.
   */
  advance(changes: readonly LastKnownState[]): Promise<void>;

  /** States of the vehicles, in any order; vehicles that never spoke are left out. */
  of(series: readonly number[]): Promise<readonly LastKnownState[]>;

  /**
   * States that moved since a mark that an earlier call gave, in any order; without one, or with one that means nothing
   * any more, of all vehicles that ever spoke. None is ever missed; one that was told before may come again.
   */
  changedSince(mark: string | undefined): Promise<LastKnownChanges>;
}

/** What moved, and the mark to go on from. */
export interface LastKnownChanges {
  readonly states: readonly LastKnownState[];
  readonly mark: string;
}

/** When the vehicle was last heard of: its newest reading, or its newest status while no reading has come. */
export function seenMs(state: LastKnownState): number {
  return state.timeMs ?? state.powerTimeMs ?? 0;
}

/** What of a state is from an instant or later; `undefined`: nothing. */
export function stateSince(state: LastKnownState, sinceMs: number): LastKnownState | undefined {
  const isKept = (timeMs: number | undefined): boolean => timeMs !== undefined && timeMs >= sinceMs;
  const kept = {
    ...(isKept(state.timeMs) && readingPart(state)),
    ...(isKept(state.positionTimeMs) && positionPart(state)),
    ...(isKept(state.powerTimeMs) && powerPart(state)),
  };
  return Object.keys(kept).length === 0 ? undefined : { series: state.series, ...kept };
}

/**
 * `known` moved forward by `change`: each of the three parts is replaced as a whole where the change's
 * is newer, so that a newer reading without engine speed takes the older engine speed away. Returns
 * `known` itself when nothing was newer.
 */
export function advanceState(
  known: LastKnownState | undefined,
  change: LastKnownState,
): LastKnownState {
  if (known === undefined) return change;
  const reading = isNewer(change.timeMs, known.timeMs);
  const position = isNewer(change.positionTimeMs, known.positionTimeMs);
  const power = isNewer(change.powerTimeMs, known.powerTimeMs);
  if (!reading && !position && !power) return known;
  return {
    series: known.series,
    ...readingPart(reading ? change : known),
    ...positionPart(position ? change : known),
    ...powerPart(power ? change : known),
  };
}

function isNewer(candidate: number | undefined, known: number | undefined): boolean {
  return candidate !== undefined && (known === undefined || candidate > known);
}

function readingPart({ timeMs, speedKmh, rpm }: LastKnownState): Partial<LastKnownState> {
  return {
    ...(timeMs !== undefined && { timeMs }),
    ...(speedKmh !== undefined && { speedKmh }),
    ...(rpm !== undefined && { rpm }),
  };
}

function positionPart(state: LastKnownState): Partial<LastKnownState> {
  const { positionTimeMs, latitude, longitude, courseDegrees } = state;
  return {
    ...(positionTimeMs !== undefined && { positionTimeMs }),
    ...(latitude !== undefined && { latitude }),
    ...(longitude !== undefined && { longitude }),
    ...(courseDegrees !== undefined && { courseDegrees }),
  };
}

function powerPart({ power, powerTimeMs }: LastKnownState): Partial<LastKnownState> {
  return {
    ...(power !== undefined && { power }),
    ...(powerTimeMs !== undefined && { powerTimeMs }),
  };
}
