import type { KeyObject } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { VehicleRef } from '../../events/live-event.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { Device } from './device.entity.js';
import { type DeviceToken, ed25519Key } from './device-token.js';

/** For so long a device is believed to be as it was read, ms: bounds what a lost event can cost. */
const BELIEVED_MS = 30_000;
/** Most devices remembered: about 1 kB each. */
const MOST = 20_000;

/** A device as its requests need it. */
export interface KnownDevice {
  readonly id: string;
  readonly key: KeyObject;
  readonly revoked: boolean;
  readonly vehicle: VehicleRef;
  /** Its last token whose signature was right: the next request with the same one need not be checked again. */
  verified?: DeviceToken;
}

interface Entry {
  readonly atMs: number;
  readonly loading: Promise<KnownDevice | undefined>;
  device?: KnownDevice;
}

/** Devices and their vehicles by the device's id, mostly from memory; forgets one as soon as it is revoked. */
@Injectable()
export class DeviceRegistry implements OnModuleDestroy {
  /** In the order of reading, oldest first. */
  private readonly entries = new Map<string, Entry>();
  private readonly subscriptions: readonly (() => void)[];

  constructor(
    @InjectRepository(Device) private readonly devices: Repository<Device>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) bus: LiveBus,
  ) {
    this.subscriptions = [
      bus.subscribe('device-revoked', ({ deviceId }) => this.forget(deviceId)),
      bus.subscribe('vehicle-owner-changed', ({ vehicle }) => this.forgetOf(vehicle.id)),
    ];
  }

  onModuleDestroy(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
  }

  /** The device, `undefined` when there is none. From memory at once, else by a promise. */
  find(id: string): KnownDevice | Promise<KnownDevice | undefined> {
    const now = this.clock.now();
    const known = this.entries.get(id);
    if (known && Math.abs(now - known.atMs) < BELIEVED_MS) return known.device ?? known.loading;
    const entry: Entry = { atMs: now, loading: this.load(id) };
    this.remember(id, entry);
    return entry.loading;
  }

  /** Reads the device anew at the next request; a reading on its way is not believed any more either. */
  forget(id: string): void {
    this.entries.delete(id);
  }

  /** Reads the vehicle's device anew: it tells whose the vehicle is. One whose reading is on its way may be it. */
  private forgetOf(vehicleId: string): void {
    for (const [id, { device }] of this.entries) {
      if (device === undefined || device.vehicle.id === vehicleId) this.entries.delete(id);
    }
  }

  private remember(id: string, entry: Entry): void {
    this.entries.delete(id);
    this.entries.set(id, entry);
    entry.loading.then(
      (device) => {
        if (device) entry.device = device;
        // Ids that nobody has are not worth a place.
        else if (this.entries.get(id) === entry) this.entries.delete(id);
      },
      () => this.entries.delete(id),
    );
    if (this.entries.size <= MOST) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }

  private async load(id: string): Promise<KnownDevice | undefined> {
    const row = await this.devices
      .createQueryBuilder('device')
      .innerJoin('vehicles', 'vehicle', 'vehicle.id = device.vehicle_id')
      .select('device.public_key', 'publicKey')
      .addSelect('device.revoked_at IS NOT NULL', 'revoked')
      .addSelect('vehicle.id', 'vehicleId')
      .addSelect('vehicle.series', 'series')
      .addSelect('vehicle.car_id', 'carId')
      .addSelect('vehicle.client_id', 'clientId')
      .where('device.id = :id', { id })
      .getRawOne<DeviceRow>();
    const key = row && ed25519Key(row.publicKey);
    if (!row || !key) return undefined;
    const { vehicleId, series, carId, clientId, revoked } = row;
    return { id, key, revoked, vehicle: { id: vehicleId, series, carId, clientId } };
  }
}

interface DeviceRow {
  readonly publicKey: string;
  readonly revoked: boolean;
  readonly vehicleId: string;
  readonly series: number;
  readonly carId: string;
  readonly clientId: string;
}
