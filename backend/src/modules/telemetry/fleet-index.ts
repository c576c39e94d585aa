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
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
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

/**
 * The whole fleet in memory, for the fleet's page and for the live socket: loaded from the database, moved on by
 * the bus, and compared with the database now and then. Both ways only forward, so their order is no matter.
 */
@Injectable()
export class FleetIndex implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly fleet = new Fleet();
  private readonly listeners = new Set<FleetListener>();
  private readonly ownerListeners = new Set<OwnerListener>();
  private readonly portfoliosListeners = new Set<PortfoliosListener>();
  private readonly subscriptions: (() => void)[] = [];
  private loading: Promise<void> | undefined;
  private isLoaded = false;
  private changes = 0;

  constructor(
    private readonly vehicles: VehiclesDirectory,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly log: EventLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.subscriptions.push(
      this.bus.subscribe('readings-stored', (event) => this.onReadings(event)),
      this.bus.subscribe('status-reported', (event) => this.onStatus(event)),
      this.bus.subscribe('vehicle-registered', ({ vehicle }) => void this.fleet.learn(vehicle)),
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
    if (!this.isLoaded) await this.load();
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
    const [refs, states] = await Promise.all([this.vehicles.all(), this.lastKnown.all()]);
    // What was read may still tell the former owner, or who was responsible.
    if (changes !== this.changes) return this.read();
    const stateOf = new Map(states.map((state) => [state.series, state]));
    for (const ref of refs) {
      this.fleet.learn(ref);
      const state = stateOf.get(ref.series);
      if (state) this.move(ref, state);
    }
    this.isLoaded = true;
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
    for (const listener of this.listeners) listener(vehicle.id);
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
