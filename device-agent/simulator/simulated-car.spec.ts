import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import type { Recording } from '../src/replay/envirocar-recording.js';
import { isUndated } from '../src/ports/reading-source.js';
import { SamplingLoop } from '../src/sampling/sampling-loop.js';
import { CatchUpClock } from './catch-up-clock.js';
import { DriveSchedule } from './drive-schedule.js';
import { SimulatedCar } from './simulated-car.js';

const RECORDING: Recording = {
  recordedAt: 0,
  lengthMs: 20_000,
  points: [0, 5000, 10_000, 15_000, 20_000].map((offsetMs) => ({
    offsetMs,
    gps: { sensor: 'gps', location: [51 + offsetMs / 1e6, 7], speed: 36 },
    obd2: { sensor: 'obd2', rpm: 1000 + offsetMs / 10, speed: 35 },
  })),
};
const NOW = Date.UTC(2026, 0, 5, 8);

/** All that a car says in the simulated time up to `until`, with `speed` times life's pace from `from` on. */
async function drive(from: number, until: number, speed: number) {
  const real = new ManualClock(NOW);
  const schedule = new DriveSchedule(RECORDING.lengthMs, 0);
  const clock = new CatchUpClock(real, from, speed);
  const loop = new SamplingLoop([new SimulatedCar(RECORDING, schedule)], clock, {
    intervalMs: 1000,
  });
  const said = [];
  for await (const reading of loop.readings(new AbortController().signal)) {
    if (isUndated(reading) || reading.time >= until) break;
    expect(reading.time).toBeLessThanOrEqual(real.now());
    said.push({ ...reading, phase: schedule.at(reading.time).kind, at: real.now() });
  }
  return said;
}

describe('SimulatedCar', () => {
  it('marks what was not recorded', async () => {
    const said = await drive(NOW - 400_000, NOW, 100);
    const driving = said.filter(({ phase }) => phase === 'driving');
    const recorded = driving.filter(({ sensors }) =>
      sensors.every(({ sensor }) => sensor !== 'simulator'),
    );
    expect(recorded.length).toBeGreaterThanOrEqual(5);
    for (const { sensors } of recorded) {
      expect(RECORDING.points.map(({ gps, obd2 }) => [gps, obd2])).toContainEqual(sensors);
    }
    const marked = driving.length - recorded.length;
    expect(marked / driving.length).toBeGreaterThan(0.7);
  });

  it('stands with its engine off after a drive', async () => {
    const said = await drive(NOW - 400_000, NOW, 100);
    for (const { sensors } of said.filter(({ phase }) => phase === 'stopping')) {
      expect(sensors).toEqual([
        { sensor: 'gps', location: [51.02, 7], speed: 0 },
        { sensor: 'obd2', rpm: 0, speed: 0 },
        { sensor: 'simulator', interpolated: true },
      ]);
    }
    expect(said.some(({ phase }) => phase === 'stopping')).toBe(true);
  });

  it('says the same about an instant at any speed', async () => {
    const slow = await drive(NOW - 300_000, NOW, 2);
    const fast = await drive(NOW - 300_000, NOW, 1000);
    const plain = (said: typeof slow) => said.map(({ time, sensors }) => ({ time, sensors }));
    expect(plain(fast)).toEqual(plain(slow));
  });

  it('goes on at the pace of life once it has caught up', async () => {
    const said = await drive(NOW - 100_000, NOW + 60_000, 10);
    for (const { time, at } of said.slice(-15)) expect(at - time).toBeLessThan(1000);
  });
});
