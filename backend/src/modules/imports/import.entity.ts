import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ImportKind } from './import-columns.js';

/** What is done with a file: first it is checked, then, if somebody wants it, its records are entered. */
export const IMPORT_STEPS = ['check', 'import'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

/**
 * Where an import stands: it waits for its turn or runs; it was found faulty, or ready to be entered; it is done, was
 * cancelled, interrupted by the server's end, or failed for a reason of ours.
 */
export const IMPORT_STATES = [
  'waiting',
  'running',
  'faulty',
  'ready',
  'done',
  'cancelled',
  'interrupted',
  'failed',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A file of which records are made. */
@Entity('imports')
export class Import {
  @PrimaryColumn('uuid')
  id!: string;

  /** Whose it is. */
  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** The login from which it was asked for. */
  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text')
  kind!: ImportKind;

  @Column('text', { name: 'file_name' })
  fileName!: string;

  /** The file itself, until nobody needs it any more. */
  @Column({ type: 'bytea', nullable: true, select: false })
  file?: Buffer | null;

  @Column('text', { default: 'check' })
  step!: ImportStep;

  @Column('text', { default: 'waiting' })
  state!: ImportState;

  /** Somebody wants it to stop. */
  @Column('boolean', { name: 'is_cancelled', default: false })
  isCancelled!: boolean;

  /** Lines after the header; `null` until they are counted. */
  @Column('integer', { name: 'lines_total', nullable: true })
  linesTotal!: number | null;

  @Column('integer', { name: 'lines_done', default: 0 })
  linesDone!: number;

  @Column('integer', { default: 0 })
  faults!: number;

  @Column('integer', { name: 'faulty_lines', default: 0 })
  faultyLines!: number;

  /** Columns of the file that mean nothing to us. */
  @Column('text', { name: 'ignored_columns', array: true, default: () => "'{}'" })
  ignoredColumns!: string[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'queued_at' })
  queuedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
