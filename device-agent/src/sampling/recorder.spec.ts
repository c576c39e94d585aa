import { ManualClock } from '../adapters/memory/manual-clock.js';
import { MemoryOutbox } from '../adapters/memory/memory-outbox.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import type { ReadingSource, SampledReading } from '../ports/reading-source.js';
import { Recorder } from './recorder.js';

/** A source that waits so long (ms) before each reading. */
function sourceOf(clock: ManualClock, waits: readonly number[]): ReadingSource {
  return {
    power: () => undefined,
    async *readings(signal): AsyncGenerator<SampledReading> {
      for (const wait of waits) {
        if (wait > 0) await clock.sleep(wait, signal);
        if (signal.aborted) return;
        yield { time: clock.now(), sensors: [{ sensor: 'obd2', rpm: 900 }] };
      }
    },
  };
}

/** What was committed when: [ms since the start, rows]. */
async function commits(waits: readonly number[], faults = 0): Promise<[number, number][]> {
  const clock = new ManualClock();
  const outbox = new MemoryOutbox();
  const made: [number, number][] = [];
  const append = outbox.append.bind(outbox);
  let faultsLeft = faults;
  outbox.append = (readings) => {
    if (faultsLeft-- > 0) throw new Error('disk full');
    made.push([clock.monotonic(), readings.length]);
    append(readings);
  };
  const options = { commitWithinMs: 1000 };
  const recorder = new Recorder(outbox, clock, new SilentLog(), options, () => undefined);
  await recorder.record(sourceOf(clock, waits), new AbortController().signal);
  expect(outbox.depth()).toBe(waits.length);
  return made;
}

describe('Recorder', () => {
  it('commits each reading at once while they come slowly', async () => {
    expect(await commits([0, 1000, 1000])).toEqual([
      [0, 1],
      [1000, 1],
      [2000, 1],
    ]);
  });

  it('commits together what comes within a second', async () => {
    const made = await commits([0, 200, 200, 200, 5000]);
    expect(made.map(([, rows]) => rows)).toEqual([1, 3, 1]);
    expect(made[1]?.[0]).toBeLessThanOrEqual(1600);
  });

  it('commits 500 at a time when they come all at once', async () => {
    const made = await commits(Array.from({ length: 1200 }, () => 0));
    expect(made.map(([, rows]) => rows)).toEqual([1, 500, 500, 199]);
  });

  it('holds readings while the disk refuses them', async () => {
    const made = await commits([0, 1000, 1000, 1000], 2);
    expect(made.reduce((sum, [, rows]) => sum + rows, 0)).toBe(4);
    expect(made[0]?.[1]).toBeGreaterThan(1);
  });
});
