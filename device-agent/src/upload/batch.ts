import {
  UPLOAD_LIMITS,
  type AgentStatusDto,
  type CommandResultDto,
  type TelemetryBatchDto,
  type TroubleCodesDto,
} from '@naif/wire';
import type { ClockQuality } from '../ports/clock.js';
import type { OutboxRow, TroubleCodesRow } from '../ports/outbox.js';

/** What goes into an upload besides the rows. */
export interface BatchContext {
  /** Ms since the epoch. */
  readonly now: number;
  readonly outboxId: string;
  readonly clock: ClockQuality;
  readonly troubleCodes: readonly TroubleCodesRow[];
  readonly status?: AgentStatusDto;
  readonly results: readonly CommandResultDto[];
}

/** What everything but the records may take of the upload's bytes. */
const ENVELOPE_BYTES = 65_536;
/** What trouble codes may take of it; the rest is for ids, clock, status, and up to 32 results of 500 characters. */
const TROUBLE_CODE_BYTES = 32_768;

/** The oldest of `rows` that fit into one upload: at least one, at most `wire`'s records and bytes. */
export function fitting(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  let left = UPLOAD_LIMITS.bytes - ENVELOPE_BYTES;
  const end = rows.findIndex((row, index) => {
    left -= Buffer.byteLength(JSON.stringify(toRecord(row))) + 1;
    return index > 0 && (left < 0 || index >= UPLOAD_LIMITS.records);
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** The oldest of `reports` that fit into one upload: at least one. */
export function fittingTroubleCodes(
  reports: readonly TroubleCodesRow[],
): readonly TroubleCodesRow[] {
  let left = TROUBLE_CODE_BYTES;
  const end = reports.findIndex((report, index) => {
    left -= JSON.stringify(toTroubleCodes(report)).length + 1;
    return index > 0 && left < 0;
  });
  return end === -1 ? reports : reports.slice(0, end);
}

/** The upload for `rows`; with `bare` only what every backend must understand. */
export function buildBatch(
  rows: readonly OutboxRow[],
  context: BatchContext,
  bare: boolean,
): TelemetryBatchDto {
  const batch: TelemetryBatchDto = {
    localtime: iso(context.now),
    records: rows.map(toRecord),
    outbox: context.outboxId,
  };
  if (bare) return batch;
  const { source, uncertaintyMs } = context.clock;
  return {
    ...batch,
    clock: { source, ...(uncertaintyMs === undefined ? {} : { uncertainty_ms: uncertaintyMs }) },
    ...(context.troubleCodes.length > 0
      ? { trouble_codes: context.troubleCodes.map(toTroubleCodes) }
      : {}),
    ...(context.status ? { status: context.status } : {}),
    ...(context.results.length > 0 ? { results: [...context.results] } : {}),
  };
}

/** ISO 8601 in UTC with milliseconds, from ms since the epoch. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function toRecord({ seq, time, sensors }: OutboxRow): TelemetryBatchDto['records'][number] {
  return { time: iso(time), seq, data: { sensors: [...sensors] } };
}

function toTroubleCodes(report: TroubleCodesRow): TroubleCodesDto {
  const { time, mil, stored, pending, permanent } = report;
  return {
    time: iso(time),
    mil,
    stored: [...stored],
    pending: [...pending],
    permanent: [...permanent],
  };
}
