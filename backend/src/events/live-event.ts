import type { AgentStatusDto, ClockSource } from '@naif/wire';
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
  /** `accounts.id` of whoever is responsible for its owner; missing: nobody, or it was not asked for. */
  readonly responsibleId?: string;
  /** Since when it is theirs, ms since the epoch; missing: since it was entered. Nothing older is for them to see. */
  readonly ownedSinceMs?: number;
}

/** A vehicle was entered. */
export interface VehicleRegistered {
  readonly kind: 'vehicle-registered';
  readonly vehicle: VehicleRef;
}

/** A vehicle belongs to another client from now on. */
export interface VehicleOwnerChanged {
  readonly kind: 'vehicle-owner-changed';
  /** With its new owner. */
  readonly vehicle: VehicleRef;
  /** `clients.id` of whom it belonged to. */
  readonly formerClientId: string;
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
  /** How sure the vehicle was of its time when it sent this, where it said so. */
  readonly clock?: ClockReport;
}

/** How sure a vehicle is of its time. */
export interface ClockReport {
  readonly source: ClockSource;
  /** Largest error, ms. */
  readonly uncertaintyMs?: number;
}

/** What is kept of a vehicle's device changed, and can be read by now. */
export interface DeviceChanged {
  readonly kind: 'device-changed';
  readonly vehicleId: string;
  readonly what: 'device' | 'status' | 'trouble-codes' | 'commands';
}

/** A session ended before its time (logout, revocation, reuse of a refresh token): its sockets close. */
export interface SessionEnded {
  readonly kind: 'session-ended';
  readonly sessionId: string;
  /** `logout`: by whoever it belongs to, there. Anything else is news to them. */
  readonly why: 'logout' | 'reuse' | 'revoked';
}

/**
 * Who sees which clients changed: somebody else is responsible for clients, an employee sees portfolios only or no
 * longer, work was handed over. With a client: nothing but that one has changed hands.
 */
export interface PortfoliosChanged {
  readonly kind: 'portfolios-changed';
  readonly client?: { readonly id: string; readonly responsibleId: string | null };
}

/** A device may not speak for its vehicle any more: revoked, or another one took its place. */
export interface DeviceRevoked {
  readonly kind: 'device-revoked';
  readonly deviceId: string;
}

/** Everything that travels on the `LiveBus`. */
export type LiveEvent =
  | VehicleRegistered
  | VehicleOwnerChanged
  | ReadingsStored
  | StatusReported
  | DeviceChanged
  | SessionEnded
  | PortfoliosChanged
  | DeviceRevoked;
