import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  closeSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LastingOutbox, type LastingOutboxOptions } from '../src/adapters/lasting-outbox.js';
import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import { SilentLog } from '../src/adapters/memory/silent-log.js';
import type { SampledReading } from '../src/ports/reading-source.js';

const folder = mkdtempSync(join(tmpdir(), 'naif-lasting-'));
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const reading = (second: number): SampledReading => ({
  time: second * 1000,
  sensors: [{ sensor: 'obd2', rpm: 800 + second, coolant_temp: 80, engine_load: second % 100 }],
});
const readings = (first: number, last: number): SampledReading[] =>
  Array.from({ length: last - first + 1 }, (_, index) => reading(first + index));

function place() {
  const path = join(folder, String((files += 1)), 'outbox.sqlite');
  mkdirSync(join(path, '..'));
  const clock = new ManualClock();
  const log = new SilentLog();
  const open = (options?: LastingOutboxOptions): LastingOutbox =>
    new LastingOutbox(path, { clock, log }, options);
  const aside = (): string[] =>
    readdirSync(join(path, '..')).filter((name) => /damaged-\d+$/.test(name));
  return { path, clock, log, open, aside };
}

/** Everything that waits, by its event time in seconds; peeked in portions as an upload does. */
function seconds(outbox: LastingOutbox): number[] {
  const found: number[] = [];
  let after = 0;
  for (;;) {
    const rows = outbox.peek(500, after);
    if (rows.length === 0) return found;
    found.push(...rows.map(({ time }) => time / 1000));
    after = rows.at(-1)?.seq ?? after;
  }
}

function overwrite(path: string, from: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(file);
}

describe('a damaged outbox', () => {
  it.each<[string, (path: string) => void, number]>([
    ['garbage', (path) => writeFileSync(path, Buffer.alloc(50_000, 0x5a)), 0],
    ['overwritten at its beginning', (path) => overwrite(path, 0, 100), 0],
    [
      'cut off in its middle',
      (path) => truncateSync(path, Math.floor(statSync(path).size / 2048) * 1024),
      300,
    ],
    [
      'overwritten in its middle',
      (path) => overwrite(path, Math.floor(statSync(path).size / 2048) * 1024, 3000),
      700,
    ],
  ])('that is %s is set aside when it is opened, and work goes on', (_, damage, saved) => {
    const { path, log, open, aside } = place();
    const first = open();
    first.append(readings(1, 1000));
    const { id } = first;
    first.close();
    damage(path);
    const second = open();
    second.append(readings(2001, 2002));
    const found = seconds(second);
    expect(second.id).not.toBe(id);
    expect(aside()).toEqual(['outbox.sqlite.damaged-1']);
    expect(second.losses().damaged).toBe(1);
    expect(log.events).toContain('outbox.damaged');
    expect(found.slice(-2)).toEqual([2001, 2002]);
    expect(found.length).toBeGreaterThanOrEqual(2 + saved);
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    expect(second.diskRefuses()).toBe(false);
    second.close();
    const third = open();
    expect(third.losses().damaged).toBe(1);
    expect(third.id).toBe(second.id);
    third.close();
  });

  it('is replaced while it is in use, and no receipt under way settles another row', () => {
    const { path, open, aside } = place();
    const before = open();
    // More than SQLite keeps in memory.
    for (let row = 1; row <= 15_000; row += 5000) before.append(readings(row, row + 4999));
    before.close();
    const outbox = open();
    const sent = outbox.peek(5).map(({ seq }) => seq);
    const { id } = outbox;
    // Leaves of the middle, the root and the tables' list stay.
    overwrite(path, Math.floor(statSync(path).size / 2048) * 1024, 20 * 1024);
    seconds(outbox);
    const found = seconds(outbox);
    expect(outbox.id).not.toBe(id);
    expect(aside()).toHaveLength(1);
    expect(found.length).toBeGreaterThan(10_000);
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    const depth = outbox.depth();
    outbox.settle({ acknowledged: sent, refused: [] });
    expect(outbox.depth()).toBe(depth);
    outbox.append(readings(70_000, 70_001));
    expect(outbox.last()?.time).toBe(70_001_000);
    outbox.close();
  });

  it('is kept for support, the last three of them, while the count goes on', () => {
    const { path, open, aside } = place();
    for (let round = 1; round <= 5; round += 1) {
      writeFileSync(path, Buffer.alloc(5000, round));
      const outbox = open();
      expect(outbox.losses().damaged).toBe(round);
      outbox.close();
      for (const side of ['-wal', '-shm']) rmSync(path + side, { force: true });
    }
    expect(aside().sort()).toEqual([3, 4, 5].map((number) => `outbox.sqlite.damaged-${number}`));
  });

  it('hands its counts, undated readings and trouble codes on', () => {
    const { path, open } = place();
    const first = open();
    first.append(readings(1, 2000));
    first.append([{ boot: 'boot-1', atMs: 5, sensors: [{ sensor: 'obd2', rpm: 1 }] }]);
    first.appendTroubleCodes({ mil: true, stored: [], pending: [], permanent: [] }, { time: 1 });
    first.dropOlder(10_000);
    first.settle({ acknowledged: [], refused: [{ seq: 20, code: 'X', detail: '' }] });
    first.close();
    overwrite(path, Math.floor(statSync(path).size / 2048) * 1024, 3000);
    const second = open();
    seconds(second);
    expect(second.losses()).toEqual({ dropped: 9, undatable: 0, damaged: 1 });
    expect(second.quarantine().total).toBe(1);
    second.date('boot-1', 9_000_000);
    expect(seconds(second)).toContain(9000.005);
    expect(second.peekTroubleCodes(5)).toHaveLength(1);
    second.close();
  });
});

