import type { VehicleRef } from '../../events/live-event.js';
import type { Scope } from '../auth/auth.public.js';
import { advanceState, seenMs, stateSince, type LastKnownState } from '../../ports/last-known.js';
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

/** Most vehicles in one answer: what a browser's canvas still draws. */
export const MOST_ROWS = 20_000;

/** All vehicles with their last-known states, in memory: about 500 bytes each. */
export class Fleet {
  private readonly vehicles = new Map<string, FleetVehicle>();
  private readonly bySeries = new Map<number, string>();
  private readonly byClient = new VehicleSets();
  private readonly byResponsible = new VehicleSets();

  /** Takes in a vehicle, its new owner, or who is responsible for them. */
  learn(ref: VehicleRef): FleetVehicle {
    const known = this.vehicles.get(ref.id);
    if (known && isSame(known.ref, ref)) return known;
    this.byClient.move(ref.id, known?.ref.clientId, ref.clientId);
    this.byResponsible.move(ref.id, known?.ref.responsibleId, ref.responsibleId);
    const vehicle = { ref, state: known?.state };
    this.vehicles.set(ref.id, vehicle);
    this.bySeries.set(ref.series, ref.id);
    return vehicle;
  }

  /** The vehicle is no more. */
  forget(id: string): void {
    const known = this.vehicles.get(id);
    if (!known) return;
    this.byClient.move(id, known.ref.clientId, undefined);
    this.byResponsible.move(id, known.ref.responsibleId, undefined);
    this.bySeries.delete(known.ref.series);
    this.vehicles.delete(id);
  }

  /** Somebody else (`undefined`: nobody) is responsible for a client. */
  entrust(clientId: string, responsibleId: string | undefined): void {
    for (const id of [...this.byClient.of(clientId)]) {
      const known = this.vehicles.get(id);
      if (!known) continue;
      const { responsibleId: _, ...ref } = known.ref;
      this.learn(responsibleId === undefined ? ref : { ...ref, responsibleId });
    }
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

  /** The vehicle by its number in the telemetry store. */
  ofSeries(series: number): FleetVehicle | undefined {
    const id = this.bySeries.get(series);
    return id === undefined ? undefined : this.vehicles.get(id);
  }

  /** Ids of all vehicles. */
  ids(): Iterable<string> {
    return this.vehicles.keys();
  }

  /** The rows of the vehicles inside the bounds, of those that ever spoke; without bounds also those without a position. */
  rows(
    scope: Scope,
    bounds: Bounds | undefined,
    limit = MOST_ROWS,
  ): { rows: FleetRow[]; truncated: boolean } {
    const rows: FleetRow[] = [];
    for (const all of this.of(scope)) {
      const vehicle = seenBy(scope, all);
      if (!isShown(vehicle, bounds)) continue;
      if (rows.length === limit) return { rows, truncated: true };
      rows.push(fleetRow(vehicle));
    }
    return { rows, truncated: false };
  }

  /** How many vehicles are in which state at `nowMs`. */
  counts(scope: Scope, nowMs: number): FleetCounts {
    const counts = { moving: 0, stopped: 0, parked: 0, stale: 0, offline: 0, never: 0, total: 0 };
    for (const vehicle of this.of(scope)) {
      const { state } = seenBy(scope, vehicle);
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
    const sets =
      'clientId' in scope
        ? [this.byClient.of(scope.clientId)]
        : scope.responsibleIds.map((id) => this.byResponsible.of(id));
    for (const ids of sets) {
      for (const id of ids) {
        const vehicle = this.vehicles.get(id);
        if (vehicle) yield vehicle;
      }
    }
  }
}

/** Vehicles by somebody's id. */
class VehicleSets {
  private readonly sets = new Map<string, Set<string>>();

  of(key: string): ReadonlySet<string> {
    return this.sets.get(key) ?? NONE;
  }

  move(vehicleId: string, from: string | undefined, to: string | undefined): void {
    if (from !== undefined) this.sets.get(from)?.delete(vehicleId);
    if (to === undefined) return;
    const set = this.sets.get(to) ?? new Set<string>();
    this.sets.set(to, set.add(vehicleId));
  }
}

const NONE: ReadonlySet<string> = new Set();

function isSame(one: VehicleRef, other: VehicleRef): boolean {
  return (
    one.clientId === other.clientId &&
    one.ownedSinceMs === other.ownedSinceMs &&
    one.responsibleId === other.responsibleId
  );
}

/** Whether the vehicle belongs in an answer for these bounds. */
export function isShown({ state }: FleetVehicle, bounds: Bounds | undefined): boolean {
  if (state === undefined) return false;
  if (bounds === undefined) return true;
  const { latitude, longitude } = state;
  return latitude !== undefined && longitude !== undefined && isInside(bounds, latitude, longitude);
}

/** The vehicle's owner, as scopes look at clients. */
export function ownerOf({ clientId, responsibleId }: VehicleRef): {
  readonly id: string;
  readonly responsibleId?: string;
} {
  return { id: clientId, ...(responsibleId !== undefined && { responsibleId }) };
}

/** The vehicle as who looks may see it: to whoever does not see all nothing from before it was its owner's. */
export function seenBy(scope: Scope, vehicle: FleetVehicle): FleetVehicle {
  const { ref, state } = vehicle;
  if (scope === undefined || ref.ownedSinceMs === undefined || state === undefined) return vehicle;
  return { ref, state: stateSince(state, ref.ownedSinceMs) };
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
