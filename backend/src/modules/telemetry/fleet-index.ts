import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { ReadingsStored, StatusReported, VehicleRef } from '../../events/live-event.js';
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

/**
 * The whole fleet in memory, for the fleet's page and for the live socket: loaded from the database, moved on by
 * the bus, and compared with the database now and then. Both ways only forward, so their order is no matter.
 */
@Injectable()
export class FleetIndex implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly fleet = new Fleet();
  private readonly listeners = new Set<FleetListener>();
  private readonly subscriptions: (() => void)[] = [];
  private loading: Promise<void> | undefined;
  private isLoaded = false;
  private ownerChanges = 0;

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
      this.bus.subscribe('vehicle-owner-changed', ({ vehicle }) => this.onOwner(vehicle)),
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
    const { ownerChanges } = this;
    const [refs, states] = await Promise.all([this.vehicles.all(), this.lastKnown.all()]);
    // What was read may still tell the former owner.
    if (ownerChanges !== this.ownerChanges) return this.read();
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
  private onOwner(vehicle: VehicleRef): void {
    this.ownerChanges++;
    this.fleet.learn(vehicle);
    for (const listener of this.listeners) listener(vehicle.id);
  }

  private move(vehicle: VehicleRef, change: LastKnownState): void {
    if (!this.fleet.advance(vehicle, change)) return;
    for (const listener of this.listeners) listener(vehicle.id);
  }
}
