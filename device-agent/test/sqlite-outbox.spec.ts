import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteOutbox } from '../src/adapters/sqlite-outbox.js';
import { OutboxInUse } from '../src/ports/outbox.js';
import { compileAgent } from './twins/compiled.js';

const WRITER = join(__dirname, 'twins/outbox-writer.cjs');
const folder = mkdtempSync(join(tmpdir(), 'naif-outbox-'));

beforeAll(compileAgent, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('SqliteOutbox', () => {
  it('is the same outbox when it is opened again', () => {
    const path = join(folder, 'again.sqlite');
    const first = new SqliteOutbox(path);
    first.append(
      [1000, 2000, 3000].map((time) => ({ time, sensors: [{ sensor: 'obd2', rpm: 1 }] })),
    );
    first.settle({ acknowledged: [1], refused: [{ seq: 2, code: 'X', detail: 'why' }] });
    first.close();
    const second = new SqliteOutbox(path);
    expect(second.id).toBe(first.id);
    expect(second.depth()).toBe(1);
    expect(second.last()).toEqual({ seq: 3, time: 3000 });
    expect(second.peek(9)).toEqual([{ seq: 3, time: 3000, sensors: [{ sensor: 'obd2', rpm: 1 }] }]);
    expect(second.quarantine().total).toBe(1);
    second.close();
  });

  it('commits through to the disk', () => {
    const path = join(folder, 'durable.sqlite');
    new SqliteOutbox(path).close();
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
  });

  it('appends all or nothing', () => {
    const outbox = new SqliteOutbox(join(folder, 'atomic.sqlite'));
    const broken = { time: 1.5, sensors: [] };
    // The column takes integers only.
    expect(() => {
      outbox.append([{ time: 1000, sensors: [] }, broken]);
    }).toThrow();
    expect(outbox.depth()).toBe(0);
    expect(outbox.peek(9)).toEqual([]);
    expect(outbox.last()).toBeUndefined();
    outbox.append([{ time: 1000, sensors: [] }]);
    expect(outbox.depth()).toBe(1);
    outbox.close();
  });

  it('refuses a second opener, in this process and in another', () => {
    const path = join(folder, 'shared.sqlite');
    const outbox = new SqliteOutbox(path);
    expect(() => new SqliteOutbox(path)).toThrow(OutboxInUse);
    const other = spawnSync(process.execPath, [WRITER, path], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(other.stderr).toContain('Another agent is already running');
    outbox.close();
    new SqliteOutbox(path).close();
  }, 90_000);

  it('has every row that was committed after kill -9, once, and can be opened at once', async () => {
    const path = join(folder, 'killed.sqlite');
    let known = 0;
    for (let round = 0; round < 8; round += 1) {
      const told = await writeUntilKilled(path, 150 + Math.random() * 250);
      expect(told).toBeGreaterThan(known);
      const outbox = new SqliteOutbox(path);
      const last = outbox.last();
      // What was told is there; at most one more pair was committed and not told.
      expect([told, told + 2]).toContain(last?.seq);
      const rows = outbox.peek(1_000_000);
      expect(outbox.depth()).toBe(rows.length);
      expect(new Set(rows.map(({ seq }) => seq)).size).toBe(rows.length);
      expect(rows.every(({ seq, time }) => time === seq * 1000)).toBe(true);
      // Pairs are whole: the newest row is never the first of its pair.
      expect((last?.seq ?? 0) % 2).toBe(0);
      known = last?.seq ?? 0;
      outbox.close();
    }
  }, 30_000);
});

/** Lets a process append and kills it; gives the last row that it told of. */
async function writeUntilKilled(path: string, ms: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  let begun = false;
  writer.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
    if (!begun) setTimeout(() => writer.kill('SIGKILL'), ms);
    begun = true;
  });
  await new Promise((resolve) => writer.on('close', resolve));
  const lines = told.slice(0, told.lastIndexOf('\n')).split('\n');
  return Number(lines.at(-1));
}
