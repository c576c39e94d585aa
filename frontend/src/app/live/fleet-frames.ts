import {
  type FleetChangesFrame,
  type FleetRow,
  type FleetSnapshotFrame,
  type LiveVehicle,
  rowReader,
} from './frames';

/** The watched part of the fleet as of one frame. A new frame makes a new object. */
export interface Fleet {
  /** Time of the newest frame by the server's clock, ms since the epoch; 0 before the first. */
  readonly at: number;
  /** By id. A vehicle without news stays the same object from frame to frame. */
  readonly vehicles: ReadonlyMap<string, LiveVehicle>;
  /** More vehicles are inside the bounds than the server sends. */
  readonly truncated: boolean;
  readonly read: (row: FleetRow) => LiveVehicle | undefined;
}

/** Before the first snapshot. */
export const EMPTY_FLEET: Fleet = {
  at: 0,
  vehicles: new Map(),
  truncated: false,
  read: () => undefined,
};

/** A snapshot replaces what was known: it may be of other bounds, or follow a gap. */
export function fromSnapshot(frame: FleetSnapshotFrame): Fleet {
  const read = rowReader(frame.columns);
  const vehicles = new Map<string, LiveVehicle>();
  for (const row of frame.rows) {
    const vehicle = read(row);
    if (vehicle !== undefined) vehicles.set(vehicle.id, vehicle);
  }
  return { at: frame.at, vehicles, truncated: frame.truncated, read };
}

/** The fleet after the changes of a frame; nothing that is older than what is known wins. */
export function applyChanges(fleet: Fleet, frame: FleetChangesFrame): Fleet {
  const vehicles = new Map(fleet.vehicles);
  for (const row of frame.rows) {
    const vehicle = fleet.read(row);
    if (vehicle === undefined) continue;
    const known = vehicles.get(vehicle.id);
    if ((known?.timeMs ?? 0) > (vehicle.timeMs ?? 0)) continue;
    vehicles.set(vehicle.id, vehicle);
  }
  return { ...fleet, at: frame.at, vehicles };
}
