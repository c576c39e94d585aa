/**
 * What travels on the live socket (`/api/live`), written by hand: OpenAPI does not describe it.
 * Fleet rows come as bare arrays, in the order that the snapshot's `columns` names; times are ms
 * since the epoch, `null` is missing.
 */
import type { StateFacts } from './vehicle-state';

/** Sent by the server right after `fleet:watch`: everything inside the bounds. */
export interface FleetSnapshotFrame {
  readonly at: number;
  readonly columns: readonly string[];
  readonly rows: readonly FleetRow[];
  /** More vehicles are inside the bounds than one frame may carry. */
  readonly truncated: boolean;
}

/** At most one row per vehicle and second; the columns are those of the last snapshot. */
export interface FleetChangesFrame {
  readonly at: number;
  readonly rows: readonly FleetRow[];
}

export type FleetRow = readonly (string | number | null)[];

/** How many vehicles of the whole fleet (that this account may see) are in each state. */
export interface FleetCounts {
  readonly moving: number;
  readonly stopped: number;
  readonly parked: number;
  readonly stale: number;
  readonly offline: number;
  readonly never: number;
  readonly total: number;
}

/** Every reading of a watched vehicle, as it becomes durable. */
export interface VehicleReadingsFrame {
  readonly vehicleId: string;
  readonly readings: readonly LiveReading[];
}

/** What of a watched vehicle's device changed, and can be read by now. Sent to staff only. */
export type DeviceAspect = 'device' | 'status' | 'trouble-codes' | 'commands';

/** Something about a watched vehicle's device changed: what it is has to be fetched. */
export interface VehicleDeviceFrame {
  readonly vehicleId: string;
  readonly what: DeviceAspect;
}

/** One instant's values of one vehicle; only what the vehicle told is present. */
export interface LiveReading {
  /** Event time, ISO 8601. */
  readonly time: string;
  readonly flags?: readonly string[];
  readonly latitude?: number;
  readonly longitude?: number;
  readonly altitudeMetres?: number;
  readonly courseDegrees?: number;
  /** The speed to show: the car's own if it tells one, else the receiver's. */
  readonly speedKmh?: number;
  readonly rpm?: number;
  /** Further measures, in camelCase with their unit in the name. */
  readonly [measure: string]: unknown;
}

/** The server's answer to a request on the socket. */
export type Ack<T extends object = object> =
  ({ readonly ok: true } & T) | { readonly ok: false; readonly code: string };

/** `[west, south, east, north]` in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** A vehicle of the fleet as the live socket last told it. */
export interface LiveVehicle extends StateFacts {
  readonly id: string;
  readonly timeMs?: number | undefined;
  /** Event time of the position, older than `timeMs` while the receiver has no fix. */
  readonly positionTimeMs?: number | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly courseDegrees?: number | undefined;
  readonly speedKmh?: number | undefined;
  readonly rpm?: number | undefined;
  readonly power?: string | undefined;
}

/** Reads rows whose order of columns may change from one version of the server to the next. */
export function rowReader(columns: readonly string[]): (row: FleetRow) => LiveVehicle | undefined {
  const index = (name: string): number => columns.indexOf(name);
  const [id, time, latitude, longitude] = ['id', 'time', 'latitude', 'longitude'].map(index);
  const [course, speed, rpm] = ['courseDegrees', 'speedKmh', 'rpm'].map(index);
  const [power, positionTime] = ['power', 'positionTime'].map(index);
  const text = (row: FleetRow, at: number | undefined): string | undefined => {
    const value = row[at ?? -1];
    return typeof value === 'string' ? value : undefined;
  };
  const number = (row: FleetRow, at: number | undefined): number | undefined => {
    const value = row[at ?? -1];
    return typeof value === 'number' ? value : undefined;
  };
  return (row) => {
    const vehicleId = text(row, id);
    if (vehicleId === undefined) return undefined;
    return {
      id: vehicleId,
      timeMs: number(row, time),
      positionTimeMs: number(row, positionTime),
      latitude: number(row, latitude),
      longitude: number(row, longitude),
      courseDegrees: number(row, course),
      speedKmh: number(row, speed),
      rpm: number(row, rpm),
      power: text(row, power),
    };
  };
}
