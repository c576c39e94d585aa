import { ManualClock } from '../adapters/memory/manual-clock.js';
import type { Recording } from './envirocar-recording.js';
import { RecordingSource, replayStart, type ReplayTiming } from './recording-source.js';

const NOW = Date.UTC(2026, 0, 5, 8);
const RECORDING: Recording = {
  recordedAt: 0,
  lengthMs: 15_000,
  points: [0, 5000, 11_000, 15_000].map((offsetMs) => ({
    offsetMs,
    obd2: { sensor: 'obd2', rpm: offsetMs },
  })),
};

/** Each reading as [ms after the start's event time, ms of waiting before it]. */
async function play(
  timing: ReplayTiming,
  clock = new ManualClock(NOW),
): Promise<[number, number][]> {
  const played: [number, number][] = [];
  const begun = clock.monotonic();
  for await (const { time } of new RecordingSource(RECORDING, timing, clock).readings(
    new AbortController().signal,
  )) {
    expect(time).toBeLessThanOrEqual(clock.now());
    played.push([time - timing.startMs, clock.monotonic() - begun]);
  }
  return played;
}

describe('RecordingSource', () => {
  it('plays in the original timing', async () => {
    expect(await play({ startMs: NOW, speed: 1 })).toEqual([
      [0, 0],
      [5000, 5000],
      [11_000, 11_000],
      [15_000, 15_000],
    ]);
  });

  it('plays faster than life what has happened already', async () => {
    expect(await play({ startMs: NOW - 15_000, speed: 10 })).toEqual([
      [0, 0],
      [5000, 500],
      [11_000, 1100],
      [15_000, 1500],
    ]);
  });

  it('does not wait at all at full speed', async () => {
    expect((await play({ startMs: NOW - 15_000, speed: Infinity })).at(-1)).toEqual([15_000, 0]);
  });

  it('waits for a point whose time has not come', async () => {
    expect((await play({ startMs: NOW - 5000, speed: Infinity })).at(-1)).toEqual([15_000, 10_000]);
  });

  it('goes on where it was interrupted, at once with what is overdue', async () => {
    const timing = { startMs: NOW - 12_000, speed: 1, afterMs: NOW - 7000 };
    expect(await play(timing)).toEqual([
      [11_000, 0],
      [15_000, 4000],
    ]);
  });
});

describe('replayStart', () => {
  it.each<[string, number, number | undefined, number]>([
    ['now at the pace of life', 1, undefined, NOW],
    ['now when slower', 0.5, undefined, NOW],
    ['so that it ends at now when faster', 1.5, undefined, NOW - 15_000],
    ['where it is told to', 1, NOW - 1000, NOW - 1000],
  ])('begins %s', (_, speed, from, expected) => {
    expect(replayStart(NOW, 15_000, speed, from)).toBe(expected);
  });

  it('refuses the future', () => {
    expect(() => replayStart(NOW, 15_000, 1, NOW + 1)).toThrow('lies in the future');
  });
});
