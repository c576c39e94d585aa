import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { addDays, parisDay, startOfParisDay } from '../../calendar/paris-day.js';
import { type FoundPage, MOST_COUNTED, readPage } from '../../database/list-page.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { isSearched, searchCondition } from '../../http/text-search.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { stateSince } from '../../ports/last-known.js';
import {
  isOfVisibleClient,
  isVisibleClient,
  scopeIds,
  scopeOf,
  type Viewer,
  visibleClientId,
} from '../auth/auth.public.js';
import { vehicleState } from '../telemetry/telemetry.public.js';
import { Client } from '../clients/clients.public.js';
import { deviceSituation } from './device-situation.js';
import type { VehicleQueryDto } from './vehicle.dto.js';
import { Vehicle } from './vehicle.entity.js';
import { VehicleOwners } from './vehicle-owners.js';
import type { VehicleView } from './vehicle-view.js';
import { VehicleViews } from './vehicle-views.js';
import { TooManyToFilter, VehicleNotFound } from './vehicles.errors.js';

/** Most vehicles among which a state is looked for: their states are read and judged one by one. */
const MOST_TO_FILTER = 20_000;

/** An inspection that is due within so many days is due soon: as long ahead as contracts are reminded of. */
const SOON_DAYS = 60;

type Page = FoundPage<VehicleView>;

/** Finds and lists vehicles, each with its last-known state and its device. */
@Injectable()
export class VehiclesService {
  constructor(
    @InjectRepository(Vehicle) private readonly vehicles: Repository<Vehicle>,
    private readonly views: VehicleViews,
    private readonly owners: VehicleOwners,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A vehicle that the viewer may see: to a client also one that they owned once, as it was theirs. @throws VehicleNotFound */
  async get(viewer: Viewer, id: string): Promise<VehicleView> {
    const vehicle = await this.visible(viewer).andWhere('vehicle.id = :id', { id }).getOne();
    const view = vehicle
      ? (await this.views.of(viewer, [vehicle]))[0]
      : await this.getFormer(viewer, id);
    if (!view) throw new VehicleNotFound();
    return view;
  }

  /** One page of the vehicles that the viewer may see and that match, and how many match. @throws TooManyToFilter */
  async list(viewer: Viewer, query: VehicleQueryDto): Promise<Page> {
    if (query.ownership === 'former') return this.formerPage(viewer, query);
    const found = this.found(viewer, query);
    if (isJudged(query)) return this.judgedPage(viewer, found, query);
    found.offset(offsetOf(query)).limit(query.pageSize);
    const page = await readPage(found, isSearched(query) ? MOST_COUNTED : undefined);
    return { ...page, rows: await this.views.of(viewer, page.rows) };
  }

  /**
   * Ids of all that the viewer may see as they are now and that match, in the list's order, `most` at most.
   * @throws TooManyToFilter
   */
  async ids(viewer: Viewer, query: VehicleQueryDto, most: number): Promise<string[]> {
    const found = this.found(viewer, query);
    if (isJudged(query)) {
      return (await this.judged(viewer, found, query)).slice(0, most).map(({ id }) => id);
    }
    const rows = await found.limit(most).select('vehicle.id', 'id').getRawMany<{ id: string }>();
    return rows.map(({ id }) => id);
  }

  /** What matches, but for what has to be judged vehicle by vehicle. */
  private found(viewer: Viewer, query: VehicleQueryDto): SelectQueryBuilder<Vehicle> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.visible(viewer)
      // Whatever has no inspection comes last, in both directions; the other fields are never empty.
      .orderBy(
        `vehicle.${field}`,
        direction,
        field === 'inspectionDueOn' ? 'NULLS LAST' : undefined,
      )
      .addOrderBy('vehicle.id', direction);
    this.narrow(found, query);
    const search = searchCondition(query.search, (like) => like('vehicle.found_by'));
    if (search) found.andWhere(search.sql, search.parameters);
    return found;
  }

  /** Keeps what the filters let pass, as far as the database can tell. */
  private narrow(
    found: SelectQueryBuilder<Vehicle>,
    { clientId, fuel, device, inspection }: VehicleQueryDto,
  ): void {
    if (clientId !== undefined) found.andWhere('vehicle.clientId = :clientId', { clientId });
    if (fuel !== undefined) found.andWhere('vehicle.fuel = :fuel', { fuel });
    if (device === 'none') found.andWhere(`NOT ${HAS_DEVICE}`);
    else if (device !== undefined) found.andWhere(HAS_DEVICE);
    const today = parisDay(this.clock.now());
    if (inspection === 'overdue') found.andWhere('vehicle.inspectionDueOn < :today', { today });
    else if (inspection === 'soon') {
      const last = addDays(today, SOON_DAYS);
      found.andWhere('vehicle.inspectionDueOn BETWEEN :today AND :last', { today, last });
    }
  }

