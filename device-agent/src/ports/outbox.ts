import type { SampledReading } from './reading-source.js';

/** A reading that waits to be acknowledged. */
export interface OutboxRow extends SampledReading {
  /** Place in this outbox: from 1, increasing, never given twice. */
  readonly seq: number;
}

/** A row that the server will never store, and why. */
export interface RefusedRow {
  readonly seq: number;
  readonly code: string;
  readonly detail: string;
}

/** How an upload ended for its rows. */
export interface Settlement {
  /** Rows that are durable on the server. */
  readonly acknowledged: readonly number[];
  /** Rows that go to quarantine. */
  readonly refused: readonly RefusedRow[];
}

/** The agent's queue on disk: every reading stays until the server has acknowledged it. */
export interface Outbox {
  /** UUID of this queue: a new disk is a new outbox. */
  readonly id: string;
  /** All or nothing, durable when it returns. Throws when the disk refuses. */
  append(readings: readonly SampledReading[]): void;
  /** The oldest rows behind `afterSeq` (default: from the very first). */
  peek(limit: number, afterSeq?: number): readonly OutboxRow[];
  /** Takes acknowledged rows out and moves refused ones to quarantine, in one step. Rows that are not there are passed over. */
  settle(settlement: Settlement): void;
  /** Rows that wait. */
  depth(): number;
  /** The row that was appended last, even if it has long been settled. */
  last(): { readonly seq: number; readonly time: number } | undefined;
  /** Rows that were refused: still kept (at most `QUARANTINE_ROWS`), and ever. */
  quarantine(): { readonly kept: readonly QuarantinedRow[]; readonly total: number };
  close(): void;
}

/** A refused row as it is kept for support. */
export interface QuarantinedRow extends OutboxRow, RefusedRow {}

/** Most refused rows that an outbox keeps; the oldest go first, the count goes on. */
export const QUARANTINE_ROWS = 1000;

/** Another process has this outbox open. */
export class OutboxInUse extends Error {
  readonly code = 'OUTBOX.IN_USE';
  constructor(path: string) {
    super(`Another agent is already running on ${path}.`);
  }
}
