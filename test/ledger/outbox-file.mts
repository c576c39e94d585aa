import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { valuesOf, type Noted } from './ledger.mts';

const FILE = 'outbox.sqlite';
/** How the agent packs a row; compiled when the first outbox is read. */
const ROW_ENCODING = '../../device-agent/dist/src/adapters/row-encoding.js';
const require = createRequire(import.meta.url);

/** What an agent's outbox holds. */
export interface OutboxContents {
  readonly outbox: string;
  /** The highest number that was ever given. */
  readonly lastSeq: number;
  /** Rows that wait for their receipt. */
  readonly waiting: readonly Noted[];
  readonly refused: number;
}

/**
 * Reads the outbox of an agent that does not run. A copy is opened, with its write-ahead log, so that what is committed is
 * seen and nothing is changed. `undefined`: there is none yet.
 */
export function readOutbox(stateFolder: string, carId: string): OutboxContents | undefined {
  if (!existsSync(join(stateFolder, FILE))) return undefined;
  const copy = mkdtempSync(join(tmpdir(), 'naif-outbox-'));
  try {
    for (const end of ['', '-wal']) {
      const from = join(stateFolder, `${FILE}${end}`);
      if (existsSync(from)) cpSync(from, join(copy, `${FILE}${end}`));
    }
    return contents(new DatabaseSync(join(copy, FILE)), carId);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function contents(database: DatabaseSync, carId: string): OutboxContents | undefined {
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'mark'").all();
    if (tables.length === 0) return undefined;
    const mark = (name: string): string | undefined => {
      const value = database.prepare('SELECT value FROM mark WHERE name = ?').get(name)?.['value'];
      return typeof value === 'string' ? value : undefined;
    };
    const outbox = mark('outbox');
    if (outbox === undefined) return undefined;
    const { decodeSensors } = require(ROW_ENCODING) as {
      decodeSensors: (bytes: unknown) => readonly unknown[];
    };
    const waiting = database.prepare('SELECT seq, time, sensors FROM reading ORDER BY seq').all();
    return {
      outbox,
      // The mark is older than the last row as long as that one is there.
      lastSeq: Math.max(
        Number(mark('last')?.split(' ')[0] ?? 0),
        Number(waiting.at(-1)?.['seq'] ?? 0),
      ),
      waiting: waiting.map(({ seq, time, sensors }) => ({
        carId,
        outbox,
        seq: Number(seq),
        timeMs: Number(time),
        values: valuesOf(decodeSensors(sensors)),
      })),
      refused: Number(mark('refused') ?? 0),
    };
  } finally {
    database.close();
  }
}
