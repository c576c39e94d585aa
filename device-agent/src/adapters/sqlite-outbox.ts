import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import {
  followsInTime,
  QUARANTINE_ROWS,
  TROUBLE_CODE_REPORTS,
  type Moment,
  type Outbox,
  type OutboxLosses,
  type OutboxRow,
  type QuarantinedRow,
  type RefusedRow,
  type Settlement,
  type TroubleCodes,
  type TroubleCodesRow,
} from '../ports/outbox.js';
import { isUndated, type SensorEntry, type TakenReading } from '../ports/reading-source.js';
import { decodeSensors, encodeSensors } from './row-encoding.js';
import { RowDamaged } from './sqlite-faults.js';
import {
  closeAnyway,
  openOutboxFile,
  prepareStatements,
  type OutboxStatements,
} from './sqlite-outbox-file.js';

/** The outbox's bound, and the disk's. */
export interface SqliteOutboxOptions {
  /** Most bytes that rows take in the file; the oldest go first. The file itself stays below a hundredth more. */
  readonly mostBytes?: number;
  /** The last row of the outbox whose place a new one takes: numbers go on behind it. */
  readonly after?: LastRow;
}

interface LastRow {
  readonly seq: number;
  readonly time: number;
}

/** What an outbox takes over from another one. */
export interface Legacy {
  readonly readings?: readonly TakenReading[];
  readonly reports?: readonly { readonly codes: TroubleCodes; readonly moment: Moment }[];
  /** What the other one has lost, ever. */
  readonly losses?: {
    readonly refused: number;
    readonly dropped: number;
    readonly undatable: number;
  };
}

/** 512 MiB: at about 200 bytes a row a month without a pause at 1 Hz, years at an hour a day; a small part of any card. */
export const OUTBOX_BYTES = 512 * 1024 * 1024;
/** So many settled rows are taken out at once; fewer go with the next commit, which spares the card one of its own. */
const SETTLE_AT_ONCE = 50;
/** A full outbox gives up this part of its rows at a time, so that it need not do so in every commit. */
const DROP_PART = 1 / 256;

/** What a transaction changed in the numbers that are kept in memory. */
interface Change {
  waiting: number;
  undated: number;
  dropped: number;
  undatable: number;
  refused: number;
  last: LastRow | undefined;
}

/** The outbox in one SQLite file. Every method may throw SQLite's errors; nothing is then half done. */
export class SqliteOutbox implements Outbox {
  readonly id: string;
  private readonly database: DatabaseSync;
  private readonly statements: OutboxStatements;
  private readonly mostBytes: number;
  private state: Change;
  /** Settled rows that the file still has; with the reason if they are refused. */
  private readonly settling = new Map<number, RefusedRow | undefined>();

  /** Opens or creates `path`; throws `OutboxInUse` while another process has it. */
  constructor(path: string, { mostBytes = OUTBOX_BYTES, after }: SqliteOutboxOptions = {}) {
    this.mostBytes = mostBytes;
    this.database = openOutboxFile(path);
    try {
      this.statements = prepareStatements(this.database);
      this.id = this.mark('outbox') ?? this.name(after);
      this.state = this.readState();
    } catch (error) {
      closeAnyway(this.database);
      throw error;
    }
  }

  append(readings: readonly TakenReading[]): void {
    if (readings.length > 0) this.adopt({ readings });
  }

  /** Takes over what another outbox had, in one step. */
  adopt({ readings = [], reports = [], losses }: Legacy): void {
    this.commit((change) => {
      for (const reading of readings) this.take(change, reading);
      this.keepBound(change, readings.length);
      for (const { codes, moment } of reports) this.insertReport(codes, moment);
      change.refused += losses?.refused ?? 0;
      change.dropped += losses?.dropped ?? 0;
      change.undatable += losses?.undatable ?? 0;
    });
  }

  date(boot: string, bootTimeMs: number): void {
    if (this.state.undated === 0 && !this.hasUndatedReports()) return;
    this.commit((change) => {
      this.removeUndatable(change, boot);
      for (const row of this.statements.undated.all(boot)) {
        const time = Math.round(bootTimeMs + Number(row['at_ms']));
        change.undated -= 1;
        if (!followsInTime(time, change.last?.time)) change.undatable += 1;
        else this.insert(change, time, blob(row['sensors']));
      }
      this.statements.removeUndated.run(boot);
      this.statements.dateReports.run(bootTimeMs, boot);
    });
  }

