import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { parisDay } from '../../calendar/paris-day.js';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { isOfVisibleClient, scopeIds, scopeOf, type Viewer } from '../auth/auth.public.js';
import type { CreateMileageDto } from './vehicle-mileage.dto.js';
import { VehicleMileage } from './vehicle-mileage.entity.js';
import { MileageAhead, MileageTaken } from './vehicles.errors.js';
import { VehiclesDirectory } from './vehicles-directory.js';

/** What vehicles' odometers said. */
@Injectable()
export class VehicleMileages {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly vehicles: VehiclesDirectory,
    private readonly trail: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws VehicleNotFound, MileageAhead, MileageTaken */
  async add(viewer: Viewer, vehicleId: string, told: CreateMileageDto): Promise<VehicleMileage> {
    const vehicle = await this.vehicles.get(viewer, vehicleId);
    const createdAt = new Date(this.clock.now());
    if (told.readOn > parisDay(createdAt.getTime())) throw new MileageAhead();
    const { km, readOn, source } = told;
    const createdBy = viewer.accountId;
    try {
      return await this.dataSource.transaction(async (manager) => {
        const fresh = { vehicleId, km, readOn, source, createdBy, createdAt };
        const mileage = manager.create(VehicleMileage, fresh);
        await manager.insert(VehicleMileage, mileage);
        await this.trail.record(manager, viewer, {
          verb: 'add-mileage',
          kind: 'vehicle',
          objectId: vehicleId,
          clientId: vehicle.clientId,
          after: { km, readOn, source },
        });
        return mileage;
      });
    } catch (error) {
      throw violatedConstraint(error) === 'vehicle_mileages_once' ? new MileageTaken() : error;
    }
  }

  /** The mileages of a vehicle, newest first; to a client those of the time in which it was theirs. @throws VehicleNotFound */
  async list(viewer: Viewer, vehicleId: string): Promise<VehicleMileage[]> {
    const { vehicle } = await this.vehicles.history(viewer, vehicleId);
    return this.dataSource
      .createQueryBuilder(VehicleMileage, 'mileage')
      .where('mileage.vehicleId = :id', { id: vehicle.id })
      .andWhere(within(viewer), { scope: scopeIds(viewer) })
      .orderBy('mileage.readOn', 'DESC')
      .addOrderBy('mileage.createdAt', 'DESC')
      .getMany();
  }

  /** The newest mileage of each vehicle that the viewer may see, by vehicle. */
  async newest(
    viewer: Viewer,
    vehicleIds: readonly string[],
  ): Promise<ReadonlyMap<string, VehicleMileage>> {
    const rows = await this.dataSource
      .createQueryBuilder(VehicleMileage, 'mileage')
      .distinctOn(['mileage.vehicleId'])
      .where('mileage.vehicleId = ANY (:ids)', { ids: vehicleIds })
      .andWhere(within(viewer), { scope: scopeIds(viewer) })
      .orderBy('mileage.vehicleId')
      .addOrderBy('mileage.readOn', 'DESC')
      .addOrderBy('mileage.createdAt', 'DESC')
      .getMany();
    return new Map(rows.map((row) => [row.vehicleId, row]));
  }
}

/** In the time in which the vehicle was that of a client whom the viewer may see; `:scope` holds `scopeIds`. */
function within(viewer: Viewer): string {
  if (scopeOf(viewer) === undefined) return isOfVisibleClient(viewer, '', ':scope');
  return `EXISTS (SELECT FROM vehicle_owners owner WHERE owner.vehicle_id = mileage.vehicle_id
    AND owner.period @> mileage.read_on AND ${isOfVisibleClient(viewer, 'owner.client_id', ':scope')})`;
}
