import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';
import { LAST_KNOWN, type LastKnown, type LastKnownState } from '../../ports/last-known.js';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import { Client } from '../clients/clients.public.js';
import { Device } from '../devices/devices.public.js';
import type { Vehicle } from './vehicle.entity.js';
import { VehicleMileages } from './vehicle-mileages.js';
import { VehicleOwners } from './vehicle-owners.js';
import type { VehicleView } from './vehicle-view.js';

/** Gathers what belongs to vehicles: what is known of them last, their devices, mileages and owners. */
@Injectable()
export class VehicleViews {
  constructor(
    @InjectRepository(Device) private readonly devices: Repository<Device>,
    @InjectRepository(Client) private readonly clients: Repository<Client>,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    private readonly mileages: VehicleMileages,
    private readonly owners: VehicleOwners,
  ) {}

  /** Vehicles as their owners and staff see them, in the order given. */
  async of(viewer: Viewer, vehicles: readonly Vehicle[]): Promise<VehicleView[]> {
    if (vehicles.length === 0) return [];
    const ids = vehicles.map(({ id }) => id);
    const [states, devices, mileages, owners] = await Promise.all([
      this.lastOf(vehicles),
      this.devicesOf(ids),
      this.mileages.newest(viewer, ids),
      this.owners.current(ids),
    ]);
    return vehicles.map((vehicle) => ({
      vehicle,
      last: states.get(vehicle.series),
      device: devices.get(vehicle.id),
      mileage: mileages.get(vehicle.id),
      ownership: owners.get(vehicle.id),
    }));
  }

  /**
   * Vehicles as a client sees them who owned them once: which they were, and until when. What they do now, where, and
   * with whom is not theirs to see.
   */
  async ofFormer(
    viewer: Viewer,
    clientId: string,
    vehicles: readonly Vehicle[],
  ): Promise<VehicleView[]> {
    if (vehicles.length === 0) return [];
    const ids = vehicles.map(({ id }) => id);
    const [client, mileages, owners] = await Promise.all([
      this.clients.findOneByOrFail({ id: clientId }),
      visibleClientId(viewer) === undefined ? undefined : this.mileages.newest(viewer, ids),
      this.owners.former(ids, clientId),
    ]);
    return vehicles.map((vehicle) => ({
      vehicle: { ...vehicle, clientId, client, inspectionDueOn: null },
      last: undefined,
      device: undefined,
      mileage: mileages?.get(vehicle.id),
      ownership: owners.get(vehicle.id),
    }));
  }

  /** What is known of vehicles last, by series. */
  async lastOf(
    vehicles: readonly Pick<Vehicle, 'series'>[],
  ): Promise<ReadonlyMap<number, LastKnownState>> {
    const states = await this.lastKnown.of(vehicles.map(({ series }) => series));
    return new Map(states.map((state) => [state.series, state]));
  }

  /** The active devices of vehicles, by vehicle. */
  async devicesOf(vehicleIds: readonly string[]): Promise<ReadonlyMap<string, Device>> {
    const devices = await this.devices.findBy({ vehicleId: In(vehicleIds), revokedAt: IsNull() });
    return new Map(devices.map((device) => [device.vehicleId, device]));
  }
}
