import type { PowerState } from '@naif/wire';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import { MemoryState } from '../adapters/memory/memory-state.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import type { StateStore } from '../ports/state-store.js';
import { RunRecord } from './run-record.js';

/** State that counts what is written. */
class CountingState extends MemoryState {
  writes = 0;

  override write(name: string, text: string): void {
    this.writes += 1;
    super.write(name, text);
  }
}

function setUp(state: StateStore, boot: string) {
  const clock = new ManualClock();
  clock.boot = boot;
  const vehicle: { power: PowerState | undefined; volts: number | undefined } = {
    power: undefined,
    volts: undefined,
  };
  const record = new RunRecord({
    state,
    clock,
    log: new SilentLog(),
    power: () => vehicle.power,
    batteryVolts: () => vehicle.volts,
  });
  const stop = new AbortController();
  const running = { promise: Promise.resolve() };
  /** Lets the record run for so long. */
  const pass = async (ms: number): Promise<void> => {
    await clock.sleep(ms);
  };
  return {
    clock,
    vehicle,
    record,
    pass,
    start: () => (running.promise = record.run(stop.signal)),
    end: async () => {
      stop.abort();
      await running.promise;
    },
  };
}

describe('RunRecord', () => {
  it('knows nothing of a run before the first one, and then how it ended', async () => {
    const state = new MemoryState();
    const first = setUp(state, 'boot-1');
    expect(first.record.previousEnd).toBeUndefined();
    void first.start();
    await first.pass(20_000);
    expect(setUp(state, 'boot-1').record.previousEnd).toBe('crashed');
    expect(setUp(state, 'boot-2').record.previousEnd).toBe('power-lost');
    await first.end();
    first.record.stopped();
    expect(setUp(state, 'boot-2').record.previousEnd).toBe('stopped');
  });

  it('tells a pulled plug from a lost supply by the battery', async () => {
    const state = new MemoryState();
    const { vehicle, pass, start, end } = setUp(state, 'boot-1');
    void start();
    vehicle.power = 'driving';
    vehicle.volts = 14.1;
    await pass(6000);
    expect(setUp(state, 'boot-2').record.previousEnd).toBe('unplugged');
    vehicle.power = 'stopping';
    await pass(6000);
    expect(setUp(state, 'boot-2').record.previousEnd).toBe('power-lost');
    vehicle.power = 'parked';
    vehicle.volts = 12.8;
    await pass(6000);
    expect(setUp(state, 'boot-2').record.previousEnd).toBe('unplugged');
    vehicle.volts = 12.1;
    await pass(700_000);
    expect(setUp(state, 'boot-2').record.previousEnd).toBe('power-lost');
    await end();
  });

  it('writes seldom', async () => {
    const state = new CountingState();
    const { vehicle, pass, start, end } = setUp(state, 'boot-1');
    void start();
    vehicle.power = 'driving';
    // Hovers about the limit for an hour.
    for (let turn = 0; turn < 720; turn += 1) {
      vehicle.volts = turn % 2 === 0 ? 11.9 : 12.1;
      await pass(5000);
    }
    await end();
    expect(state.writes).toBeLessThan(12);
  });

  it('goes on when the disk refuses', async () => {
    const state: StateStore = {
      read: () => {
        throw new Error('EIO');
      },
      write: () => {
        throw new Error('EROFS');
      },
      remove: () => undefined,
    };
    const { record, pass, start, end } = setUp(state, 'boot-1');
    expect(record.previousEnd).toBeUndefined();
    void start();
    await pass(20_000);
    await end();
    record.stopped();
  });
});
