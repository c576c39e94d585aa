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
  readonly clientName: string;
  readonly vehicleId: string;
  readonly plate: string;
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
       FROM (${upcoming('$1::date')}) upcoming
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
    const seen = isOfVisibleClient(viewer, 'c.client_id', '$3');
    const [rows, [counted]] = await Promise.all([
      this.dataSource.query<ContractReminder[]>(
        `${LISTED} WHERE ${seen} ${ORDER} LIMIT $4 OFFSET $5`,
        [...parameters, request.pageSize, offsetOf(request)],
      ),
      this.dataSource.query<{ total: number }[]>(
        `SELECT count(*)::int4 AS total FROM (${remindedOf('$1::date', '$2::text')}) r
         JOIN contracts c ON c.id = r.contract_id WHERE ${seen}`,
        parameters,
      ),
    ]);
    return [rows, counted?.total ?? 0];
  }
}

/**
 * Of each contract that runs the next day that matters: its last one, or, where it has none, the next day on which it
 * turns a year.
 */
const upcoming = (today: string): string => `
  SELECT id, CASE ending WHEN 'terminated' THEN 'end' ELSE 'renewal' END AS about,
    coalesce(ends_on, (starts_on + make_interval(years =>
      extract(year FROM age(${today}, starts_on))::integer + 1))::date) AS about_on
  FROM contracts
  WHERE status IN ('active', 'suspended') AND ending IS DISTINCT FROM 'renewed' AND starts_on <= ${today}`;

/** The reminders whose day lies ahead and still stands: of each contract the newest one. */
const standing = (today: string, about: string): string => `
  FROM contract_reminders r
  JOIN (${upcoming(today)}) upcoming ON upcoming.id = r.contract_id AND upcoming.about = r.about
    AND upcoming.about_on = r.about_on
  WHERE r.about_on > ${today} AND (${about} IS NULL OR r.about = ${about})
    AND NOT EXISTS (SELECT FROM contract_reminders newer WHERE newer.contract_id = r.contract_id
      AND newer.about = r.about AND newer.about_on = r.about_on AND newer.days_before < r.days_before)`;

/**
 * SQL for the ids of the contracts that somebody is reminded of.
 * @param today placeholder of a day. @param about placeholder of a subject
 */
export function remindedOf(today: string, about: string): string {
  return `SELECT r.contract_id ${standing(today, about)}`;
}

const LISTED = `
  SELECT r.id, r.contract_id AS "contractId", c.number, c.client_id AS "clientId", c.vehicle_id AS "vehicleId",
    coalesce(k.company_name, concat_ws(' ', k.first_name, k.last_name)) AS "clientName", v.plate,
    r.about, r.about_on::text AS "aboutOn", r.days_before AS "daysBefore", r.created_at AS "createdAt"
  FROM (SELECT r.* ${standing('$1::date', '$2::text')}) r
  JOIN contracts c ON c.id = r.contract_id
  JOIN clients k ON k.id = c.client_id
  JOIN vehicles v ON v.id = c.vehicle_id`;

const ORDER = 'ORDER BY r.about_on, r.days_before, c.number, r.id';
