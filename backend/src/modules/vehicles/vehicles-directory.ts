import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { VehicleRef } from '../../events/live-event.js';
import type { Period } from '../../ports/telemetry-store.js';
import { isOfVisibleClient, scopeIds, scopeOf, type Viewer } from '../auth/auth.public.js';
import { VehicleNotFound } from './vehicles.errors.js';

/** A vehicle and when its history is the viewer's to see. */
export interface VehicleHistory {
  readonly vehicle: VehicleRef;
  /**
   * In order of time; `undefined`: all of it. A client sees the time in which the vehicle was theirs; who sees portfolios
   * only, the times in which it was a client's of these.
   */
  readonly periods: readonly Period[] | undefined;
  /** Whose it was when, in order of time: those of whom the viewer may see. */
  readonly owners: readonly OwnedPeriod[];
}

/** A time in which a vehicle was a client's. */
export interface OwnedPeriod extends Period {
  readonly clientId: string;
}

/** Ids of vehicles, for modules that need no more of them; always with the viewer's permissions. */
@Injectable()
export class VehiclesDirectory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The vehicle, when the viewer may see it as it is now: one of a client whom they may see. `undefined` also for what is no id. */
  async find(viewer: Viewer, id: string): Promise<VehicleRef | undefined> {
    if (!UUID.test(id)) return undefined;
    const [ref] = await this.refs(`${visible(viewer)} AND v.id = $2`, [scopeIds(viewer), id]);
    return ref;
  }

  /**
   * As `find`, in a transaction that relies on the vehicle: until it ends, nobody else gives the vehicle another owner
   * or a contract. Two who do wait in line here; at an exclusion constraint they would wait for each other.
   */
  async findForChange(
    manager: EntityManager,
    viewer: Viewer,
    id: string,
  ): Promise<VehicleRef | undefined> {
    await manager.query('SELECT 1 FROM vehicles WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const [ref] = await this.refs(
      `${visible(viewer)} AND v.id = $2`,
      [scopeIds(viewer), id],
      manager,
    );
    return ref;
  }

  /** As `findForChange`, for many at once; in one order, so that two who do wait in line. By id. */
  async findManyForChange(
    manager: EntityManager,
    viewer: Viewer,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, VehicleRef>> {
    await manager.query(
      'SELECT 1 FROM vehicles WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
      [ids],
    );
    return this.findMany(manager, viewer, ids);
  }

  /** The vehicles of these that the viewer may see, by id. */
  async findMany(
    manager: EntityManager,
    viewer: Viewer,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, VehicleRef>> {
    const where = `${visible(viewer)} AND v.id = ANY ($2::uuid[])`;
    const refs = await this.refs(where, [scopeIds(viewer), ids], manager);
    return new Map(refs.map((ref) => [ref.id, ref]));
  }

  /** The vehicle, when the viewer may see it. @throws VehicleNotFound */
  async get(viewer: Viewer, id: string): Promise<VehicleRef> {
    const ref = await this.find(viewer, id);
    if (!ref) throw new VehicleNotFound();
    return ref;
  }

  /** The vehicle and when its history is the viewer's: also of one that was theirs once. @throws VehicleNotFound */
  async history(viewer: Viewer, id: string): Promise<VehicleHistory> {
    if (!UUID.test(id)) throw new VehicleNotFound();
    const [vehicle] = await this.refs('v.id = $1', [id]);
    const seen = isOfVisibleClient(viewer, 'client_id', '$2');
    const owners = await this.dataSource.query<OwnedPeriod[]>(
      `${OWNED} WHERE vehicle_id = $1 AND ${seen} ORDER BY period`,
      [id, scopeIds(viewer)],
    );
    if (!vehicle || owners.length === 0) throw new VehicleNotFound();
    const isBound = scopeOf(viewer) !== undefined;
    return { vehicle, periods: isBound ? owners : undefined, owners };
  }

  /** The whole fleet, for what serves every viewer; in order of `series`. */
  all(): Promise<VehicleRef[]> {
    return this.refs('true', []);
  }

  /** Vehicles of the fleet, whoever may see them, for what serves every viewer; those that there are. */
  some(ids: readonly string[]): Promise<VehicleRef[]> {
    return this.refs('v.id = ANY ($1::uuid[])', [ids]);
  }

  private async refs(
    where: string,
    parameters: readonly unknown[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<VehicleRef[]> {
    // Bare rows: making 10 000 entities would hold up everybody else for a tenth of a second.
    const rows = await manager.query<RefRow[]>(
      `${SELECT} WHERE ${where} ORDER BY v.series`,
      parameters as unknown[],
    );
    return rows.map(({ ownedSinceMs, responsibleId, ...ref }) => ({
      ...ref,
      ...(ownedSinceMs !== null && { ownedSinceMs }),
      ...(responsibleId !== null && { responsibleId }),
    }));
  }
}

type RefRow = Omit<VehicleRef, 'ownedSinceMs' | 'responsibleId'> & {
  readonly ownedSinceMs: number | null;
  readonly responsibleId: string | null;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ms since the epoch at which a day begins in France. */
const startMs = (day: string): string =>
  `(extract(epoch FROM ${day}::timestamp AT TIME ZONE 'Europe/Paris') * 1000)::float8`;

const SELECT = `
  SELECT v.id, v.series, v.car_id AS "carId", v.client_id AS "clientId", c.responsible_id AS "responsibleId",
    ${startMs('lower(o.period)')} AS "ownedSinceMs"
  FROM vehicles v
  JOIN clients c ON c.id = v.client_id
  LEFT JOIN vehicle_owners o ON o.vehicle_id = v.id AND upper_inf(o.period) AND NOT lower_inf(o.period)`;

/** Of clients whom the viewer may see; $1 holds `scopeIds`. */
const visible = (viewer: Viewer): string => isOfVisibleClient(viewer, 'v.client_id', '$1');

/** Further than any clock reaches: JSON and JavaScript know no infinite time. */
const EVER_MS = 8_640_000_000_000_000;

const OWNED = `
  SELECT coalesce(${startMs('lower(period)')}, -${EVER_MS}::float8) AS "fromMs",
    coalesce(${startMs('upper(period)')}, ${EVER_MS}::float8) AS "toMs", client_id AS "clientId"
  FROM vehicle_owners`;
