import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type FindOptionsWhere, Repository } from 'typeorm';
import type { VehicleRef } from '../../events/live-event.js';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import { Vehicle } from './vehicle.entity.js';
import { VehicleNotFound } from './vehicles.errors.js';

/** Ids of vehicles, for modules that need no more of them; always with the viewer's permissions. */
@Injectable()
export class VehiclesDirectory {
  constructor(@InjectRepository(Vehicle) private readonly vehicles: Repository<Vehicle>) {}

  /** The vehicle, when the viewer may see it; `undefined` also for what is no id. */
  async find(viewer: Viewer, id: string): Promise<VehicleRef | undefined> {
    if (!UUID.test(id)) return undefined;
    const [ref] = await this.refs({ ...visibleTo(viewer), id });
    return ref;
  }

  /** The vehicle, when the viewer may see it. @throws VehicleNotFound */
  async get(viewer: Viewer, id: string): Promise<VehicleRef> {
    const ref = await this.find(viewer, id);
    if (!ref) throw new VehicleNotFound();
    return ref;
  }

  /** All vehicles that the viewer may see: for staff the whole fleet, in order of `series`. */
  visibleTo(viewer: Viewer): Promise<VehicleRef[]> {
    return this.refs(visibleTo(viewer));
  }

  /** The whole fleet, for what serves every viewer; in order of `series`. */
  all(): Promise<VehicleRef[]> {
    // Bare rows: making 10 000 entities would hold up everybody else for a tenth of a second.
    return this.vehicles.query<VehicleRef[]>(
      'SELECT id, series, car_id AS "carId", client_id AS "clientId" FROM vehicles ORDER BY series',
    );
  }

  private async refs(where: FindOptionsWhere<Vehicle>): Promise<VehicleRef[]> {
    const rows = await this.vehicles.find({
      select: { id: true, series: true, carId: true, clientId: true },
      where,
      order: { series: 'ASC' },
    });
    return rows.map(({ id, series, carId, clientId }) => ({ id, series, carId, clientId }));
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function visibleTo(viewer: Viewer): FindOptionsWhere<Vehicle> {
  const clientId = visibleClientId(viewer);
  return clientId === undefined ? {} : { clientId };
}