  /** The vehicles that are the viewer's to see as they are now, with their clients. */
  private visible(viewer: Viewer): SelectQueryBuilder<Vehicle> {
    const found = this.vehicles
      .createQueryBuilder('vehicle')
      // Every vehicle has one; the database need not look where nothing of it is asked.
      .leftJoinAndSelect('vehicle.client', 'client');
    const scope = scopeOf(viewer);
    if (scope === undefined) return found;
    const condition =
      'clientId' in scope
        ? isOfVisibleClient(viewer, 'vehicle.client_id', ':scope')
        : isVisibleClient(viewer, 'client', ':scope');
    return found.where(condition, { scope: scopeIds(viewer) });
  }

  private async getFormer(viewer: Viewer, id: string): Promise<VehicleView | undefined> {
    const own = visibleClientId(viewer);
    if (own === undefined) return undefined;
    const owned = await this.owners.former([id], own);
    const vehicle = owned.size === 0 ? null : await this.vehicles.findOneBy({ id });
    return vehicle ? (await this.views.ofFormer(viewer, own, [vehicle]))[0] : undefined;
  }

  /** Vehicles that changed hands, under the client who gave them away. Nothing of their new owners is looked at. */
  private async formerPage(viewer: Viewer, query: VehicleQueryDto): Promise<Page> {
    const clientId = visibleClientId(viewer) ?? query.clientId;
    if (clientId === undefined || !(await this.seesClient(viewer, clientId))) {
      return { rows: [], total: 0, totalAtLeast: false };
    }
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.vehicles
      .createQueryBuilder('vehicle')
      .where('vehicle.clientId <> :clientId', { clientId })
      .andWhere(
        `EXISTS (SELECT FROM vehicle_owners owner
          WHERE owner.vehicle_id = vehicle.id AND owner.client_id = :clientId)`,
      )
      .orderBy(`vehicle.${field}`, direction)
      .addOrderBy('vehicle.id', direction);
    const search = searchCondition(query.search, (like) => like('vehicle.search'));
    if (search) found.andWhere(search.sql, search.parameters);
    const page = await readPage(found.offset(offsetOf(query)).limit(query.pageSize));
    return { ...page, rows: await this.views.ofFormer(viewer, clientId, page.rows) };
  }

  private seesClient(viewer: Viewer, id: string): Promise<boolean> {
    return this.vehicles.manager
      .createQueryBuilder(Client, 'client')
      .where('client.id = :id', { id })
      .andWhere(isVisibleClient(viewer, 'client', ':scope'), { scope: scopeIds(viewer) })
      .getExists();
  }

  /** States and silences age by the second and are not stored: they are judged here, for all that match. */
  private async judgedPage(
    viewer: Viewer,
    found: SelectQueryBuilder<Vehicle>,
    query: VehicleQueryDto,
  ): Promise<Page> {
    const matching = await this.judged(viewer, found, query);
    const start = offsetOf(query);
    const ids = matching.slice(start, start + query.pageSize).map(({ id }) => id);
    const vehicles = ids.length === 0 ? [] : await found.clone().andWhereInIds(ids).getMany();
    const rows = await this.views.of(viewer, vehicles);
    return { rows, total: matching.length, totalAtLeast: false };
  }

  private async judged(
    viewer: Viewer,
    found: SelectQueryBuilder<Vehicle>,
    query: VehicleQueryDto,
  ): Promise<readonly Vehicle[]> {
    const keys = await found
      .clone()
      .select(['vehicle.id', 'vehicle.series'])
      .limit(MOST_TO_FILTER + 1)
      .getMany();
    if (keys.length > MOST_TO_FILTER) {
      throw new TooManyToFilter(MOST_TO_FILTER, query.state === undefined ? '/device' : '/state');
    }
    return this.matching(viewer, keys, query);
  }

  private async matching(
    viewer: Viewer,
    keys: readonly Vehicle[],
    { state, device }: VehicleQueryDto,
  ): Promise<readonly Vehicle[]> {
    const ids = keys.map(({ id }) => id);
    const isBound = scopeOf(viewer) !== undefined;
    const [states, devices, owners] = await Promise.all([
      this.views.lastOf(keys),
      device === undefined ? undefined : this.views.devicesOf(ids),
      isBound ? this.owners.current(ids) : undefined,
    ]);
    const now = this.clock.now();
    return keys.filter(({ id, series }) => {
      const last = states.get(series);
      const since = owners?.get(id)?.since;
      const seen = last && since ? stateSince(last, startOfParisDay(since)) : last;
      if (state !== undefined && vehicleState(seen, now) !== state) return false;
      return !devices || deviceSituation(devices.get(id), last, now).situation === device;
    });
  }
}

/** Whether it asks for what is not stored. */
function isJudged({ state, device }: VehicleQueryDto): boolean {
  return state !== undefined || device === 'attached' || device === 'silent';
}

const HAS_DEVICE = `EXISTS (SELECT FROM devices device
  WHERE device.vehicle_id = vehicle.id AND device.revoked_at IS NULL)`;