  dropUndatable(boot: string): void {
    if (this.state.undated === 0 && !this.hasUndatedReports()) return;
    this.commit((change) => {
      this.removeUndatable(change, boot);
    });
  }

  dropOlder(beforeMs: number): void {
    const oldest = this.statements.oldestTime.get()?.['time'];
    if (oldest === undefined || Number(oldest) >= beforeMs) return;
    this.commit((change) => {
      const gone = Number(this.statements.removeOlder.run(beforeMs).changes);
      change.waiting -= gone;
      change.dropped += gone;
    });
  }

  peek(limit: number, afterSeq = 0): readonly OutboxRow[] {
    const rows: OutboxRow[] = [];
    let behind = afterSeq;
    while (rows.length < limit) {
      const found = this.statements.peek.all(behind, limit - rows.length);
      if (found.length === 0) break;
      behind = Number(found.at(-1)?.['seq']);
      rows.push(...found.filter((row) => !this.settling.has(Number(row['seq']))).map(toRow));
    }
    return rows;
  }

  settle({ acknowledged, refused }: Settlement): void {
    for (const seq of acknowledged) if (this.waits(seq)) this.settling.set(seq, undefined);
    for (const row of refused) if (this.waits(row.seq)) this.settling.set(row.seq, row);
    if (refused.length > 0 || this.settling.size >= SETTLE_AT_ONCE) this.flush();
  }

  depth(): number {
    const { waiting, undated } = this.state;
    return waiting + undated - this.settling.size;
  }

  last(): { readonly seq: number; readonly time: number } | undefined {
    return this.state.last;
  }

  quarantine(): { readonly kept: readonly QuarantinedRow[]; readonly total: number } {
    const kept = this.statements.refused.all().map((row) => ({
      ...toRow(row),
      code: String(row['code']),
      detail: String(row['detail']),
    }));
    return { kept, total: this.state.refused };
  }

  appendTroubleCodes(codes: TroubleCodes, moment: Moment): void {
    this.adopt({ reports: [{ codes, moment }] });
  }

  peekTroubleCodes(limit: number): readonly TroubleCodesRow[] {
    return this.statements.reports.all(limit).map((row) => ({
      id: Number(row['id']),
      time: Number(row['at_ms']),
      // Written by `appendTroubleCodes` from the same type.
      ...(JSON.parse(String(row['codes'])) as TroubleCodes),
    }));
  }

  settleTroubleCodes(ids: readonly number[]): void {
    if (ids.length === 0) return;
    this.commit(() => {
      for (const id of ids) this.statements.removeReport.run(id);
    });
  }

  losses(): OutboxLosses {
    const { dropped, undatable } = this.state;
    return { dropped, undatable, damaged: 0 };
  }

  diskRefuses(): boolean {
    return false;
  }

  /** Takes settled rows off the disk now. */
  flush(): void {
    if (this.settling.size > 0) this.commit(() => undefined);
  }

  close(): void {
    try {
      if (this.database.isOpen) this.flush();
    } finally {
      this.abandon();
    }
  }

  /** Lets the file go as it is; never throws. */
  abandon(): void {
    closeAnyway(this.database);
  }

  private waits(seq: number): boolean {
    return !this.settling.has(seq) && this.statements.has.get(seq) !== undefined;
  }

  private hasUndatedReports(): boolean {
    return this.statements.undatedReports.get() !== undefined;
  }

