import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { VehicleRef } from '../../events/live-event.js';
import type { Period } from '../../ports/telemetry-store.js';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import { VehicleNotFound } from './vehicles.errors.js';

/** A vehicle and when its history is the viewer's to see. */
export interface VehicleHistory {
  readonly vehicle: VehicleRef;
  /** In order of time; `undefined`: all of it. A client sees the time in which the vehicle was theirs. */
  readonly periods: readonly Period[] | undefined;
}

/** Ids of vehicles, for modules that need no more of them; always with the viewer's permissions. */
@Injectable()
export class VehiclesDirectory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The vehicle, when the viewer may see it as it is now: a client's own. `undefined` also for what is no id. */
  async find(viewer: Viewer, id: string): Promise<VehicleRef | undefined> {
    if (!UUID.test(id)) return undefined;
    const [ref] = await this.refs(`${VISIBLE} AND v.id = $2`, [ownOf(viewer), id]);
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
    const [ref] = await this.refs(`${VISIBLE} AND v.id = $2`, [ownOf(viewer), id], manager);
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
    const where = `${VISIBLE} AND v.id = ANY ($2::uuid[])`;
    const refs = await this.refs(where, [ownOf(viewer), ids], manager);
    return new Map(refs.map((ref) => [ref.id, ref]));
  }

  /** The vehicle, when the viewer may see it. @throws VehicleNotFound */
  async get(viewer: Viewer, id: string): Promise<VehicleRef> {
    const ref = await this.find(viewer, id);
    if (!ref) throw new VehicleNotFound();
    return ref;
  }

  /** The vehicle and when its history is the viewer's: also of one that they owned once. @throws VehicleNotFound */
  async history(viewer: Viewer, id: string): Promise<VehicleHistory> {
    const own = visibleClientId(viewer);
    if (own === undefined) return { vehicle: await this.get(viewer, id), periods: undefined };
    if (!UUID.test(id)) throw new VehicleNotFound();
    const [vehicle] = await this.refs('v.id = $1', [id]);
    const periods = await this.dataSource.query<{ fromMs: number; toMs: number }[]>(OWNED, [
      id,
      own,
    ]);
    if (!vehicle || periods.length === 0) throw new VehicleNotFound();
    return { vehicle, periods };
  }

  /** All vehicles that the viewer may see: for staff the whole fleet, in order of `series`. */
  visibleTo(viewer: Viewer): Promise<VehicleRef[]> {
    return this.refs(VISIBLE, [ownOf(viewer)]);
  }

  /** The whole fleet, for what serves every viewer; in order of `series`. */
  all(): Promise<VehicleRef[]> {
    return this.refs('true', []);
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
    return rows.map(({ ownedSinceMs, ...ref }) =>
      ownedSinceMs === null ? ref : { ...ref, ownedSinceMs },
    );
  }
}

type RefRow = Omit<VehicleRef, 'ownedSinceMs'> & { readonly ownedSinceMs: number | null };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ms since the epoch at which a day begins in France. */
const startMs = (day: string): string =>
  `(extract(epoch FROM ${day}::timestamp AT TIME ZONE 'Europe/Paris') * 1000)::float8`;

const SELECT = `
  SELECT v.id, v.series, v.car_id AS "carId", v.client_id AS "clientId",
    ${startMs('lower(o.period)')} AS "ownedSinceMs"
  FROM vehicles v
  LEFT JOIN vehicle_owners o ON o.vehicle_id = v.id AND upper_inf(o.period) AND NOT lower_inf(o.period)`;

/** Of the client in $1, or all when there is none. */
const VISIBLE = '($1::uuid IS NULL OR v.client_id = $1)';

/** Further than any clock reaches: JSON and JavaScript know no infinite time. */
const EVER_MS = 8_640_000_000_000_000;

const OWNED = `
  SELECT coalesce(${startMs('lower(period)')}, -${EVER_MS}::float8) AS "fromMs",
    coalesce(${startMs('upper(period)')}, ${EVER_MS}::float8) AS "toMs"
  FROM vehicle_owners WHERE vehicle_id = $1 AND client_id = $2 ORDER BY period`;

function ownOf(viewer: Viewer): string | null {
  return visibleClientId(viewer) ?? null;
}
