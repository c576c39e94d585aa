import { randomUUID } from 'node:crypto';
import {
  followsInTime,
  QUARANTINE_ROWS,
  TROUBLE_CODE_REPORTS,
  type Moment,
  type Outbox,
  type OutboxLosses,
  type OutboxRow,
  type QuarantinedRow,
  type Settlement,
  type TroubleCodes,
  type TroubleCodesRow,
} from '../../ports/outbox.js';
import { isUndated, type TakenReading, type UndatedReading } from '../../ports/reading-source.js';

interface Report {
  readonly id: number;
  readonly codes: TroubleCodes;
  readonly moment: Moment;
}

/** What a memory outbox is bounded by and begins with. */
export interface MemoryOutboxOptions {
  /** Most rows that wait; without it there is no bound. */
  readonly mostRows?: number;
  /** The first row's number. */
  readonly firstSeq?: number;
}

/** An outbox that forgets when the process ends: for tests, and for what the disk does not take. */
export class MemoryOutbox implements Outbox {
  readonly id = randomUUID();
  private rows: OutboxRow[] = [];
  private undated: UndatedReading[] = [];
  private reports: Report[] = [];
  private reportsEver = 0;
  private nextSeq: number;
  private lastRow: { seq: number; time: number } | undefined;
  private kept: QuarantinedRow[] = [];
  private refusedEver = 0;
  private dropped = 0;
  private undatable = 0;

  constructor(private readonly options: MemoryOutboxOptions = {}) {
    this.nextSeq = options.firstSeq ?? 1;
  }

  append(readings: readonly TakenReading[]): void {
    for (const reading of readings) {
      if (isUndated(reading)) this.undated.push(structuredClone(reading));
      else this.push(structuredClone(reading));
    }
    this.keepBound();
  }

  date(boot: string, bootTimeMs: number): void {
    this.dropUndatable(boot);
    for (const { atMs, sensors } of this.undated) {
      const time = Math.round(bootTimeMs + atMs);
      if (followsInTime(time, this.lastRow?.time)) this.push({ time, sensors });
      else this.undatable += 1;
    }
    this.undated = [];
    this.reports = this.reports.map((report) =>
      'boot' in report.moment
        ? { ...report, moment: { time: Math.round(bootTimeMs + report.moment.atMs) } }
        : report,
    );
  }

  dropUndatable(boot: string): void {
    const datable = this.undated.filter((reading) => reading.boot === boot);
    this.undatable += this.undated.length - datable.length;
    this.undated = datable;
    this.reports = this.reports.filter(({ moment }) => !('boot' in moment) || moment.boot === boot);
  }

  dropOlder(beforeMs: number): void {
    const young = this.rows.filter(({ time }) => time >= beforeMs);
    this.dropped += this.rows.length - young.length;
    this.rows = young;
  }

  peek(limit: number, afterSeq = 0): readonly OutboxRow[] {
    return this.rows.filter((row) => row.seq > afterSeq).slice(0, limit);
  }

  settle({ acknowledged, refused }: Settlement): void {
    const reasons = new Map(refused.map((row) => [row.seq, row]));
    const gone = new Set(acknowledged);
    for (const row of this.rows) {
      const reason = reasons.get(row.seq);
      if (!reason) continue;
      gone.add(row.seq);
      this.kept.push({ ...row, code: reason.code, detail: reason.detail });
      this.refusedEver += 1;
    }
    this.rows = this.rows.filter((row) => !gone.has(row.seq));
    this.kept = this.kept.slice(-QUARANTINE_ROWS);
  }

  depth(): number {
    return this.rows.length + this.undated.length;
  }

  last(): { readonly seq: number; readonly time: number } | undefined {
    return this.lastRow;
  }

  quarantine(): { readonly kept: readonly QuarantinedRow[]; readonly total: number } {
    return { kept: this.kept, total: this.refusedEver };
  }

  appendTroubleCodes(codes: TroubleCodes, moment: Moment): void {
    this.reportsEver += 1;
    const report = { id: this.reportsEver, codes: structuredClone(codes), moment };
    this.reports = [...this.reports, report].slice(-TROUBLE_CODE_REPORTS);
  }

  peekTroubleCodes(limit: number): readonly TroubleCodesRow[] {
    return this.reports
      .flatMap(({ id, codes, moment }) =>
        'boot' in moment ? [] : [{ id, time: moment.time, ...codes }],
      )
      .slice(0, limit);
  }

  settleTroubleCodes(ids: readonly number[]): void {
    this.reports = this.reports.filter(({ id }) => !ids.includes(id));
  }

  losses(): OutboxLosses {
    return { dropped: this.dropped, undatable: this.undatable, damaged: 0 };
  }

  diskRefuses(): boolean {
    return false;
  }

  close(): void {
    this.rows = [];
  }

  /** Everything that waits, oldest first, for an outbox that takes it over; the reports with their moments. */
  contents(): {
    readonly readings: readonly TakenReading[];
    readonly reports: readonly { readonly codes: TroubleCodes; readonly moment: Moment }[];
  } {
    return {
      readings: [...this.undated, ...this.rows.map(({ time, sensors }) => ({ time, sensors }))],
      reports: this.reports,
    };
  }

  private push({ time, sensors }: Omit<OutboxRow, 'seq'>): void {
    const seq = this.nextSeq++;
    this.rows.push({ seq, time, sensors });
    this.lastRow = { seq, time };
  }

  private keepBound(): void {
    const { mostRows = Infinity } = this.options;
    let excess = this.depth() - mostRows;
    if (excess <= 0) return;
    this.dropped += excess;
    excess -= this.rows.splice(0, excess).length;
    this.undated.splice(0, excess);
  }
}
