import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository, type SelectQueryBuilder } from 'typeorm';
import { ServerKeys } from '../../config/server-keys.js';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { searchCondition } from '../../http/text-search.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LAST_KNOWN, type LastKnown } from '../../ports/last-known.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { AuditTrail } from '../audit/audit.public.js';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import { Device } from '../devices/devices.public.js';
import { vehicleState, type VehicleState } from '../telemetry/telemetry.public.js';
import type { CreateVehicleDto, VehicleQueryDto } from './vehicle.dto.js';
import { Vehicle } from './vehicle.entity.js';
import type { VehicleView } from './vehicle-view.js';
import {
  OwnerUnknown,
  PlateTaken,
  TooManyToFilter,
  VehicleNotFound,
  VinTaken,
} from './vehicles.errors.js';
import { carIdOf } from './vin.js';

/** Most vehicles among which a state is looked for: their states are read and judged one by one. */
const MOST_TO_FILTER = 20_000;

/** Creates, finds and lists vehicles, each with its last-known state and its device. */
@Injectable()
export class VehiclesService {
  constructor(
    @InjectRepository(Vehicle) private readonly vehicles: Repository<Vehicle>,
    @InjectRepository(Device) private readonly devices: Repository<Device>,
    private readonly audit: AuditTrail,
    private readonly keys: ServerKeys,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws OwnerUnknown, VinTaken, PlateTaken */
  async create(
    viewer: Viewer,
    { vin, year, fuel, displacementCc, ...told }: CreateVehicleDto,
  ): Promise<VehicleView> {
    const fields = {
      ...told,
      vin,
      year: year ?? null,
      fuel: fuel ?? null,
      displacementCc: displacementCc ?? null,
    };
    const vehicle = this.vehicles.create({ ...fields, carId: carIdOf(vin, this.keys.vinKey) });
    try {
      await this.vehicles.manager.transaction(async (manager) => {
        await manager.insert(Vehicle, vehicle);
        await this.audit.record(manager, viewer, {
          verb: 'create',
          kind: 'vehicle',
          objectId: vehicle.id,
          clientId: vehicle.clientId,
          after: fields,
        });
      });
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
    const view = await this.get(viewer, vehicle.id);
    const { id, series, carId, clientId } = view.vehicle;
    this.bus.publish({ kind: 'vehicle-registered', vehicle: { id, series, carId, clientId } });
    return view;
  }

  /** A vehicle that the viewer may see. @throws VehicleNotFound */
  async get(viewer: Viewer, id: string): Promise<VehicleView> {
    const vehicle = await this.visible(viewer).andWhere('vehicle.id = :id', { id }).getOne();
    if (!vehicle) throw new VehicleNotFound();
    const [view] = await this.views([vehicle]);
    if (!view) throw new VehicleNotFound();
    return view;
  }

  /** One page of the vehicles that the viewer may see and that match, and how many match. @throws TooManyToFilter */
  async list(
    viewer: Viewer,
    query: VehicleQueryDto,
  ): Promise<[views: VehicleView[], total: number]> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.visible(viewer)
      .orderBy(`vehicle.${field}`, direction)
      .addOrderBy('vehicle.id', direction);
    if (query.clientId !== undefined) {
      found.andWhere('vehicle.clientId = :clientId', { clientId: query.clientId });
    }
    const search = searchCondition(
      query.search,
      (pattern) => `vehicle.search LIKE ${pattern} OR client.search LIKE ${pattern}`,
    );
    if (search) found.andWhere(search.sql, search.parameters);
    if (query.state !== undefined) return this.pageInState(found, query, query.state);
    const [vehicles, total] = await found
      .offset(offsetOf(query))
      .limit(query.pageSize)
      .getManyAndCount();
    return [await this.views(vehicles), total];
  }

  /** The vehicles that the viewer may see, with their clients. */
  private visible(viewer: Viewer): SelectQueryBuilder<Vehicle> {
    const found = this.vehicles
      .createQueryBuilder('vehicle')
      .innerJoinAndSelect('vehicle.client', 'client');
    const own = visibleClientId(viewer);
    return own === undefined ? found : found.where('vehicle.clientId = :own', { own });
  }

  /** States age by the second and are not stored: they are judged here, for all that match. */
  private async pageInState(
    found: SelectQueryBuilder<Vehicle>,
    query: VehicleQueryDto,
    state: VehicleState,
  ): Promise<[views: VehicleView[], total: number]> {
    const keys = await found
      .clone()
      .select(['vehicle.id', 'vehicle.series'])
      .limit(MOST_TO_FILTER + 1)
      .getMany();
    if (keys.length > MOST_TO_FILTER) throw new TooManyToFilter(MOST_TO_FILTER);
    const states = await this.lastOf(keys);
    const now = this.clock.now();
    const matching = keys.filter(({ series }) => vehicleState(states.get(series), now) === state);
    const start = offsetOf(query);
    const ids = matching.slice(start, start + query.pageSize).map(({ id }) => id);
    const vehicles = ids.length === 0 ? [] : await found.clone().andWhereInIds(ids).getMany();
    return [await this.views(vehicles), matching.length];
  }

  private async views(vehicles: readonly Vehicle[]): Promise<VehicleView[]> {
    if (vehicles.length === 0) return [];
    const [states, devices] = await Promise.all([
      this.lastOf(vehicles),
      this.devices.findBy({ vehicleId: In(vehicles.map(({ id }) => id)), revokedAt: IsNull() }),
    ]);
    const deviceOf = new Map(devices.map((device) => [device.vehicleId, device]));
    return vehicles.map((vehicle) => ({
      vehicle,
      last: states.get(vehicle.series),
      device: deviceOf.get(vehicle.id),
    }));
  }

  private async lastOf(vehicles: readonly Vehicle[]) {
    const states = await this.lastKnown.of(vehicles.map(({ series }) => series));
    return new Map(states.map((state) => [state.series, state]));
  }
}

/** What a violated constraint means here. */
function refusalOf(error: unknown): Error | undefined {
  switch (violatedConstraint(error)) {
    case 'vehicles_client_id_fkey':
      return new OwnerUnknown();
    // The pseudonym follows from the VIN: both are taken together.
    case 'vehicles_vin_key':
    case 'vehicles_car_id_key':
      return new VinTaken();
    case 'vehicles_plate_key':
      return new PlateTaken();
    default:
      return undefined;
  }
}
