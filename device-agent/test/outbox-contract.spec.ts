import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryOutbox } from '../src/adapters/memory/memory-outbox.js';
import { SqliteOutbox } from '../src/adapters/sqlite-outbox.js';
import { QUARANTINE_ROWS, type Outbox } from '../src/ports/outbox.js';
import type { SampledReading } from '../src/ports/reading-source.js';

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

const readings = (count: number): SampledReading[] =>
  Array.from({ length: count }, (_, index) => reading(index * 1000));

describe.each<[string, () => Outbox]>([
  ['memory', () => new MemoryOutbox()],
  ['SQLite', () => new SqliteOutbox(join(folder, `${String((files += 1))}.sqlite`))],
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
});
