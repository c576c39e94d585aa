import { Inject, Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ChangeMark, isReached, MARK_NOW } from '../../database/change-mark.js';
import type { VehicleRef } from '../../events/live-event.js';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { VehiclesDirectory } from './vehicles-directory.js';

/** Up to where the fleet was read. */
export interface FleetMark {
  readonly mark: ChangeMark;
  readonly atMs: number;
}

/** What is to be taken over into memory. */
export interface FleetChange {
  /** Vehicles as they are now: entered, with another owner, or with somebody else responsible for them. */
  readonly vehicles: readonly VehicleRef[];
  /** Ids of vehicles that are no more; of none when `isWhole`. */
  readonly gone: readonly string[];
  /** All vehicles that there are: what is not among them is no more. */
  readonly isWhole: boolean;
  readonly mark: FleetMark;
}

/** Who read the fleet longer ago than this reads all of it, ms; changes are kept a day. */
const OLDEST_MARK_MS = 12 * 3_600_000;

/** Reads of the whole fleet what changed, at a cost that grows with just that. */
@Injectable()
export class FleetChanges {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: VehiclesDirectory,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What changed since the mark that an earlier call gave; the whole fleet without one. Something may come twice, nothing is missed. */
  async since(before: FleetMark | undefined): Promise<FleetChange> {
    const atMs = this.clock.now();
    const [row] = await this.dataSource.query<{ mark: ChangeMark; ids: string[] }[]>(CHANGED, [
      before?.mark ?? null,
    ]);
    const { mark, ids } = row ?? { mark: '0', ids: [] };
    const isKept = before && isReached(before.mark, mark) && atMs - before.atMs < OLDEST_MARK_MS;
    if (!isKept) {
      const vehicles = await this.directory.all();
      return { vehicles, gone: [], isWhole: true, mark: { mark, atMs } };
    }
    const vehicles = ids.length === 0 ? [] : await this.directory.some(ids);
    const there = new Set(vehicles.map(({ id }) => id));
    const gone = ids.filter((id) => !there.has(id));
    return { vehicles, gone, isWhole: false, mark: { mark, atMs } };
  }

  /** Forgets what everybody has read. */
  @Cron('0 23 * * * *', { name: 'fleet-changes' })
  async forgetOld(): Promise<void> {
    try {
      await this.dataSource.query(`DELETE FROM fleet_changes WHERE at < now() - interval '1 day'`);
    } catch (error) {
      this.log.warn('fleet.changes-not-forgotten', { error });
    }
  }
}

/** $1 the mark before; `null`: none. Where a client changed, all of their vehicles. */
const CHANGED = `
  SELECT ${MARK_NOW} AS mark, ARRAY(
    SELECT vehicle_id FROM fleet_changes WHERE changed_in >= $1::bigint AND vehicle_id IS NOT NULL
    UNION
    SELECT vehicle.id FROM fleet_changes change JOIN vehicles vehicle ON vehicle.client_id = change.client_id
      WHERE change.changed_in >= $1::bigint
  ) AS ids`;