  /** One transaction: what is settled goes, `work` is done; the numbers in memory follow when it is durable. */
  private commit(work: (change: Change) => void): void {
    const settled = [...this.settling];
    const change = { ...this.state };
    this.database.exec('BEGIN IMMEDIATE');
    try {
      this.takeOut(settled, change);
      work(change);
      this.writeMarks(change);
      this.database.exec('COMMIT');
    } catch (error) {
      // SQLite itself rolls back on some errors (a full disk); a second ROLLBACK would then hide the cause.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
    this.state = change;
    for (const [seq] of settled) this.settling.delete(seq);
  }

  private takeOut(settled: readonly (readonly [number, RefusedRow | undefined])[], change: Change) {
    for (const [seq, refused] of settled) {
      if (refused) {
        change.refused += Number(
          this.statements.refuse.run(refused.code, refused.detail, seq).changes,
        );
      }
      change.waiting -= Number(this.statements.remove.run(seq).changes);
    }
    if (change.refused > this.state.refused) this.statements.trimRefused.run(QUARANTINE_ROWS);
  }

  private take(change: Change, reading: TakenReading): void {
    const sensors = encodeSensors(reading.sensors);
    if (!isUndated(reading)) {
      this.insert(change, reading.time, sensors);
      return;
    }
    this.statements.appendUndated.run(reading.boot, Math.round(reading.atMs), sensors);
    change.undated += 1;
  }

  private insertReport(codes: TroubleCodes, moment: Moment): void {
    const [boot, at] = 'boot' in moment ? [moment.boot, moment.atMs] : [null, moment.time];
    this.statements.appendReport.run(boot, Math.round(at), JSON.stringify(codes));
    this.statements.trimReports.run(TROUBLE_CODE_REPORTS);
  }

  private insert(change: Change, time: number, sensors: Uint8Array): void {
    const seq = (change.last?.seq ?? 0) + 1;
    this.statements.append.run(seq, time, sensors);
    change.last = { seq, time };
    change.waiting += 1;
  }

  private removeUndatable(change: Change, boot: string): void {
    const gone = Number(this.statements.removeOtherBoots.run(boot).changes);
    change.undated -= gone;
    change.undatable += gone;
    this.statements.removeReportsOfOtherBoots.run(boot);
  }

  /** The oldest go first: what is newest is what people wait for. */
  private keepBound(change: Change, appended: number): void {
    const pragma = (name: string): number =>
      Number(this.database.prepare(`PRAGMA ${name}`).get()?.[name]);
    const bytes = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
    if (bytes <= this.mostBytes) return;
    const rows = change.waiting + change.undated;
    const excess = Math.max(appended, Math.ceil(rows * DROP_PART));
    const dated = Number(this.statements.removeOldest.run(excess).changes);
    const undated =
      dated < excess ? Number(this.statements.removeOldestUndated.run(excess - dated).changes) : 0;
    change.waiting -= dated;
    change.undated -= undated;
    change.dropped += dated + undated;
  }

  /** Writes down what no row tells. The last row tells of itself as long as it is there. */
  private writeMarks(change: Change): void {
    for (const name of ['refused', 'dropped', 'undatable'] as const) {
      if (change[name] !== this.state[name])
        this.statements.setMark.run(name, String(change[name]));
    }
    const { last } = change;
    if (last && Number(this.statements.newest.get()?.['seq'] ?? 0) !== last.seq) {
      this.statements.setMark.run('last', `${last.seq} ${last.time}`);
    }
  }

  private readState(): Change {
    const count = (row: Record<string, unknown> | undefined): number => Number(row?.['n']);
    const { newest } = this.statements;
    const row = newest.get();
    const [seq = 0, time = 0] = this.mark('last')?.split(' ').map(Number) ?? [];
    const tells = row !== undefined && Number(row['seq']) >= seq;
    const last = tells ? { seq: Number(row['seq']), time: Number(row['time']) } : { seq, time };
    return {
      waiting: count(this.statements.count.get()),
      undated: count(this.statements.countUndated.get()),
      dropped: Number(this.mark('dropped') ?? 0),
      undatable: Number(this.mark('undatable') ?? 0),
      refused: Number(this.mark('refused') ?? 0),
      last: last.seq > 0 ? last : undefined,
    };
  }

  private name(after: LastRow | undefined): string {
    const id = randomUUID();
    this.statements.setMark.run('outbox', id);
    if (after) this.statements.setMark.run('last', `${after.seq} ${after.time}`);
    return id;
  }

  private mark(name: string): string | undefined {
    const value = this.statements.mark.get(name)?.['value'];
    return value === undefined ? undefined : String(value);
  }
}

function toRow(row: Record<string, unknown>): OutboxRow {
  return {
    seq: Number(row['seq']),
    time: Number(row['time']),
    sensors: sensorsOf(row),
  };
}

function sensorsOf(row: Record<string, unknown>): readonly SensorEntry[] {
  try {
    return decodeSensors(blob(row['sensors']));
  } catch (error) {
    throw new RowDamaged(`Row ${String(row['seq'])}: ${String(error)}`);
  }
}

function blob(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new RowDamaged('A row holds no bytes.');
  return value;
}
