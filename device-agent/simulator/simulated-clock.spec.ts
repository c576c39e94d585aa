import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import { SimulatedClock } from './simulated-clock.js';

const NOW = Date.UTC(2026, 0, 5, 8);

/** Wakes every `stepMs` until `untilMs` of simulated time, and notes when. */
async function beat(clock: SimulatedClock, name: string, stepMs: number, said: string[]) {
  for (let count = 0; count < 4; count++) {
    await clock.sleep(stepMs);
    said.push(`${name}@${clock.now() - NOW}`);
  }
}

describe('SimulatedClock', () => {
  it('wakes several sleepers in the order of their times, each at its own instant', async () => {
    const clock = new SimulatedClock(new ManualClock(NOW + 3_600_000), NOW, 1000);
    const said: string[] = [];
    await Promise.all([beat(clock, 'a', 300, said), beat(clock, 'b', 500, said)]);
    expect(said).toEqual([
      ...['a@300', 'b@500', 'a@600', 'a@900', 'b@1000'],
      ...['a@1200', 'b@1500', 'b@2000'],
    ]);
    expect(clock.monotonic()).toBe(2000);
  });

  it('runs so many times as fast as life', async () => {
    const real = new ManualClock(NOW + 3_600_000);
    const clock = new SimulatedClock(real, NOW, 20);
    await clock.sleep(60_000);
    expect(real.now() - NOW - 3_600_000).toBe(3000);
  });

  it('never passes the real time, and goes on with it', async () => {
    const real = new ManualClock(NOW + 10_000);
    const clock = new SimulatedClock(real, NOW, 100);
    for (let second = 1; second <= 60; second++) {
      await clock.sleep(1000);
      expect(clock.now()).toBe(NOW + second * 1000);
      expect(clock.now()).toBeLessThanOrEqual(real.now());
    }
    expect(clock.now()).toBe(real.now());
  });

  it('wakes who comes late with the earlier time first', async () => {
    const real = new ManualClock(NOW);
    const clock = new SimulatedClock(real, NOW, 1);
    const order: string[] = [];
    const late = clock.sleep(Infinity, AbortSignal.timeout(2000)).then(() => order.push('stopped'));
    const long = clock.sleep(5000).then(() => order.push('long'));
    await real.sleep(0);
    const short = clock.sleep(1000).then(() => order.push('short'));
    await Promise.all([short, long]);
    expect(order).toEqual(['short', 'long']);
    expect(clock.now()).toBe(NOW + 5000);
    await late;
  });

  it('wakes at once whoever is told to stop', async () => {
    const clock = new SimulatedClock(new ManualClock(NOW), NOW, 1);
    const stop = new AbortController();
    const sleep = clock.sleep(60_000, stop.signal);
    stop.abort();
    await sleep;
    await clock.sleep(1, stop.signal);
    expect(clock.now()).toBe(NOW);
  });

  it('stands still while it is held', async () => {
    const real = new ManualClock(NOW + 60_000);
    const clock = new SimulatedClock(real, NOW, 1000);
    const letGo = clock.hold();
    let isAwake = false;
    const sleep = clock.sleep(100).then(() => (isAwake = true));
    await real.sleep(10_000);
    expect([isAwake, clock.now()]).toEqual([false, NOW]);
    letGo();
    await sleep;
    expect(clock.now()).toBe(NOW + 100);
  });
});
