import { ManualClock } from '../adapters/memory/manual-clock.js';
import type { SampledReading, SensorSource } from '../ports/reading-source.js';
import { SamplingLoop } from './sampling-loop.js';

const EPOCH = Date.UTC(2026, 0, 5, 8);

async function take(
  loop: SamplingLoop,
  count: number,
  between?: () => void,
): Promise<SampledReading[]> {
  const taken: SampledReading[] = [];
  const stop = new AbortController();
  for await (const reading of loop.readings(stop.signal)) {
    taken.push(reading);
    if (taken.length === count) break;
    between?.();
  }
  return taken;
}

const gps: SensorSource = { sample: () => [{ sensor: 'gps', speed: 50 }], power: () => 'driving' };
const obd2: SensorSource = {
  sample: ({ time = 1 }) => (time % 2000 === 0 ? [{ sensor: 'obd2', rpm: 900 }] : []),
};
const seconds = (readings: readonly SampledReading[]): number[] =>
  readings.map(({ time }) => (time - EPOCH) / 1000);

describe('SamplingLoop', () => {
  it('joins all sensors at whole multiples of the interval', async () => {
    const loop = new SamplingLoop([gps, obd2], new ManualClock(EPOCH + 400), { intervalMs: 1000 });
    expect(await take(loop, 3)).toEqual([
      { time: EPOCH + 1000, sensors: [{ sensor: 'gps', speed: 50 }] },
      {
        time: EPOCH + 2000,
        sensors: [
          { sensor: 'gps', speed: 50 },
          { sensor: 'obd2', rpm: 900 },
        ],
      },
      { time: EPOCH + 3000, sensors: [{ sensor: 'gps', speed: 50 }] },
    ]);
    expect(loop.power()).toEqual({ state: 'driving', time: EPOCH + 3000 });
  });

  it('gives no reading for an instant without values', async () => {
    const loop = new SamplingLoop([obd2], new ManualClock(EPOCH), { intervalMs: 1000 });
    expect(seconds(await take(loop, 3))).toEqual([0, 2, 4]);
  });

  it('leaves out what it overslept', async () => {
    const clock = new ManualClock(EPOCH);
    const loop = new SamplingLoop([gps], clock, { intervalMs: 1000 });
    expect(seconds(await take(loop, 3, () => clock.advance(2500)))).toEqual([0, 3, 6]);
  });

  it('samples nothing again that an earlier run has sampled', async () => {
    const clock = new ManualClock(EPOCH);
    const loop = new SamplingLoop([gps], clock, { intervalMs: 1000, afterMs: EPOCH + 3000 });
    expect(seconds(await take(loop, 2))).toEqual([4, 5]);
  });

  it('goes on at once when the clock was set back by far', async () => {
    const clock = new ManualClock(EPOCH);
    const loop = new SamplingLoop([gps], clock, { intervalMs: 1000 });
    const readings = await take(loop, 2, () => {
      clock.correct(EPOCH - 86_400_000);
    });
    expect(seconds(readings)).toEqual([0, -86_400]);
  });

  it('ends when it is stopped', async () => {
    const stop = new AbortController();
    const loop = new SamplingLoop([], new ManualClock(EPOCH), { intervalMs: 1000 });
    setTimeout(() => {
      stop.abort();
    }, 10);
    const readings: SampledReading[] = [];
    for await (const reading of loop.readings(stop.signal)) readings.push(reading);
    expect(readings).toEqual([]);
  });
});
