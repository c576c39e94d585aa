import type { SampledReading, TakenReading, UndatedMoment } from './reading-source.js';

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

/** The trouble codes that a car told at one moment. */
export interface TroubleCodes {
  /** Whether the malfunction lamp is on. */
  readonly mil: boolean;
  /** Codes such as `P0301`: stored (mode 03), pending (07), permanent (0A). */
  readonly stored: readonly string[];
  readonly pending: readonly string[];
  readonly permanent: readonly string[];
}

/** When something was: dated, or still to be dated. */
export type Moment = { readonly time: number } | UndatedMoment;

/** A trouble-code report that waits to be acknowledged. */
export interface TroubleCodesRow extends TroubleCodes {
  /** Among this outbox's reports: from 1, increasing. */
  readonly id: number;
  /** When they were read, ms since the epoch. */
  readonly time: number;
}

/** What an outbox gave up, ever: numbers that go into the status. */
export interface OutboxLosses {
  /** Readings that went because the outbox was full, or because they were too old. */
  readonly dropped: number;
  /** Readings whose time could never be told. */
  readonly undatable: number;
  /** Outbox files that were damaged and set aside. */
  readonly damaged: number;
}

/** The agent's queue on disk: every reading stays until the server has acknowledged it. */
export interface Outbox {
  /** UUID of the queue whose rows `peek` gives now: a new disk is a new outbox. */
  readonly id: string;
  /**
   * All or nothing, durable when it returns. Undated readings wait apart until `date`. When the outbox is full, the
   * oldest rows go and are counted.
   */
  append(readings: readonly TakenReading[]): void;
  /**
   * Dates what waits undated of a boot, in one step and in its order, by the time (ms since the epoch) at which that
   * boot's monotonic clock stood at 0. Rows that would not lie behind `last` are given up (see `followsInTime`). What is
   * undated from other boots can never be dated: it goes too.
   */
  date(boot: string, bootTimeMs: number): void;
  /** Gives up what is undated from other boots than this one. */
  dropUndatable(boot: string): void;
  /** Gives up rows that are older than `beforeMs` (ms since the epoch). */
  dropOlder(beforeMs: number): void;
  /** The oldest dated rows behind `afterSeq` (default: from the very first). */
  peek(limit: number, afterSeq?: number): readonly OutboxRow[];
  /**
   * Takes acknowledged rows out and moves refused ones to quarantine, in one step. Rows that are not there are passed
   * over. What is settled is not given by `peek` any more; on the disk it may go with the next commit.
   */
  settle(settlement: Settlement): void;
  /** Rows that wait, dated or not. */
  depth(): number;
  /** The dated row that was appended last, even if it has long been settled. */
  last(): { readonly seq: number; readonly time: number } | undefined;
  /** Rows that were refused: still kept (at most `QUARANTINE_ROWS`), and ever. */
  quarantine(): { readonly kept: readonly QuarantinedRow[]; readonly total: number };
  /** Keeps a report until it is settled; at most `TROUBLE_CODE_REPORTS`, the oldest go first. */
  appendTroubleCodes(codes: TroubleCodes, moment: Moment): void;
  /** The oldest dated reports. */
  peekTroubleCodes(limit: number): readonly TroubleCodesRow[];
  /** Takes delivered reports out, by their `id`. */
  settleTroubleCodes(ids: readonly number[]): void;
  losses(): OutboxLosses;
  /** Whether the disk does not take what is written: rows are then kept in memory. */
  diskRefuses(): boolean;
  close(): void;
}

/** A refused row as it is kept for support. */
export interface QuarantinedRow extends OutboxRow, RefusedRow {}

/** Most refused rows that an outbox keeps; the oldest go first, the count goes on. */
export const QUARANTINE_ROWS = 1000;

/** Most trouble-code reports that wait: a car whose codes change daily fills it in half a year. */
export const TROUBLE_CODE_REPORTS = 200;

/** A last row this far ahead (ms) was dated by a wrong clock: what comes now is not measured by it. */
export const SET_BACK_MS = 60_000;

/**
 * Whether a row dated `time` may come after one dated `lastTime`. Times increase strictly; only behind a time that lies
 * more than `SET_BACK_MS` ahead the order begins anew, so that a clock that was once far wrong does not silence a vehicle.
 */
export function followsInTime(time: number, lastTime: number | undefined): boolean {
  return lastTime === undefined || time > lastTime || lastTime - time > SET_BACK_MS;
}

/** Another process has this outbox open. */
export class OutboxInUse extends Error {
  readonly code = 'OUTBOX.IN_USE';
  constructor(path: string) {
    super(`Another agent is already running on ${path}.`);
  }
}
