import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LastingOutbox } from '../src/adapters/lasting-outbox.js';
import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import { MemoryOutbox } from '../src/adapters/memory/memory-outbox.js';
import { SilentLog } from '../src/adapters/memory/silent-log.js';
import { SqliteOutbox } from '../src/adapters/sqlite-outbox.js';
import {
  followsInTime,
  QUARANTINE_ROWS,
  SET_BACK_MS,
  TROUBLE_CODE_REPORTS,
  type Outbox,
} from '../src/ports/outbox.js';
import type { SampledReading, UndatedReading } from '../src/ports/reading-source.js';

const folder = mkdtempSync(join(tmpdir(), 'naif-outbox-'));
let files = 0;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function reading(time: number): SampledReading {
  return {
    time,
    sensors: [
      { sensor: 'gps', location: [51.6813682, 7.8089091], speed: 50.12 },
      { sensor: 'obd2', rpm: 880.67 },
    ],
  };
}

const undated = (atMs: number, boot = 'boot-1'): UndatedReading => ({
  boot,
  atMs,
  sensors: [{ sensor: 'obd2', rpm: atMs }],
});

const BOOT = Date.UTC(2026, 0, 5, 8);
const CODES = { mil: true, stored: ['P0301'], pending: [], permanent: ['U0100'] };
const path = (): string => join(folder, `${String((files += 1))}.sqlite`);

const readings = (count: number): SampledReading[] =>
  Array.from({ length: count }, (_, index) => reading(index * 1000));

