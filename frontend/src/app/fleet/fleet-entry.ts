import type { LiveVehicle } from '../live/frames';
import { type VehicleState, vehicleState } from '../live/vehicle-state';

/** What people know a vehicle by. */
export interface VehicleName {
  readonly id: string;
  readonly plate: string;
  /** Make and model. */
  readonly model: string;
  /** Name of the insured. */
  readonly client: string;
  /** Newest data when the name was read; the live socket knows better for what it watches. */
  readonly last: LiveVehicle | null;
}

/** A vehicle of the fleet page: a row of the list, and a marker if it has a position. */
export interface FleetEntry {
  readonly id: string;
  /** The plate; empty while the name is not known yet. */
  readonly label: string;
  readonly model: string;
  readonly client: string;
  readonly state: VehicleState;
  readonly timeMs: number | undefined;
  readonly positionTimeMs: number | undefined;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  readonly courseDegrees: number | undefined;
  readonly speedKmh: number | undefined;
  readonly rpm: number | undefined;
}

/** An entry that the map can draw. */
export type PlacedEntry = FleetEntry & { readonly latitude: number; readonly longitude: number };

/** Whether the entry has a position. */
export function isPlaced(entry: FleetEntry): entry is PlacedEntry {
  return entry.latitude !== undefined && entry.longitude !== undefined;
}

interface Built {
  readonly name: VehicleName | undefined;
  readonly facts: LiveVehicle | null;
  readonly entry: FleetEntry;
}

/**
 * Makes the entries of the fleet, second by second. An entry whose name, facts and state are what they
 * were is the same object as before: the list and the map redo nothing for it.
 */
export class EntryBuilder {
  private built = new Map<string, Built>();

  /** Entries for these ids, in their order, at `nowMs`. */
  build(
    ids: Iterable<string>,
    nameOf: (id: string) => VehicleName | undefined,
    liveOf: (id: string) => LiveVehicle | undefined,
    nowMs: number,
  ): readonly FleetEntry[] {
    const next = new Map<string, Built>();
    const entries: FleetEntry[] = [];
    for (const id of ids) {
      const name = nameOf(id);
      const facts = liveOf(id) ?? name?.last ?? null;
      const state = vehicleState(facts, nowMs);
      const before = this.built.get(id);
      const same =
        before !== undefined &&
        before.name === name &&
        before.facts === facts &&
        before.entry.state === state;
      const built = same ? before : { name, facts, entry: entryOf(id, name, facts, state) };
      next.set(id, built);
      entries.push(built.entry);
    }
    this.built = next;
    return entries;
  }
}

function entryOf(
  id: string,
  name: VehicleName | undefined,
  facts: LiveVehicle | null,
  state: VehicleState,
): FleetEntry {
  return {
    id,
    label: name?.plate ?? '',
    model: name?.model ?? '',
    client: name?.client ?? '',
    state,
    timeMs: facts?.timeMs,
    positionTimeMs: facts?.positionTimeMs ?? facts?.timeMs,
    latitude: facts?.latitude,
    longitude: facts?.longitude,
    courseDegrees: facts?.courseDegrees,
    speedKmh: facts?.speedKmh,
    rpm: facts?.rpm,
  };
}
