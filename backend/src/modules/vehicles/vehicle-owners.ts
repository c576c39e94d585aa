import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Day } from '../../calendar/paris-day.js';

/** A client and the time in which a vehicle was theirs. */
export interface Ownership {
  readonly vehicleId: string;
  readonly clientId: string;
  /** First day; `null`: since the vehicle was entered. */
  readonly since: Day | null;
  /** First day after; `null`: it still is. */
  readonly until: Day | null;
}

/** An ownership with what people call its client. */
export interface NamedOwnership extends Ownership {
  readonly name: string;
}

const SELECT = `SELECT vehicle_id AS "vehicleId", client_id AS "clientId", lower(period)::text AS since,
  upper(period)::text AS until FROM vehicle_owners`;

/** Who owned which vehicle when. The vehicle's own row repeats the owner of today: the database sees to it. */
@Injectable()
export class VehicleOwners {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** All owners of a vehicle in their order. */
  of(vehicleId: string): Promise<NamedOwnership[]> {
    return this.dataSource.query<NamedOwnership[]>(
      `SELECT owner.*, coalesce(company_name, concat_ws(' ', first_name, last_name)) AS name
       FROM (${SELECT} WHERE vehicle_id = $1) owner JOIN clients ON clients.id = owner."clientId"
       ORDER BY since NULLS FIRST`,
      [vehicleId],
    );
  }

  /** The owners of today of vehicles, by vehicle. */
  async current(
    vehicleIds: readonly string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ReadonlyMap<string, Ownership>> {
    const rows = await manager.query<Ownership[]>(
      `${SELECT} WHERE vehicle_id = ANY ($1) AND upper_inf(period)`,
      [vehicleIds],
    );
    return new Map(rows.map((row) => [row.vehicleId, row]));
  }

  /** The last time in which vehicles were a client's that are not any more, by vehicle. */
  async former(
    vehicleIds: readonly string[],
    clientId: string,
  ): Promise<ReadonlyMap<string, Ownership>> {
    const rows = await this.dataSource.query<Ownership[]>(
      `${SELECT} WHERE vehicle_id = ANY ($1) AND client_id = $2 AND NOT upper_inf(period) ORDER BY period`,
      [vehicleIds, clientId],
    );
    return new Map(rows.map((row) => [row.vehicleId, row]));
  }

  /** From a day on the vehicle is another client's. */
  async hand(
    manager: EntityManager,
    vehicleId: string,
    clientId: string,
    since: Day,
  ): Promise<void> {
    await manager.query(
      `UPDATE vehicle_owners SET period = daterange(lower(period), $2::date)
       WHERE vehicle_id = $1 AND upper_inf(period)`,
      [vehicleId, since],
    );
    await manager.query(
      'INSERT INTO vehicle_owners (vehicle_id, client_id, period) VALUES ($1, $2, daterange($3, NULL))',
      [vehicleId, clientId, since],
    );
  }
}
