import { isInScope, type Scope } from '../auth/auth.public.js';
import type { Bounds } from './bounds.js';
import {
  fleetRow,
  isShown,
  ownerOf,
  seenBy,
  type Fleet,
  type FleetRow,
  type FleetVehicle,
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

  /** Starts anew for a viewer: what its map shows now, and none of what it showed before. */
  rewatch(
    viewerId: string,
    scope: Scope,
  ): { rows: readonly FleetRow[]; truncated: boolean } | undefined {
    const viewer = this.viewers.get(viewerId);
    return viewer && this.watch(viewerId, scope, viewer.bounds);
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
      const rows = due.flatMap((vehicle) => rowFor(viewer, vehicle));
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

/** The vehicle's row, when it concerns the viewer. */
function rowFor(
  { scope, bounds, shown }: Viewer,
  vehicle: FleetVehicle & { row: FleetRow },
): readonly FleetRow[] {
  const { id } = vehicle.ref;
  if (!isInScope(scope, ownerOf(vehicle.ref))) return [];
  const seen = seenBy(scope, vehicle);
  // Most rows are the same for everybody: made once.
  const row = seen === vehicle ? vehicle.row : fleetRow(seen);
  if (isShown(seen, bounds)) {
    shown.add(id);
    return [row];
  }
  return shown.delete(id) ? [row] : [];
}
