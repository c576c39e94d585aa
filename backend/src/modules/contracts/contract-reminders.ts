import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type Day, parisDay } from '../../calendar/paris-day.js';
import { offsetOf, type PageRequest } from '../../http/pagination.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { isOfVisibleClient, scopeIds, type Viewer } from '../auth/auth.public.js';

/** What a reminder is about: a contract that must be renewed or let go, or one that was terminated and ends. */
export const REMINDER_SUBJECTS = ['renewal', 'end'] as const;
export type ReminderSubject = (typeof REMINDER_SUBJECTS)[number];

/** So many days ahead somebody is reminded. */
export const DAYS_BEFORE = [60, 30, 7] as const;

/** A reminder of a contract's renewal or end. */
export interface ContractReminder {
  readonly id: string;
  readonly contractId: string;
  readonly number: string;
  readonly clientId: string;
  readonly vehicleId: string;
  readonly about: ReminderSubject;
  /** The day that it reminds of. */
  readonly aboutOn: Day;
  readonly daysBefore: number;
  readonly createdAt: Date;
}

/** Which reminders are wanted. */
export interface ReminderRequest extends PageRequest {
  readonly about?: ReminderSubject;
}

/** Writes reminders when their day has come, and lists those that still matter. */
@Injectable()
export class ContractReminders {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Writes the reminders that are due on a day; those that are there stay. One that was entered late, or after the
   * server stood still, gets the nearest reminder only.
   * @returns how many are new
   */
  async remind(day: Day, at: Date): Promise<number> {
    const written = await this.dataSource.query<unknown[]>(
      `INSERT INTO contract_reminders (contract_id, about, about_on, days_before, created_at)
       SELECT id, about, about_on,
         CASE WHEN about_on - $1::date <= 7 THEN 7 WHEN about_on - $1::date <= 30 THEN 30 ELSE 60 END, $2
       FROM (${UPCOMING}) upcoming
       WHERE about_on > $1::date AND about_on - $1::date <= 60
       ON CONFLICT DO NOTHING RETURNING 1`,
      [day, at],
    );
    return written.length;
  }

  /**
   * One page of the reminders that the viewer may see, whose day lies ahead and still stands, the nearest day first, and
   * how many there are.
   */
  async list(
    viewer: Viewer,
    request: ReminderRequest,
  ): Promise<[reminders: readonly ContractReminder[], total: number]> {
    const parameters = [parisDay(this.clock.now()), request.about ?? null, scopeIds(viewer)];
    const select = `${SELECT} AND ${isOfVisibleClient(viewer, 'c.client_id', '$3')}`;
    const [rows, [counted]] = await Promise.all([
      this.dataSource.query<ContractReminder[]>(`${select} ${ORDER} LIMIT $4 OFFSET $5`, [
        ...parameters,
        request.pageSize,
        offsetOf(request),
      ]),
      this.dataSource.query<{ total: number }[]>(
        `SELECT count(*)::int4 AS total FROM (${select}) listed`,
        parameters,
      ),
    ]);
    return [rows, counted?.total ?? 0];
  }
}

/**
 * Of each contract that runs the next day that matters ($1 is today): its last one, or, where it has none, the next
 * day on which it turns a year.
 */
const UPCOMING = `
  SELECT id, CASE ending WHEN 'terminated' THEN 'end' ELSE 'renewal' END AS about,
    coalesce(ends_on, (starts_on + make_interval(years =>
      extract(year FROM age($1::date, starts_on))::integer + 1))::date) AS about_on
  FROM contracts
  WHERE status IN ('active', 'suspended') AND ending IS DISTINCT FROM 'renewed' AND starts_on <= $1::date`;

const SELECT = `
  SELECT r.id, r.contract_id AS "contractId", c.number, c.client_id AS "clientId", c.vehicle_id AS "vehicleId",
    r.about, r.about_on::text AS "aboutOn", r.days_before AS "daysBefore", r.created_at AS "createdAt"
  FROM contract_reminders r
  JOIN contracts c ON c.id = r.contract_id
  JOIN (${UPCOMING}) upcoming ON upcoming.id = r.contract_id AND upcoming.about = r.about
    AND upcoming.about_on = r.about_on
  WHERE r.about_on > $1::date AND ($2::text IS NULL OR r.about = $2)`;

const ORDER = 'ORDER BY r.about_on, r.days_before, c.number, r.id';
