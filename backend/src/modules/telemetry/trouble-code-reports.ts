import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { offsetOf, type PageRequest } from '../../http/pagination.js';
import { Metrics } from '../../observability/metrics.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import type { Period } from '../../ports/telemetry-store.js';

/** What a car's control units complained of at one instant. */
export interface TroubleCodeReport {
  /** When they were read, by the vehicle's clock. */
  readonly timeMs: number;
  /** Whether the malfunction lamp was on. */
  readonly mil: boolean;
  /** Codes such as `P0301`: stored (mode 03), pending (mode 07) and permanent (mode 0A). */
  readonly stored: readonly string[];
  readonly pending: readonly string[];
  readonly permanent: readonly string[];
}

/** A report and when it arrived. */
export interface KeptReport extends TroubleCodeReport {
  readonly receivedMs: number;
}

/**
 * Newest reports that are kept of each vehicle: at one a start and one an hour of driving, more than ten years. Only a
 * device that has lost its mind sends more.
 */
const KEPT_OF_A_VEHICLE = 10_000;

/** Keeps the trouble codes that vehicles report. A second report of the same vehicle and time changes nothing. */
@Injectable()
export class TroubleCodeReports {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly metrics: Metrics,
  ) {}

  /** When it resolves, each report is durable, new or not. */
  async store(vehicleId: string, reports: readonly TroubleCodeReport[]): Promise<void> {
    const received = new Date(this.clock.now());
    // As JSON: PostgreSQL has no arrays of lists of different lengths.
    const rows = reports.map(({ timeMs, ...told }) => ({ at: new Date(timeMs), ...told }));
    const added = await this.dataSource.query<unknown[]>(INSERT, [
      vehicleId,
      received,
      JSON.stringify(rows),
    ]);
    if (added.length === 0) return;
    await this.dataSource.query(FORGET, [vehicleId, KEPT_OF_A_VEHICLE]);
    this.metrics.troubleCodeReports.inc(added.length);
    this.bus.publish({ kind: 'device-changed', vehicleId, what: 'trouble-codes' });
  }

  /**
   * One page of a vehicle's reports, newest first, and how many there are.
   * @param periods in which they must lie; without, all
   */
  async list(
    vehicleId: string,
    page: PageRequest,
    periods?: readonly Period[],
  ): Promise<[reports: readonly KeptReport[], total: number]> {
    const wanted = [
      vehicleId,
      periods?.map(({ fromMs }) => fromMs / 1000) ?? null,
      periods?.map(({ toMs }) => toMs / 1000) ?? null,
    ];
    const [rows, [counted]] = await Promise.all([
      this.dataSource.query<ReportRow[]>(SELECT, [...wanted, page.pageSize, offsetOf(page)]),
      this.dataSource.query<{ total: number }[]>(COUNT, wanted),
    ]);
    return [rows.map(reportOf), counted?.total ?? 0];
  }
}

const INSERT = `
  INSERT INTO trouble_code_reports (vehicle_id, received_at, reported_at, mil, stored, pending, permanent)
  SELECT $1, $2, told.* FROM jsonb_to_recordset($3::jsonb)
    AS told (at timestamptz, mil boolean, stored text[], pending text[], permanent text[])
  ON CONFLICT (vehicle_id, reported_at) DO NOTHING
  RETURNING 1`;

const FORGET = `
  DELETE FROM trouble_code_reports WHERE vehicle_id = $1 AND ordered_at <
    (SELECT ordered_at FROM trouble_code_reports WHERE vehicle_id = $1 ORDER BY ordered_at DESC OFFSET $2 - 1 LIMIT 1)`;

/** Of one vehicle, in one of the periods of which $2 has the begins and $3 the ends, in seconds. */
const WANTED = `vehicle_id = $1 AND ($2::float8[] IS NULL OR EXISTS (
  SELECT FROM unnest($2::float8[], $3::float8[]) AS period (begins, ends)
  WHERE extract(epoch FROM reported_at) >= begins AND extract(epoch FROM reported_at) < ends))`;

const SELECT = `
  SELECT reported_at AS "reportedAt", received_at AS "receivedAt", mil, stored, pending, permanent
  FROM trouble_code_reports WHERE ${WANTED}
  ORDER BY ordered_at DESC, reported_at DESC LIMIT $4 OFFSET $5`;

const COUNT = `SELECT count(*)::int4 AS total FROM trouble_code_reports WHERE ${WANTED}`;

interface ReportRow extends Omit<TroubleCodeReport, 'timeMs'> {
  readonly reportedAt: Date;
  readonly receivedAt: Date;
}

function reportOf({ reportedAt, receivedAt, ...told }: ReportRow): KeptReport {
  return { timeMs: reportedAt.getTime(), receivedMs: receivedAt.getTime(), ...told };
}
