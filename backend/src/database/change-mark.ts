/**
 * SQL for "up to here everything is over": the number of the oldest transaction that still writes. Whatever is not to be
 * seen yet was, or will be, written by a transaction with this number or a later one, however late it commits. So a table
 * whose rows carry the number of the transaction that wrote them (`changed_in`) is read on from a mark without a gap:
 * take the mark first, then read what changed since the mark before.
 */
export const MARK_NOW = 'pg_snapshot_xmin(pg_current_snapshot())::text';

/** Where reading left off; see `MARK_NOW`. Only whoever gave it can read it. */
export type ChangeMark = string;

/** Whether the database has come as far as the mark; not so one that was restored from a backup: it counts anew. */
export function isReached(mark: ChangeMark, now: ChangeMark): boolean {
  return BigInt(mark) <= BigInt(now);
}
