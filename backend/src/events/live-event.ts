import type { AgentStatusDto } from '@naif/wire';
import type { Reading } from '../ports/reading.js';

/** Which vehicle an event is about. */
export interface VehicleRef {
  /** `vehicles.id`. */
  readonly id: string;
  /** `vehicles.series`: its number in the telemetry store. */
  readonly series: number;
  /** The pseudonym that devices use. */
  readonly carId: string;
  /** `clients.id` of its owner. */
  readonly clientId: string;
}

/** A vehicle was entered. */
export interface VehicleRegistered {
  readonly kind: 'vehicle-registered';
  readonly vehicle: VehicleRef;
}

/** Readings of one vehicle became durable. Only new ones: duplicates are not told again. */
export interface ReadingsStored {
  readonly kind: 'readings-stored';
  readonly vehicle: VehicleRef;
  readonly readings: readonly Reading[];
}

/** A vehicle's agent told how it is. */
export interface StatusReported {
  readonly kind: 'status-reported';
  readonly vehicle: VehicleRef;
  readonly timeMs: number;
  readonly status: AgentStatusDto;
}

/** A session ended before its time (logout, revocation, reuse of a refresh token): its sockets close. */
export interface SessionEnded {
  readonly kind: 'session-ended';
  readonly sessionId: string;
}

/** A device may not speak for its vehicle any more: revoked, or another one took its place. */
export interface DeviceRevoked {
  readonly kind: 'device-revoked';
  readonly deviceId: string;
}

/** Everything that travels on the `LiveBus`. */
export type LiveEvent =
  VehicleRegistered | ReadingsStored | StatusReported | SessionEnded | DeviceRevoked;
