import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { searchCondition } from '../../http/text-search.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LAST_KNOWN, type LastKnown, type LastKnownState, seenMs } from '../../ports/last-known.js';
import { deviceSituation, SILENT_AFTER_MS } from '../vehicles/vehicles.public.js';
import { Device } from './device.entity.js';
import type { DeviceQueryDto, DeviceStanding } from './device-list.dto.js';

/** A device with its vehicle and how it stands. */
export interface ListedDevice {
  readonly device: Device;
  readonly vehicle: ListedVehicle;
  readonly standing: DeviceStanding;
  /** When it was heard of last; `undefined`: not yet. */
  readonly seenAt: Date | undefined;
}

/** The vehicle of a device, as a list names it. */
export interface ListedVehicle {
  readonly id: string;
  readonly series: number;
  readonly plate: string;
  readonly make: string;
  readonly model: string;
}

const STANDING_SQL: Readonly<Record<DeviceStanding, string>> = {
  attached: 'device.revokedAt IS NULL AND device.heardAt >= :silentBefore',
  silent: 'device.revokedAt IS NULL AND device.heardAt < :silentBefore',
  revoked: 'device.revokedAt IS NOT NULL',
};

/** Lists the devices of the whole fleet, those of the past too. */
@Injectable()
export class DeviceList {
  constructor(
    @InjectRepository(Device) private readonly devices: Repository<Device>,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page of the devices that match, and how many match. */
  async list(query: DeviceQueryDto): Promise<[devices: ListedDevice[], total: number]> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.matching(query);
    // What is told of a device is read for one page only: a far page passes over its rows in the index alone.
    const page = found
      .clone()
      .select('device.id', 'id')
      .orderBy(`device.${field}`, direction)
      .addOrderBy('device.id', direction)
      .offset(offsetOf(query))
      .limit(query.pageSize)
      .getRawMany<{ id: string }>();
    const count = found.select('count(*)::integer', 'total').getRawOne<{ total: number }>();
    const [rows, counted] = await Promise.all([page, count]);
    return [await this.told(rows.map(({ id }) => id)), counted?.total ?? 0];
  }

  /** Vehicles are joined only where something is asked about them: over the whole fleet a join is what costs. */
  private matching({ situation, search: typed }: DeviceQueryDto): SelectQueryBuilder<Device> {
    const found = this.devices.createQueryBuilder('device');
    const search = searchCondition(typed, (like) => like('vehicle.search'));
    if (search) {
      found
        .innerJoin('vehicles', 'vehicle', 'vehicle.id = device.vehicle_id')
        .andWhere(search.sql, search.parameters);
    }
    if (situation === undefined) return found;
    const silentBefore = new Date(this.clock.now() - SILENT_AFTER_MS);
    return found.andWhere(STANDING_SQL[situation], { silentBefore });
  }

  /** The devices with these ids, in this order. */
  private async told(ids: readonly string[]): Promise<ListedDevice[]> {
    if (ids.length === 0) return [];
    const devices = await this.devices.findBy({ id: In(ids) });
    const vehicles = await this.devices.manager.query<ListedVehicle[]>(VEHICLES, [
      devices.map(({ vehicleId }) => vehicleId),
    ]);
    const states = await this.lastKnown.of(vehicles.map(({ series }) => series));
    const vehicleOf = new Map(vehicles.map((vehicle) => [vehicle.id, vehicle]));
    const stateOf = new Map(states.map((state) => [state.series, state]));
    const deviceOf = new Map(devices.map((device) => [device.id, device]));
    const now = this.clock.now();
    return ids.flatMap((id) => {
      const device = deviceOf.get(id);
      const vehicle = device && vehicleOf.get(device.vehicleId);
      return vehicle ? listed(device, vehicle, stateOf.get(vehicle.series), now) : [];
    });
  }
}

function listed(
  device: Device,
  vehicle: ListedVehicle,
  state: LastKnownState | undefined,
  nowMs: number,
): ListedDevice {
  const { heardAt, lastStatusAt, enrolledAt, revokedAt } = device;
  // What the vehicle's state says is its present device's.
  const last = revokedAt ? undefined : state;
  const { situation } = deviceSituation({ enrolledAt: heardAt, lastStatusAt }, last, nowMs);
  const toldMs = [heardAt, lastStatusAt ?? heardAt].map((at) => at.getTime());
  const seen = new Date(Math.max(...toldMs, last ? seenMs(last) : 0));
  const standing = situation === 'silent' ? 'silent' : 'attached';
  return {
    device,
    vehicle,
    standing: revokedAt ? 'revoked' : standing,
    seenAt: seen > enrolledAt ? seen : undefined,
  };
}

const VEHICLES = 'SELECT id, series, plate, make, model FROM vehicles WHERE id = ANY ($1::uuid[])';
