import type { PowerState } from '@naif/wire';
import { seenMs, type LastKnownState } from '../../ports/last-known.js';

/** What a vehicle is doing, as far as its newest data tells. */
export const VEHICLE_STATES = ['moving', 'stopped', 'parked', 'stale', 'offline', 'never'] as const;
export type VehicleState = (typeof VEHICLE_STATES)[number];

/** Above this speed a vehicle moves: GPS receivers wander by 1–2 km/h at rest. */
export const MOVING_ABOVE_KMH = 3;
/** Without data for so long, the values shown are old. */
export const STALE_AFTER_MS = 2 * 60_000;
/** Without data for so long, the vehicle counts as gone. */
export const OFFLINE_AFTER_MS = 15 * 60_000;

/**
 * What the vehicle last said of its power, unless a newer reading contradicts it: a vehicle that said
 * "parked" and whose wheels or engine turn afterwards is not parked (`undefined`).
 */
export function standingPower(last: LastKnownState): PowerState | undefined {
  if (last.power !== 'parked' || (last.timeMs ?? 0) <= (last.powerTimeMs ?? 0)) return last.power;
  const turns = (last.speedKmh ?? 0) > MOVING_ABOVE_KMH || (last.rpm ?? 0) > 0;
  return turns ? undefined : 'parked';
}

/**
 * State of a vehicle at `nowMs` (ms since the epoch). A parked vehicle said so before it fell silent:
 * its silence is expected and does not make it stale. The web application has a twin of this function,
 * because age moves on between two frames.
 */
export function vehicleState(last: LastKnownState | undefined, nowMs: number): VehicleState {
  if (last === undefined) return 'never';
  if (standingPower(last) === 'parked') return 'parked';
  const ageMs = nowMs - seenMs(last);
  if (ageMs >= OFFLINE_AFTER_MS) return 'offline';
  if (ageMs >= STALE_AFTER_MS) return 'stale';
  return (last.speedKmh ?? 0) > MOVING_ABOVE_KMH ? 'moving' : 'stopped';
}
