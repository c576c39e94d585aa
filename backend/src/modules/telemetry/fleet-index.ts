import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type {
  PortfoliosChanged,
  ReadingsStored,
  StatusReported,
  VehicleOwnerChanged,
  VehicleRef,
} from '../../events/live-event.js';
import { EventLog } from '../../observability/event-log.js';
import { LAST_KNOWN, type LastKnown, type LastKnownState } from '../../ports/last-known.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { FleetChanges, type FleetMark } from '../vehicles/vehicles.public.js';
import { Fleet } from './fleet.js';
import { lastKnownChange } from './last-known-change.js';

/** So often the database is asked what the bus did not tell: other instances without a common bus, vehicles entered by hand. */
const SYNC_EVERY_MS = 15_000;

/** Told which vehicle moved on. */
export type FleetListener = (vehicleId: string) => void;

/** Told which vehicle has a new owner, after the fleet has learnt it. */
export type OwnerListener = (event: VehicleOwnerChanged) => void;

/** Told that who sees which clients changed, after the fleet has learnt it. */
export type PortfoliosListener = () => void;

/** Up to where the database was read. */
interface Marks {
  readonly states: string;
  readonly vehicles: FleetMark;
}

/**
 * The whole fleet in memory, for the fleet's page and for the live socket: loaded from the database, moved on by
 * the bus, and asked for now and then: what changed in the database since. Both ways only forward, so their order is
 * no matter.
 */
@Injectable()
export class FleetIndex implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly fleet = new Fleet();
  private readonly listeners = new Set<FleetListener>();
  private readonly ownerListeners = new Set<OwnerListener>();
  private readonly portfoliosListeners = new Set<PortfoliosListener>();
  private readonly subscriptions: (() => void)[] = [];
  private loading: Promise<void> | undefined;
  private marks: Marks | undefined;
  private changes = 0;

  constructor(
    private readonly vehicles: FleetChanges,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly log: EventLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.subscriptions.push(
      this.bus.subscribe('readings-stored', (event) => this.onReadings(event)),
      this.bus.subscribe('status-reported', (event) => this.onStatus(event)),
      this.bus.subscribe('vehicle-registered', ({ vehicle }) => this.onRegistered(vehicle)),
      this.bus.subscribe('vehicle-owner-changed', (event) => this.onOwner(event)),
      this.bus.subscribe('portfolios-changed', (event) => void this.onPortfolios(event)),
    );
    await this.sync();
  }

  beforeApplicationShutdown(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
  }

  /** The listener is called after each move of a vehicle. Returns the function that ends it. */
  onMove(listener: FleetListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The listener is called after each change of owner. Returns the function that ends it. */
  onOwnerChange(listener: OwnerListener): () => void {
    this.ownerListeners.add(listener);
    return () => this.ownerListeners.delete(listener);
  }

  /** The listener is called after who sees which clients changed. Returns the function that ends it. */
  onPortfoliosChange(listener: PortfoliosListener): () => void {
    this.portfoliosListeners.add(listener);
    return () => this.portfoliosListeners.delete(listener);
  }

  /** The fleet, loaded. Rejects when it never was and the database does not answer. */
  async ready(): Promise<Fleet> {
    if (!this.marks) await this.load();
    return this.fleet;
  }

  @Interval(SYNC_EVERY_MS)
  async sync(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.log.warn('fleet.not-synchronised', { error });
    }
  }

  private load(): Promise<void> {
    this.loading ??= this.read().finally(() => (this.loading = undefined));
    return this.loading;
  }

  private async read(): Promise<void> {
    const { changes } = this;
    // States first: of each that is found, the vehicle is there when vehicles are read.
    const { states, mark } = await this.lastKnown.changedSince(this.marks?.states);
    const { vehicles, gone, ...read } = await this.vehicles.since(this.marks?.vehicles);
    // What was read may still tell the former owner, or who was responsible.
    if (changes !== this.changes) return this.read();
    this.take(vehicles);
    for (const id of read.isWhole ? this.missing(vehicles) : gone) this.fleet.forget(id);
    for (const state of states) {
      const vehicle = this.fleet.ofSeries(state.series);
      if (vehicle) this.move(vehicle.ref, state);
    }
    this.marks = { states: mark, vehicles: read.mark };
  }

  /** Of what only another instance's bus told, sockets are told here. */
  private take(vehicles: readonly VehicleRef[]): void {
    let isEntrusted = false;
    for (const vehicle of vehicles) {
      const { clientId: formerClientId, responsibleId } =
        this.fleet.get(vehicle.id)?.ref ?? vehicle;
      this.fleet.learn(vehicle);
      if (vehicle.clientId !== formerClientId) {
        this.tellOwner({ kind: 'vehicle-owner-changed', vehicle, formerClientId });
      }
      isEntrusted ||= vehicle.responsibleId !== responsibleId;
    }
    if (isEntrusted) for (const listener of this.portfoliosListeners) listener();
  }

  /** Ids of vehicles in memory that are not among these. */
  private missing(vehicles: readonly VehicleRef[]): string[] {
    const there = new Set(vehicles.map(({ id }) => id));
    return [...this.fleet.ids()].filter((id) => !there.has(id));
  }

  private onRegistered(vehicle: VehicleRef): void {
    this.changes++;
    this.fleet.learn(vehicle);
  }

  private onReadings({ vehicle, readings }: ReadingsStored): void {
    const change = lastKnownChange(vehicle.series, readings, undefined);
    if (change) this.move(vehicle, change);
  }

  private onStatus({ vehicle, timeMs, status }: StatusReported): void {
    if (status.power === undefined) return;
    const power = { timeMs, power: status.power };
    const change = lastKnownChange(vehicle.series, [], power);
    if (change) this.move(vehicle, change);
  }

  /** Those who may see the vehicle now are shown it. */
  private onOwner(event: VehicleOwnerChanged): void {
    const { vehicle } = event;
    this.changes++;
    // Two clients that turn out to be one: the vehicle has been theirs for as long as before.
    const ownedSinceMs = vehicle.ownedSinceMs ?? this.fleet.get(vehicle.id)?.ref.ownedSinceMs;
    this.fleet.learn(ownedSinceMs === undefined ? vehicle : { ...vehicle, ownedSinceMs });
    this.tellOwner(event);
  }

  private tellOwner(event: VehicleOwnerChanged): void {
    for (const listener of this.listeners) listener(event.vehicle.id);
    for (const listener of this.ownerListeners) listener(event);
  }

  /** Of one client the event says it all; what many clients have is read anew. */
  private async onPortfolios({ client }: PortfoliosChanged): Promise<void> {
    this.changes++;
    if (client) this.fleet.entrust(client.id, client.responsibleId ?? undefined);
    else await this.sync();
    for (const listener of this.portfoliosListeners) listener();
  }

  private move(vehicle: VehicleRef, change: LastKnownState): void {
    if (!this.fleet.advance(vehicle, change)) return;
    for (const listener of this.listeners) listener(vehicle.id);
  }
}
