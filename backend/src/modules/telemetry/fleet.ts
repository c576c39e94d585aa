import type { VehicleRef } from '../../events/live-event.js';
import { advanceState, seenMs, type LastKnownState } from '../../ports/last-known.js';
import { isInside, type Bounds } from './bounds.js';
import { standingPower, vehicleState, type VehicleState } from './vehicle-state.js';

/** A vehicle and the newest that is known of it; `undefined`: it never spoke. */
export interface FleetVehicle {
  readonly ref: VehicleRef;
  readonly state: LastKnownState | undefined;
}

/** What a row of the fleet holds, in this order. Times are ms since the epoch, `null` is missing. */
export const FLEET_COLUMNS = [
  'id',
  'time',
  'latitude',
  'longitude',
  'courseDegrees',
  'speedKmh',
  'rpm',
  'power',
  'positionTime',
] as const;

export type FleetRow = readonly (string | number | null)[];

/** Vehicles by state. */
export type FleetCounts = Readonly<Record<VehicleState | 'total', number>>;

/** Who looks: a client's own vehicles, or (`undefined`) all. */
export type Scope = string | undefined;

/** Most vehicles in one answer: what a browser's canvas still draws. */
export const MOST_ROWS = 20_000;

/** All vehicles with their last-known states, in memory: about 500 bytes each. */
export class Fleet {
  private readonly vehicles = new Map<string, FleetVehicle>();
  private readonly byClient = new Map<string, Set<string>>();

  /** Takes in a vehicle, or its new owner. */
  learn(ref: VehicleRef): FleetVehicle {
    const known = this.vehicles.get(ref.id);
    if (known?.ref.clientId === ref.clientId) return known;
    if (known) this.byClient.get(known.ref.clientId)?.delete(ref.id);
    const own = this.byClient.get(ref.clientId) ?? new Set<string>();
    this.byClient.set(ref.clientId, own.add(ref.id));
    const vehicle = { ref, state: known?.state };
    this.vehicles.set(ref.id, vehicle);
    return vehicle;
  }

  /** Moves a vehicle forward; whether anything was newer. Whose a known vehicle is stays: readings may be late. */
  advance(ref: VehicleRef, change: LastKnownState): boolean {
    const known = this.vehicles.get(ref.id) ?? this.learn(ref);
    const state = advanceState(known.state, change);
    if (state === known.state) return false;
    this.vehicles.set(ref.id, { ref: known.ref, state });
    return true;
  }

  get(id: string): FleetVehicle | undefined {
    return this.vehicles.get(id);
  }

  /** The rows of the vehicles inside the bounds, of those that ever spoke; without bounds also those without a position. */
  rows(
    scope: Scope,
    bounds: Bounds | undefined,
    limit = MOST_ROWS,
  ): { rows: FleetRow[]; truncated: boolean } {
    const rows: FleetRow[] = [];
    for (const vehicle of this.of(scope)) {
      if (!isShown(vehicle, bounds)) continue;
      if (rows.length === limit) return { rows, truncated: true };
      rows.push(fleetRow(vehicle));
    }
    return { rows, truncated: false };
  }

  /** How many vehicles are in which state at `nowMs`. */
  counts(scope: Scope, nowMs: number): FleetCounts {
    const counts = { moving: 0, stopped: 0, parked: 0, stale: 0, offline: 0, never: 0, total: 0 };
    for (const { state } of this.of(scope)) {
      counts[vehicleState(state, nowMs)]++;
      counts.total++;
    }
    return counts;
  }

  private *of(scope: Scope): Iterable<FleetVehicle> {
    if (scope === undefined) {
      yield* this.vehicles.values();
      return;
    }
    for (const id of this.byClient.get(scope) ?? []) {
      const vehicle = this.vehicles.get(id);
      if (vehicle) yield vehicle;
    }
  }
}

/** Whether the vehicle belongs in an answer for these bounds. */
export function isShown({ state }: FleetVehicle, bounds: Bounds | undefined): boolean {
  if (state === undefined) return false;
  if (bounds === undefined) return true;
  const { latitude, longitude } = state;
  return latitude !== undefined && longitude !== undefined && isInside(bounds, latitude, longitude);
}

/** The vehicle as `FLEET_COLUMNS` says. */
export function fleetRow({ ref, state }: FleetVehicle): FleetRow {
  return [
    ref.id,
    state ? seenMs(state) : null,
    state?.latitude ?? null,
    state?.longitude ?? null,
    state?.courseDegrees ?? null,
    state?.speedKmh ?? null,
    state?.rpm ?? null,
    (state && standingPower(state)) ?? null,
    state?.positionTimeMs ?? null,
  ];
}
