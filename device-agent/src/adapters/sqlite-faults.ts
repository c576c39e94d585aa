/**
 * What an error of SQLite or of the file system means for an outbox: `busy` another process has it, `damaged` its file
 * cannot be read as what it is, `refused` the disk does not take (or does not give) the file just now, `other` a fault of
 * this program.
 */
export type OutboxFault = 'busy' | 'damaged' | 'refused' | 'other';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const MEANINGS: Readonly<Record<number, OutboxFault>> = {
  3: 'refused', // PERM
  5: 'busy', // BUSY
  8: 'refused', // READONLY
  10: 'refused', // IOERR, but for those below
  11: 'damaged', // CORRUPT
  13: 'refused', // FULL
  14: 'refused', // CANTOPEN
  26: 'damaged', // NOTADB
};
/** Extended codes of IOERR that say that the disk gives other bytes than it was given, or none: READ, SHORT_READ, DATA, CORRUPTFS. */
const UNREADABLE: ReadonlySet<number> = new Set([266, 522, 8202, 8458]);

/** A row's bytes are not what was written. */
export class RowDamaged extends Error {
  readonly code = 'OUTBOX.ROW_DAMAGED';
}

/** Says what an error means for an outbox. */
export function faultOf(error: unknown): OutboxFault {
  if (error instanceof RowDamaged) return 'damaged';
  if (typeof error !== 'object' || error === null) return 'other';
  if ('errcode' in error) {
    const code = Number(error.errcode);
    return UNREADABLE.has(code) ? 'damaged' : (MEANINGS[code & 0xff] ?? 'other');
  }
  // Node's own file-system calls: ENOSPC, EROFS, EACCES, EIO, …
  return 'syscall' in error ? 'refused' : 'other';
}
