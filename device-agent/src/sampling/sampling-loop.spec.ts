import { ManualClock } from '../adapters/memory/manual-clock.js';
import {
  isUndated,
  type EngineState,
  type SensorSource,
  type TakenReading,
} from '../ports/reading-source.js';
import { SamplingLoop } from './sampling-loop.js';

const EPOCH = Date.UTC(2026, 0, 5, 8);

async function take(
  loop: SamplingLoop,
  count: number,
  between?: () => void,
): Promise<TakenReading[]> {
  const taken: TakenReading[] = [];
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
const seconds = (readings: readonly TakenReading[]): number[] =>
  readings.map((reading) => (isUndated(reading) ? NaN : (reading.time - EPOCH) / 1000));

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
    const readings: TakenReading[] = [];
    for await (const reading of loop.readings(stop.signal)) readings.push(reading);
    expect(readings).toEqual([]);
  });

  it('leaves out instants up to the last one when the clock is set back a little', async () => {
    const clock = new ManualClock(EPOCH);
    const loop = new SamplingLoop([gps], clock, { intervalMs: 1000 });
    let steps = 0;
    const readings = await take(loop, 4, () => {
      if (++steps === 2) clock.correct(clock.now() - 30_000);
    });
    expect(seconds(readings)).toEqual([0, 1, 2, 3]);
    expect(clock.monotonic()).toBe(33_000);
  });

  it('takes undated readings until the clock is trusted, and none twice then', async () => {
    const clock = new ManualClock(EPOCH);
    clock.trusted = false;
    clock.advance(300);
    const loop = new SamplingLoop([gps], clock, { intervalMs: 1000 });
    let taken = 0;
    const readings = await take(loop, 4, () => {
      if (++taken !== 2) return;
      clock.correct(EPOCH + 86_400_000 + 950);
      clock.trusted = true;
    });
    const sensors = [{ sensor: 'gps', speed: 50 }];
    expect(readings).toEqual([
      { boot: 'boot-1', atMs: 1000, sensors },
      { boot: 'boot-1', atMs: 2000, sensors },
      { time: EPOCH + 86_401_000, sensors },
      { time: EPOCH + 86_402_000, sensors },
    ]);
    expect(loop.power()?.time).toBe(EPOCH + 86_402_000);
  });

  it('takes up another interval', async () => {
    const loop = new SamplingLoop([gps], new ManualClock(EPOCH), { intervalMs: 1000 });
    let taken = 0;
    const readings = await take(loop, 5, () => {
      if (++taken === 2) loop.setInterval(5000);
    });
    expect(seconds(readings)).toEqual([0, 1, 5, 10, 15]);
  });

  it('keeps a reading a minute of a car that has been parked for a minute', async () => {
    let engine: EngineState = 'running';
    const car: SensorSource = {
      sample: () => [{ sensor: 'obd2', battery_voltage: 12.4 }],
      engine: () => engine,
    };
    const loop = new SamplingLoop([car], new ManualClock(EPOCH), { intervalMs: 1000 });
    let taken = 0;
    const readings = await take(loop, 134, () => {
      if (++taken === 10) engine = 'off';
      if (taken === 131) engine = 'running';
    });
    // Off from 10 s on, parked from 70 s, a minute more at full pace.
    expect(seconds(readings).slice(-5)).toEqual([129, 180, 181, 182, 183]);
    expect(loop.power()?.state).toBe('driving');
  });
});
