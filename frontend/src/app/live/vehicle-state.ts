/** What a vehicle is doing, as far as its newest data tells. */
export type VehicleState = 'moving' | 'stopped' | 'parked' | 'stale' | 'offline' | 'never';

/** Every state, the one that wants attention first; also the order of "worst first". */
export const STATES_WORST_FIRST = [
  'offline',
  'stale',
  'never',
  'moving',
  'stopped',
  'parked',
] as const satisfies readonly VehicleState[];

/** What `vehicleState` looks at. Times in ms since the epoch; what is missing is `undefined`. */
export interface StateFacts {
  readonly timeMs?: number | undefined;
  readonly speedKmh?: number | undefined;
  /** What the vehicle itself last said of its power, unless newer data contradicted it. */
  readonly power?: string | undefined;
}

/** Above this speed a vehicle moves: GPS receivers wander by 1–2 km/h at rest. */
export const MOVING_ABOVE_KMH = 3;
/** Without data for so long, the values shown are old. */
export const STALE_AFTER_MS = 2 * 60_000;
/** Without data for so long, the vehicle counts as gone. */
export const OFFLINE_AFTER_MS = 15 * 60_000;

/**
 * State of a vehicle at `nowMs`. The twin of the backend's function of the same name: age moves on
 * between two frames, and only the page knows when it looks. A parked vehicle said so before it
 * fell silent, so its silence is expected and does not make it stale.
 */
export function vehicleState(
  lastKnown: StateFacts | null | undefined,
  nowMs: number,
): VehicleState {
  if (lastKnown?.timeMs === undefined) return 'never';
  if (lastKnown.power === 'parked') return 'parked';
  const ageMs = nowMs - lastKnown.timeMs;
  if (ageMs >= OFFLINE_AFTER_MS) return 'offline';
  if (ageMs >= STALE_AFTER_MS) return 'stale';
  return (lastKnown.speedKmh ?? 0) > MOVING_ABOVE_KMH ? 'moving' : 'stopped';
}

const SEVERITY = new Map<VehicleState, number>(
  STATES_WORST_FIRST.map((state, index) => [state, index]),
);

/** Position of a state in "worst first": 0 is the worst. For sorting and for clusters. */
export function severity(state: VehicleState): number {
  return SEVERITY.get(state) ?? STATES_WORST_FIRST.length;
}
