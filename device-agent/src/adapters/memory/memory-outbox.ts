import { randomUUID } from 'node:crypto';
import {
  QUARANTINE_ROWS,
  type Outbox,
  type OutboxRow,
  type QuarantinedRow,
  type Settlement,
} from '../../ports/outbox.js';
import type { SampledReading } from '../../ports/reading-source.js';

/** An outbox that forgets: for tests. */
export class MemoryOutbox implements Outbox {
  readonly id = randomUUID();
  private rows: OutboxRow[] = [];
  private lastRow: { seq: number; time: number } | undefined;
  private kept: QuarantinedRow[] = [];
  private refusedEver = 0;

  append(readings: readonly SampledReading[]): void {
    for (const { time, sensors } of readings) {
      const seq = (this.lastRow?.seq ?? 0) + 1;
      this.rows.push({ seq, time, sensors: structuredClone(sensors) });
      this.lastRow = { seq, time };
    }
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
    return this.rows.length;
  }

  last(): { readonly seq: number; readonly time: number } | undefined {
    return this.lastRow;
  }

  quarantine(): { readonly kept: readonly QuarantinedRow[]; readonly total: number } {
    return { kept: this.kept, total: this.refusedEver };
  }

  close(): void {
    this.rows = [];
  }
}
