import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { OutboxInUse } from '../ports/outbox.js';
import { encodeSensors } from './row-encoding.js';
import { faultOf } from './sqlite-faults.js';

/**
 * `mark` remembers what no row tells any more: the outbox's name, its last row when that one is gone, and what was
 * refused, dropped or undatable, ever. `report.boot` is NULL for a report that is dated.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS reading (
  seq INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  sensors BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS undated (
  place INTEGER PRIMARY KEY,
  boot TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  sensors BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  boot TEXT,
  at_ms INTEGER NOT NULL,
  codes TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS refused (
  seq INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  sensors BLOB NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
/** 1 kept a row's sensors as text. */
const SCHEMA_VERSION = 2;
/**
 * A commit writes each page that it touched into the log, so that small pages make small commits: with 1 KiB a reading
 * costs about one block of the card (4 KiB) instead of two or three.
 */
const PAGE_BYTES = 1024;
/** The log is carried into the file every so many pages (2 MiB): a page that changed often is then written once. */
const CHECKPOINT_PAGES = 2048;
/** The newest and the oldest rows are what is needed; what lies between must not fill the memory of a Pi, KiB. */
const CACHE_KIB = 512;

/**
 * Opens or creates an outbox's file for this process alone, in WAL with `synchronous=FULL`: what was committed survives a
 * power cut. The lock is the kernel's, so that it ends with the process, even by kill -9. Throws `OutboxInUse` while
 * another process has it, and SQLite's own errors.
 */
export function openOutboxFile(path: string): DatabaseSync {
  createPrivately(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    // In exclusive mode the first write takes the lock, and only closing gives it back.
    database.exec('BEGIN EXCLUSIVE');
    prepareSchema(database);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    closeAnyway(database);
    throw faultOf(error) === 'busy' ? new OutboxInUse(path) : error;
  }
}

/** Closes a database, however damaged it is. */
export function closeAnyway(database: DatabaseSync): void {
  try {
    if (database.isOpen) database.close();
  } catch {
    // The file could not be brought to order; whoever opens it next finds that out again.
  }
}

/** Each statement that the outbox runs. */
export type OutboxStatements = ReturnType<typeof prepareStatements>;

/** Prepares the statements of an outbox. Throws SQLite's own errors. */
export function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  return {
    append: prepare('INSERT INTO reading VALUES (?, ?, ?)'),
    peek: prepare('SELECT * FROM reading WHERE seq > ? ORDER BY seq LIMIT ?'),
    has: prepare('SELECT 1 FROM reading WHERE seq = ?'),
    remove: prepare('DELETE FROM reading WHERE seq = ?'),
    newest: prepare('SELECT seq, time FROM reading ORDER BY seq DESC LIMIT 1'),
    removeOldest: prepare(
      'DELETE FROM reading WHERE seq IN (SELECT seq FROM reading ORDER BY seq LIMIT ?)',
    ),
    oldestTime: prepare('SELECT time FROM reading ORDER BY seq LIMIT 1'),
    removeOlder: prepare('DELETE FROM reading WHERE time < ?'),
    appendUndated: prepare('INSERT INTO undated (boot, at_ms, sensors) VALUES (?, ?, ?)'),
    undated: prepare('SELECT at_ms, sensors FROM undated WHERE boot = ? ORDER BY place'),
    removeUndated: prepare('DELETE FROM undated WHERE boot = ?'),
    removeOtherBoots: prepare('DELETE FROM undated WHERE boot <> ?'),
    removeOldestUndated: prepare(
      'DELETE FROM undated WHERE place IN (SELECT place FROM undated ORDER BY place LIMIT ?)',
    ),
    appendReport: prepare('INSERT INTO report (boot, at_ms, codes) VALUES (?, ?, ?)'),
    reports: prepare('SELECT * FROM report WHERE boot IS NULL ORDER BY id LIMIT ?'),
    undatedReports: prepare('SELECT 1 FROM report WHERE boot IS NOT NULL LIMIT 1'),
    removeReport: prepare('DELETE FROM report WHERE id = ?'),
    trimReports: prepare(
      'DELETE FROM report WHERE id NOT IN (SELECT id FROM report ORDER BY id DESC LIMIT ?)',
    ),
    dateReports: prepare(
      'UPDATE report SET boot = NULL, at_ms = CAST(round(at_ms + ?) AS INTEGER) WHERE boot = ?',
    ),
    removeReportsOfOtherBoots: prepare('DELETE FROM report WHERE boot <> ?'),
    refuse: prepare(
      'INSERT OR IGNORE INTO refused SELECT seq, time, sensors, ?, ? FROM reading WHERE seq = ?',
    ),
    refused: prepare('SELECT * FROM refused ORDER BY seq'),
    trimRefused: prepare(
      'DELETE FROM refused WHERE seq NOT IN (SELECT seq FROM refused ORDER BY seq DESC LIMIT ?)',
    ),
    count: prepare('SELECT count(*) AS n FROM reading'),
    countUndated: prepare('SELECT count(*) AS n FROM undated'),
    mark: prepare('SELECT value FROM mark WHERE name = ?'),
    setMark: prepare(
      'INSERT INTO mark VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
  };
}

function prepareSchema(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version === 1) {
    database.exec('ALTER TABLE reading RENAME TO text_reading');
    database.exec('ALTER TABLE refused RENAME TO text_refused');
  }
  database.exec(SCHEMA);
  if (version === 1) encodeTexts(database);
  if (version < SCHEMA_VERSION) database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** Brings the rows of version 1 over. */
function encodeTexts(database: DatabaseSync): void {
  for (const [table, values] of [
    ['reading', '?, ?, ?'],
    ['refused', '?, ?, ?, ?, ?'],
  ] as const) {
    const insert = database.prepare(`INSERT INTO ${table} VALUES (${values})`);
    for (const row of database.prepare(`SELECT * FROM text_${table}`).all()) {
      const { seq, time, sensors, ...reason } = row;
      const bytes = encodeSensors(JSON.parse(String(sensors)) as never);
      insert.run(Number(seq), Number(time), bytes, ...Object.values(reason));
    }
    database.exec(`DROP TABLE text_${table}`);
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
