import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  OutboxInUse,
  QUARANTINE_ROWS,
  type Outbox,
  type OutboxRow,
  type QuarantinedRow,
  type Settlement,
} from '../ports/outbox.js';
import type { SampledReading, SensorEntry } from '../ports/reading-source.js';

/**
 * `AUTOINCREMENT` keeps a number from being given twice after its row was deleted. `mark` remembers the
 * last row and the refusals of all time when their rows are gone.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS reading (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  sensors TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS refused (
  seq INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  sensors TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
const SCHEMA_VERSION = 1;
/** SQLITE_BUSY: somebody else holds the lock. */
const SQLITE_BUSY = 5;

/**
 * The outbox in one SQLite file. WAL with `synchronous=FULL`: what `append` has committed survives a power
 * cut. The exclusive lock is the kernel's, so that it ends with the process, even by kill -9.
 */
export class SqliteOutbox implements Outbox {
  readonly id: string;
  private readonly database: DatabaseSync;
  private readonly statements: Statements;
  private waiting: number;
  private lastRow: { seq: number; time: number } | undefined;
  private refusedEver: number;

  /** Opens or creates `path`; throws `OutboxInUse` while another process has it. */
  constructor(path: string) {
    this.database = openExclusively(path);
    this.database.exec(SCHEMA);
    this.statements = prepare(this.database);
    this.id = this.mark('outbox') ?? this.name();
    this.waiting = Number(this.database.prepare('SELECT count(*) AS n FROM reading').get()?.['n']);
    this.refusedEver = Number(this.mark('refused') ?? 0);
    const last = this.mark('last');
    if (last) {
      const [seq, time] = last.split(' ').map(Number);
      if (seq !== undefined && time !== undefined) this.lastRow = { seq, time };
    }
  }

  append(readings: readonly SampledReading[]): void {
    if (readings.length === 0) return;
    const last = this.transaction(() => {
      let row = this.lastRow;
      for (const { time, sensors } of readings) {
        const { lastInsertRowid } = this.statements.append.run(time, JSON.stringify(sensors));
        row = { seq: Number(lastInsertRowid), time };
      }
      if (row) this.statements.setMark.run('last', `${row.seq} ${row.time}`);
      return row;
    });
    this.lastRow = last;
    this.waiting += readings.length;
  }

  peek(limit: number, afterSeq = 0): readonly OutboxRow[] {
    return this.statements.peek.all(afterSeq, limit).map(toRow);
  }

  settle({ acknowledged, refused }: Settlement): void {
    const moved = this.transaction(() => {
      let gone = 0;
      let newlyRefused = 0;
      for (const { seq, code, detail } of refused) {
        newlyRefused += Number(this.statements.refuse.run(code, detail, seq).changes);
        gone += Number(this.statements.remove.run(seq).changes);
      }
      for (const seq of acknowledged) gone += Number(this.statements.remove.run(seq).changes);
      if (newlyRefused > 0) {
        this.statements.trimRefused.run(QUARANTINE_ROWS);
        this.statements.setMark.run('refused', String(this.refusedEver + newlyRefused));
      }
      return { gone, newlyRefused };
    });
    this.waiting -= moved.gone;
    this.refusedEver += moved.newlyRefused;
  }

  depth(): number {
    return this.waiting;
  }

  last(): { readonly seq: number; readonly time: number } | undefined {
    return this.lastRow;
  }

  quarantine(): { readonly kept: readonly QuarantinedRow[]; readonly total: number } {
    const kept = this.statements.refused.all().map((row) => ({
      ...toRow(row),
      code: String(row['code']),
      detail: String(row['detail']),
    }));
    return { kept, total: this.refusedEver };
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  private name(): string {
    const id = randomUUID();
    this.statements.setMark.run('outbox', id);
    return id;
  }

  private mark(name: string): string | undefined {
    const value = this.statements.mark.get(name)?.['value'];
    return value === undefined ? undefined : String(value);
  }

  private transaction<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite itself rolls back on some errors (a full disk); a second ROLLBACK would then hide the cause.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }
}

interface Statements {
  readonly append: StatementSync;
  readonly peek: StatementSync;
  readonly remove: StatementSync;
  readonly refuse: StatementSync;
  readonly refused: StatementSync;
  readonly trimRefused: StatementSync;
  readonly mark: StatementSync;
  readonly setMark: StatementSync;
}

function prepare(database: DatabaseSync): Statements {
  return {
    append: database.prepare('INSERT INTO reading (time, sensors) VALUES (?, ?)'),
    peek: database.prepare('SELECT * FROM reading WHERE seq > ? ORDER BY seq LIMIT ?'),
    remove: database.prepare('DELETE FROM reading WHERE seq = ?'),
    refuse: database.prepare(
      'INSERT OR IGNORE INTO refused SELECT seq, time, sensors, ?, ? FROM reading WHERE seq = ?',
    ),
    refused: database.prepare('SELECT * FROM refused ORDER BY seq'),
    trimRefused: database.prepare(
      'DELETE FROM refused WHERE seq NOT IN (SELECT seq FROM refused ORDER BY seq DESC LIMIT ?)',
    ),
    mark: database.prepare('SELECT value FROM mark WHERE name = ?'),
    setMark: database.prepare(
      'INSERT INTO mark VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
  };
}

function openExclusively(path: string): DatabaseSync {
  createPrivately(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    // In exclusive mode the first write takes the lock, and only closing gives it back.
    database.exec(`BEGIN EXCLUSIVE; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    return database;
  } catch (error) {
    database.close();
    throw isBusy(error) ? new OutboxInUse(path) : error;
  }
}

/**
 * Where a car was is nobody else's business; SQLite gives its side files the mode of this one. A file that
 * exists is not even opened: closing it again would drop the lock that this process may have on it (POSIX).
 */
function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function isBusy(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  // The lowest byte is the kind; the others say more (SQLITE_BUSY_RECOVERY, …).
  return (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}

function toRow(row: Record<string, unknown>): OutboxRow {
  return {
    seq: Number(row['seq']),
    time: Number(row['time']),
    // Written by `append` from the same type.
    sensors: JSON.parse(String(row['sensors'])) as SensorEntry[],
  };
}