describe('an outbox that is full', () => {
  it('gives up its oldest rows, counts them, and its file stops growing', () => {
    const { path, open } = place();
    const mostBytes = 200 * 1024;
    const outbox = open({ mostBytes });
    for (let batch = 0; batch < 60; batch += 1) {
      outbox.append(readings(batch * 100 + 1, batch * 100 + 100));
    }
    const found = seconds(outbox);
    const { dropped } = outbox.losses();
    expect(dropped).toBeGreaterThan(0);
    expect(found).toEqual(readings(dropped + 1, 6000).map(({ time }) => time / 1000));
    outbox.close();
    expect(statSync(path).size).toBeLessThan(mostBytes * 1.2);
    const again = open({ mostBytes });
    expect(again.losses().dropped).toBe(dropped);
    again.close();
  });
});

describe('an outbox whose rows grow old', () => {
  it('gives them up once the time is known', () => {
    const { clock, open } = place();
    const outbox = open({ mostAgeMs: 100_000 });
    clock.correct(150_000);
    clock.trusted = false;
    outbox.append(readings(1, 60));
    expect(outbox.depth()).toBe(60);
    clock.trusted = true;
    outbox.append(readings(61, 61));
    expect(seconds(outbox)[0]).toBe(50);
    expect(outbox.losses().dropped).toBe(49);
    outbox.close();
  });
});

describe('a disk that refuses', () => {
  it('has its rows kept in memory, sent from there, and written down when it takes them again', () => {
    const { path, clock, log, open } = place();
    rmSync(join(path, '..'), { recursive: true });
    const outbox = open();
    expect(outbox.diskRefuses()).toBe(true);
    outbox.append(readings(1, 5));
    outbox.appendTroubleCodes({ mil: false, stored: [], pending: [], permanent: [] }, { time: 1 });
    const rows = outbox.peek(2);
    expect(rows.map(({ time }) => time)).toEqual([1000, 2000]);
    const { id } = outbox;
    outbox.settle({ acknowledged: rows.map(({ seq }) => seq), refused: [] });
    const underWay = outbox.peek(1).map(({ seq }) => seq);
    mkdirSync(join(path, '..'));
    clock.advance(60_000);
    outbox.append(readings(6, 6));
    expect(outbox.diskRefuses()).toBe(false);
    expect(outbox.id).not.toBe(id);
    outbox.settle({ acknowledged: underWay, refused: [] });
    expect(seconds(outbox)).toEqual([3, 4, 5, 6]);
    expect(outbox.peekTroubleCodes(5)).toHaveLength(1);
    expect(log.events).toEqual(['outbox.disk_refuses', 'outbox.disk_accepts']);
    outbox.close();
    const again = open();
    expect(seconds(again)).toEqual([3, 4, 5, 6]);
    again.close();
  });

  it('is not asked at every row', () => {
    const { path, clock, open } = place();
    rmSync(join(path, '..'), { recursive: true });
    const outbox = open();
    mkdirSync(join(path, '..'));
    outbox.append(readings(1, 1));
    expect(existsSync(path)).toBe(false);
    clock.advance(1001);
    outbox.append(readings(2, 2));
    expect(existsSync(path)).toBe(true);
    outbox.close();
  });

  it('costs the oldest rows beyond the bound of memory, and they are counted', () => {
    const { path, clock, open } = place();
    rmSync(join(path, '..'), { recursive: true });
    const outbox = open({ heldRows: 50 });
    outbox.append(readings(1, 80));
    expect(outbox.depth()).toBe(50);
    mkdirSync(join(path, '..'));
    clock.advance(60_000);
    expect(seconds(outbox)).toEqual(readings(31, 80).map(({ time }) => time / 1000));
    expect(outbox.losses().dropped).toBe(30);
    outbox.close();
    const again = open();
    expect(again.losses().dropped).toBe(30);
    again.close();
  });

  it('that is read-only from the beginning is survived', () => {
    const { path, log, open } = place();
    // A folder where the file should be: for root too, nothing can be written there.
    mkdirSync(path);
    const outbox = open();
    outbox.append(readings(1, 3));
    expect([outbox.depth(), outbox.diskRefuses()]).toEqual([3, true]);
    outbox.close();
    expect(log.events).toEqual(['outbox.disk_refuses', 'outbox.lost_at_stop']);
  });
});