describe.each<[string, () => Outbox]>([
  ['memory', () => new MemoryOutbox()],
  ['SQLite', () => new SqliteOutbox(path())],
  [
    'SQLite on a disk that may fail',
    () => new LastingOutbox(path(), { clock: new ManualClock(), log: new SilentLog() }),
  ],
])('an outbox in %s', (_, open) => {
  let outbox: Outbox;

  beforeEach(() => {
    outbox = open();
  });

  afterEach(() => {
    outbox.close();
  });

  it('begins empty, with a name of its own', () => {
    expect(outbox.depth()).toBe(0);
    expect(outbox.peek(10)).toEqual([]);
    expect(outbox.last()).toBeUndefined();
    expect(outbox.quarantine()).toEqual({ kept: [], total: 0 });
    expect(outbox.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('gives back what was appended, oldest first, with increasing numbers', () => {
    outbox.append([reading(5000), reading(6000)]);
    outbox.append([reading(1000)]);
    expect(outbox.peek(10)).toEqual([
      { seq: 1, ...reading(5000) },
      { seq: 2, ...reading(6000) },
      { seq: 3, ...reading(1000) },
    ]);
    expect(outbox.last()).toEqual({ seq: 3, time: 1000 });
    expect(outbox.depth()).toBe(3);
  });

  it('looks at no more than it is asked for, and behind a row', () => {
    outbox.append(readings(10));
    expect(outbox.peek(3).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(outbox.peek(3, 7).map(({ seq }) => seq)).toEqual([8, 9, 10]);
    expect(outbox.peek(3, 10)).toEqual([]);
    expect(outbox.depth()).toBe(10);
  });

  it('takes out what was acknowledged and nothing else', () => {
    outbox.append(readings(5));
    outbox.settle({ acknowledged: [1, 3, 4], refused: [] });
    expect(outbox.peek(10).map(({ seq }) => seq)).toEqual([2, 5]);
    outbox.settle({ acknowledged: [3, 99], refused: [] });
    expect(outbox.depth()).toBe(2);
  });

  it('never gives a number twice', () => {
    outbox.append(readings(2));
    outbox.settle({ acknowledged: [1, 2], refused: [] });
    expect(outbox.last()).toEqual({ seq: 2, time: 1000 });
    outbox.append(readings(1));
    expect(outbox.peek(1)[0]?.seq).toBe(3);
  });

  it('moves refused rows to quarantine, once', () => {
    outbox.append(readings(3));
    const refused = [{ seq: 2, code: 'RECORD.OUT_OF_RANGE', detail: 'rpm' }];
    outbox.settle({ acknowledged: [1], refused });
    outbox.settle({ acknowledged: [], refused });
    expect(outbox.depth()).toBe(1);
    expect(outbox.quarantine()).toEqual({
      kept: [{ ...reading(1000), seq: 2, code: 'RECORD.OUT_OF_RANGE', detail: 'rpm' }],
      total: 1,
    });
  });

  it('keeps a bounded number of refused rows and counts them all', () => {
    const count = QUARANTINE_ROWS + 20;
    outbox.append(readings(count));
    const refused = outbox.peek(count).map(({ seq }) => ({ seq, code: 'X', detail: '' }));
    outbox.settle({ acknowledged: [], refused: refused.slice(0, 600) });
    outbox.settle({ acknowledged: [], refused: refused.slice(600) });
    const { kept, total } = outbox.quarantine();
    expect(kept).toHaveLength(QUARANTINE_ROWS);
    expect([kept[0]?.seq, kept.at(-1)?.seq]).toEqual([21, count]);
    expect(total).toBe(count);
  });

  it('appends nothing when there is nothing', () => {
    outbox.append([]);
    expect(outbox.last()).toBeUndefined();
  });

  it('keeps undated readings apart until they can be dated', () => {
    outbox.append([undated(500), undated(1500)]);
    expect(outbox.peek(9)).toEqual([]);
    expect(outbox.last()).toBeUndefined();
    expect(outbox.depth()).toBe(2);
    outbox.date('boot-1', BOOT);
    expect(outbox.peek(9).map(({ seq, time, sensors }) => [seq, time - BOOT, sensors])).toEqual([
      [1, 500, [{ sensor: 'obd2', rpm: 500 }]],
      [2, 1500, [{ sensor: 'obd2', rpm: 1500 }]],
    ]);
    outbox.date('boot-1', BOOT);
    expect(outbox.depth()).toBe(2);
    outbox.append([reading(BOOT + 2500)]);
    expect(outbox.last()).toEqual({ seq: 3, time: BOOT + 2500 });
    expect(outbox.losses()).toEqual({ dropped: 0, undatable: 0, damaged: 0 });
  });

  it('gives up what another boot could not date', () => {
    outbox.append([undated(500, 'boot-0'), undated(900, 'boot-0'), undated(700)]);
    outbox.dropUndatable('boot-1');
    expect([outbox.depth(), outbox.losses().undatable]).toEqual([1, 2]);
    outbox.append([undated(100, 'boot-2')]);
    outbox.date('boot-1', BOOT);
    expect(outbox.peek(9).map(({ time }) => time - BOOT)).toEqual([700]);
    expect([outbox.depth(), outbox.losses().undatable]).toEqual([1, 3]);
  });

  it('dates nothing behind what is dated already, unless that was far off', () => {
    outbox.append([reading(BOOT + 2000)]);
    outbox.append([undated(1000), undated(3000)]);
    outbox.date('boot-1', BOOT);
    expect(outbox.peek(9).map(({ time }) => time - BOOT)).toEqual([2000, 3000]);
    expect(outbox.losses().undatable).toBe(1);
    outbox.append([undated(4000)]);
    outbox.date('boot-1', BOOT - 2 * SET_BACK_MS);
    expect(outbox.last()?.time).toBe(BOOT + 4000 - 2 * SET_BACK_MS);
  });

  it('gives up rows that are too old, and counts them', () => {
    outbox.append(readings(10));
    outbox.dropOlder(4000);
    expect(outbox.peek(9).map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10]);
    outbox.dropOlder(20_000);
    outbox.dropOlder(20_000);
    expect([outbox.depth(), outbox.losses().dropped]).toEqual([0, 10]);
    expect(outbox.last()).toEqual({ seq: 10, time: 9000 });
  });

  it('keeps trouble codes until they are delivered', () => {
    outbox.appendTroubleCodes(CODES, { time: BOOT });
    outbox.appendTroubleCodes(CODES, { boot: 'boot-1', atMs: 250.4 });
    outbox.appendTroubleCodes(CODES, { boot: 'boot-0', atMs: 1 });
    expect(outbox.peekTroubleCodes(9)).toEqual([{ id: 1, time: BOOT, ...CODES }]);
    outbox.settleTroubleCodes([1]);
    outbox.settleTroubleCodes([]);
    outbox.date('boot-1', BOOT);
    expect(outbox.peekTroubleCodes(9)).toEqual([{ id: 2, time: BOOT + 250, ...CODES }]);
    outbox.dropUndatable('boot-1');
    outbox.settleTroubleCodes([2, 77]);
    expect(outbox.peekTroubleCodes(9)).toEqual([]);
    outbox.appendTroubleCodes(CODES, { time: BOOT });
    expect(outbox.peekTroubleCodes(9)[0]?.id).toBe(4);
  });

  it('keeps a bounded number of trouble codes', () => {
    for (let index = 0; index < TROUBLE_CODE_REPORTS + 5; index += 1) {
      outbox.appendTroubleCodes(CODES, { time: BOOT + index });
    }
    const kept = outbox.peekTroubleCodes(1000);
    expect(kept).toHaveLength(TROUBLE_CODE_REPORTS);
    expect(kept[0]?.id).toBe(6);
    expect(outbox.peekTroubleCodes(2)).toHaveLength(2);
  });
});

it.each([
  ['the first of all', 5, undefined, true],
  ['a later one', 6, 5, true],
  ['the same instant', 5, 5, false],
  ['a clock that was set back a little', 5, 5 + SET_BACK_MS, false],
  ['a clock that was far ahead', 5, 6 + SET_BACK_MS, true],
])('%s follows in time or not', (_, time, lastTime, follows) => {
  expect(followsInTime(time, lastTime)).toBe(follows);
});
