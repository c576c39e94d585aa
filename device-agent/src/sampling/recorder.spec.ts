import { ManualClock } from '../adapters/memory/manual-clock.js';
import { MemoryOutbox } from '../adapters/memory/memory-outbox.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import type { ReadingSource, SampledReading, TakenReading } from '../ports/reading-source.js';
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
async function commits(waits: readonly number[]): Promise<[number, number][]> {
  const clock = new ManualClock();
  const outbox = new MemoryOutbox();
  const made: [number, number][] = [];
  const append = outbox.append.bind(outbox);
  outbox.append = (readings) => {
    if (readings.length > 0) made.push([clock.monotonic(), readings.length]);
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

  it('commits undated readings too, and dates them as soon as the time is known', async () => {
    const clock = new ManualClock();
    clock.trusted = false;
    const outbox = new MemoryOutbox();
    // An earlier run of the agent in this boot, and one before it.
    outbox.append([
      { boot: 'boot-1', atMs: -2000, sensors: [{ sensor: 'obd2', rpm: 1 }] },
      { boot: 'boot-0', atMs: 9000, sensors: [{ sensor: 'obd2', rpm: 2 }] },
    ]);
    const epoch = clock.now();
    const source: ReadingSource = {
      power: () => undefined,
      async *readings(): AsyncGenerator<TakenReading> {
        for (let second = 0; second < 4; second += 1) {
          const sensors = [{ sensor: 'obd2' as const, rpm: 900 }];
          yield clock.trusted
            ? { time: clock.now(), sensors }
            : { boot: clock.boot, atMs: clock.monotonic(), sensors };
          if (second === 1) {
            expect([outbox.peek(9), outbox.depth()]).toEqual([[], 3]);
            clock.trusted = true;
          }
          await clock.sleep(1000);
        }
      },
    };
    const recorder = new Recorder(
      outbox,
      clock,
      new SilentLog(),
      { commitWithinMs: 1000 },
      () => undefined,
    );
    await recorder.record(source, new AbortController().signal);
    const times = outbox.peek(9).map(({ time }) => time - epoch);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times).toEqual([-2000, 0, 1000, 2000, 3000]);
    expect(outbox.losses().undatable).toBe(1);
  });
});
