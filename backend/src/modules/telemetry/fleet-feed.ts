import type { Bounds } from './bounds.js';
import {
  fleetRow,
  isShown,
  type Fleet,
  type FleetRow,
  type FleetVehicle,
  type Scope,
} from './fleet.js';

/** A vehicle is told to each viewer at most once in so many ms. */
export const CHANGE_EVERY_MS = 1000;

interface Viewer {
  readonly scope: Scope;
  readonly bounds: Bounds | undefined;
  /** Vehicles that this viewer's map shows: one that leaves is told once more. */
  readonly shown: Set<string>;
}

/**
 * Which rows of the fleet go to whom, and when: first a snapshot, then what changes inside the viewer's
 * bounds or has just left them. Rows are read off the fleet when they are sent, so that none is ever older
 * than one sent before. Knows neither time nor sockets: both are given.
 */
export class FleetFeed {
  private readonly viewers = new Map<string, Viewer>();
  private readonly changed = new Set<string>();
  /** When a vehicle may be told again. */
  private readonly nextMs = new Map<string, number>();

  constructor(private readonly fleet: Fleet) {}

  get isWatched(): boolean {
    return this.viewers.size > 0;
  }

  /** The viewer looks at these bounds from now on; the answer is what its map shows first. */
  watch(
    viewerId: string,
    scope: Scope,
    bounds: Bounds | undefined,
  ): { rows: readonly FleetRow[]; truncated: boolean } {
    const snapshot = this.fleet.rows(scope, bounds);
    const shown = new Set(snapshot.rows.map(([id]) => id as string));
    this.viewers.set(viewerId, { scope, bounds, shown });
    return snapshot;
  }

  unwatch(viewerId: string): void {
    this.viewers.delete(viewerId);
    if (!this.isWatched) this.changed.clear();
  }

  /** The vehicle moved on. */
  touch(vehicleId: string): void {
    if (this.isWatched) this.changed.add(vehicleId);
  }

  /** What goes out at `nowMs`: the rows of each viewer that has any. */
  release(nowMs: number): ReadonlyMap<string, readonly FleetRow[]> {
    const due = this.takeDue(nowMs);
    const outgoing = new Map<string, FleetRow[]>();
    if (due.length === 0) return outgoing;
    for (const [viewerId, viewer] of this.viewers) {
      const rows = due.filter((vehicle) => concerns(viewer, vehicle)).map(({ row }) => row);
      if (rows.length > 0) outgoing.set(viewerId, rows);
    }
    return outgoing;
  }

  private takeDue(nowMs: number): readonly (FleetVehicle & { row: FleetRow })[] {
    const due: (FleetVehicle & { row: FleetRow })[] = [];
    for (const id of this.changed) {
      if ((this.nextMs.get(id) ?? 0) > nowMs) continue;
      this.changed.delete(id);
      this.nextMs.set(id, nowMs + CHANGE_EVERY_MS);
      const vehicle = this.fleet.get(id);
      if (vehicle) due.push({ ...vehicle, row: fleetRow(vehicle) });
    }
    return due;
  }
}

function concerns({ scope, bounds, shown }: Viewer, vehicle: FleetVehicle): boolean {
  const { id, clientId } = vehicle.ref;
  if (scope !== undefined && clientId !== scope) return false;
  if (isShown(vehicle, bounds)) {
    shown.add(id);
    return true;
  }
  return shown.delete(id);
}
