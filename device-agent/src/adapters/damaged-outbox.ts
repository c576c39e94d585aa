import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TroubleCodes } from '../ports/outbox.js';
import type { TakenReading } from '../ports/reading-source.js';
import { decodeSensors } from './row-encoding.js';
import { closeAnyway } from './sqlite-outbox-file.js';
import type { Legacy } from './sqlite-outbox.js';

/** So many damaged files are kept for support; the oldest go. */
const KEPT = 3;
/** SQLite's files beside the main one: its log, and the log's index. */
const SIDES = ['', '-wal', '-shm'];
/** Rows that are read, and kept in memory, at a time. */
const CHUNK = 500;
/** Behind unreadable rows the gap doubles up to here (2^32 rows: 136 years at 1 Hz). */
const WIDEST_GAP = 2 ** 32;

/**
 * How many files of this outbox were ever set aside: each has its number in its name, so that the count outlives the file
 * that it counts.
 */
export function damagedEver(path: string): number {
  return Math.max(0, ...numbers(path));
}

/**
 * Puts a damaged outbox out of the way, under a name that tells its number, and gives that name. Of earlier ones the last
 * two stay. Throws the file system's errors.
 */
export function setAside(path: string): string {
  const earlier = numbers(path);
  const target = asideName(path, damagedEver(path) + 1);
  for (const side of SIDES) {
    if (existsSync(path + side)) renameSync(path + side, target + side);
  }
  for (const number of earlier.sort((a, b) => b - a).slice(KEPT - 1)) {
    for (const side of SIDES) rmSync(asideName(path, number) + side, { force: true });
  }
  return target;
}

/**
 * Reads what a damaged outbox still gives, part by part in its order; what it does not give is passed over. Throws what
 * `into` throws.
 */
export function salvage(path: string, into: (part: Legacy) => void): void {
  const database = attempt(() => new DatabaseSync(path, { readOnly: true, defensive: false }));
  if (!database) return;
  try {
    // Also a file that was cut off is read as far as it goes.
    attempt(() => {
      database.exec('PRAGMA writable_schema = ON');
    });
    into({ losses: readLosses(database) });
    for (const rows of chunks(database, 'undated', 'place')) {
      into({ readings: rows.flatMap(undatedOf) });
    }
    for (const rows of chunks(database, 'reading', 'seq')) {
      into({ readings: rows.flatMap(readingOf) });
    }
    for (const rows of chunks(database, 'report', 'id')) into({ reports: rows.flatMap(reportOf) });
  } finally {
    closeAnyway(database);
  }
}

type Row = Record<string, unknown>;

/** The rows of a table in the order of its key. Behind rows that cannot be read it looks further and further ahead. */
function* chunks(database: DatabaseSync, table: string, key: string): Generator<readonly Row[]> {
  let behind = 0;
  let gap = 1;
  let most = CHUNK;
  while (gap < WIDEST_GAP) {
    const found = attempt(() =>
      database
        .prepare(`SELECT * FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`)
        .all(behind, most),
    );
    if (found?.length === 0) return;
    if (found) {
      behind = Number(found.at(-1)?.[key]);
      gap = 1;
      yield found;
    } else if (most > 1) {
      // One row at a time up to the one that cannot be read.
      most = 1;
    } else {
      behind += gap;
      gap *= 2;
      most = CHUNK;
    }
  }
}

function readLosses(database: DatabaseSync): NonNullable<Legacy['losses']> {
  const mark = (name: string): number => {
    const row = attempt(() => database.prepare('SELECT value FROM mark WHERE name = ?').get(name));
    return Number(row?.['value'] ?? 0) || 0;
  };
  return { refused: mark('refused'), dropped: mark('dropped'), undatable: mark('undatable') };
}

function readingOf({ time, sensors }: Row): TakenReading[] {
  const decoded = attempt(() => decodeSensors(sensors as Uint8Array));
  return decoded ? [{ time: Number(time), sensors: decoded }] : [];
}

function undatedOf({ boot, at_ms: atMs, sensors }: Row): TakenReading[] {
  const decoded = attempt(() => decodeSensors(sensors as Uint8Array));
  return decoded ? [{ boot: String(boot), atMs: Number(atMs), sensors: decoded }] : [];
}

function reportOf({ boot, at_ms: at, codes }: Row): NonNullable<Legacy['reports']>[number][] {
  const decoded = attempt(() => JSON.parse(String(codes)) as TroubleCodes);
  if (!decoded) return [];
  const moment = typeof boot === 'string' ? { boot, atMs: Number(at) } : { time: Number(at) };
  return [{ codes: decoded, moment }];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function asideName(path: string, number: number): string {
  return `${path}.damaged-${number}`;
}

function numbers(path: string): number[] {
  const prefix = `${basename(path)}.damaged-`;
  const names = attempt(() => readdirSync(dirname(join(path)))) ?? [];
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter(Number.isInteger);
}
