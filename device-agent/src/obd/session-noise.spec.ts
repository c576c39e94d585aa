import type { Obd2SensorDto } from '@naif/wire';
import { drivenCar } from '../../test/small-car.js';
import { SmallElm327, type Damage } from '../../test/small-elm327.js';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import { Obd2Adapter } from './obd2-adapter.js';
import { pidRow, type ValueName } from './pid-table.js';

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const PIDS: readonly (readonly [number, readonly number[]])[] = [
  [0x04, [0]],
  [0x05, [0]],
  [0x0b, [0]],
  [0x0c, [0, 0]],
  [0x0d, [0]],
  [0x10, [0, 0]],
  [0x2f, [0]],
];
const NOISY_MS = 90_000;
const SAMPLE_MS = 250;
/** A reset, the settings, and a search in vain that had just begun, and then the one that finds the car. */
const BACK_AFTER_MS = 15_000;
/** The slowest value's longest life (a minute), and a request's time. */
const LONGEST_LIFE_MS = 62_000;
const FAST_LIFE_MS = 2500 + 2000;
/** Of those that take turns when the adapter is slow. */
const DEMOTED_LIFE_MS = 5000 + 2000;
const LIFE_MS: Partial<Record<string, number>> = {
  rpm: FAST_LIFE_MS,
  speed: FAST_LIFE_MS,
  engine_load: DEMOTED_LIFE_MS,
  intake_pressure: DEMOTED_LIFE_MS,
  maf: DEMOTED_LIFE_MS,
};

/**
 * What a bad line does: cuts replies into pieces of any size or not at all, loses some bytes in a row, lets others in. Digits are
 * never let in among digits nor changed into others: one that has become another leaves no trace, on any line.
 */
function badLine(random: () => number, share: number): Damage {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const stray = (): number => {
    const byte = upTo(256);
    return /[0-9A-Fa-f]/.test(String.fromCharCode(byte)) ? 0x00 : byte;
  };
  return (reply) => {
    let bytes = [...reply];
    // Of the damaged replies: cut out, let in, cut off, replaced, doubled.
    const kind = (random() * 0.4) / share;
    if (kind < 0.15) bytes.splice(upTo(bytes.length), 1 + upTo(4));
    else if (kind < 0.3)
      bytes.splice(upTo(bytes.length), 0, ...Array.from({ length: 1 + upTo(5) }, stray));
    else if (kind < 0.35) bytes = bytes.slice(0, upTo(bytes.length));
    else if (kind < 0.38) bytes = Array.from({ length: upTo(300) }, () => upTo(256));
    else if (kind < 0.4) bytes = [...bytes, ...bytes];
    const pieces: Buffer[] = [];
    while (bytes.length > 0)
      pieces.push(Buffer.from(bytes.splice(0, 1 + upTo(random() < 0.5 ? 3 : 60))));
    return pieces;
  };
}

describe('the driver on a bad line', () => {
  let looked = 0;
  let elm: SmallElm327 | undefined;

  afterEach(() => elm?.end());

  it.each(SEEDS)('reads no wrong value and comes back to polling (seed %d)', async (seed) => {
    const random = numbers(seed);
    const clock = new ManualClock();
    const adapter = new Obd2Adapter(clock, new SilentLog(), { troubleCodesRead: () => undefined });
    const car = drivenCar(PIDS);
    /** What the engine's ECU truly said, and when. */
    const truth: { readonly name: ValueName; readonly value: number; readonly atMs: number }[] = [];
    const honest = car.answer.bind(car);
    let isBad = true;
    car.answer = (request) => {
      const row = pidRow(request.slice(2));
      if (row && request.startsWith('01') && car.on) {
        const data = Array.from({ length: row.bytes }, () => Math.floor(random() * 256));
        car.data.set(Number.parseInt(row.pid, 16), data);
        const value = row.decode(data[0] ?? 0, data[1] ?? 0);
        truth.push({ name: row.name, value, atMs: clock.monotonic() });
        // The gearbox's word counts as long as nothing else was heard of the engine.
        if (row.name === 'speed') truth.push({ name: 'speed', value: 99, atMs: clock.monotonic() });
      }
      const { lines, latencyMs } = honest(request);
      const late = random() < 0.03 ? 3000 : latencyMs * (0.5 + 2 * random());
      return { lines, latencyMs: isBad ? late : latencyMs };
    };
    const device = new SmallElm327(clock, adapter, car);
    elm = device;
    // Every second line is hopeless, the others are bad.
    device.damage = badLine(random, seed % 2 === 0 ? 0.4 : 0.08);
    device.plugIn();
    let sampled = 0;
    const check = (): void => {
      const atMs = clock.monotonic();
      const entry = adapter.sample({ atMs })[0] as Obd2SensorDto | undefined;
      for (const [name, value] of Object.entries(entry ?? {})) {
        if (name === 'sensor') continue;
        if (name === 'battery_voltage') {
          expect(value).toBe(14.1);
          continue;
        }
        const since = atMs - (LIFE_MS[name] ?? LONGEST_LIFE_MS);
        const isTrue = truth.some(
          (each) => each.atMs >= since && each.name === name && each.value === value,
        );
        if (!isTrue)
          throw new Error(`${name} ${String(value)} was never said lately (seed ${seed})`);
        sampled += 1;
      }
    };
    while (clock.monotonic() < NOISY_MS) {
      if (random() < 0.01) device.brownOut();
      if (random() < 0.01)
        device.say(Buffer.from(Array.from({ length: 50 }, () => Math.floor(random() * 256))));
      if (random() < 0.005) car.on = !car.on;
      device.hangs = device.hangs ? random() < 0.9 : random() < 0.01;
      await clock.sleep(SAMPLE_MS);
      check();
    }
    device.damage = (reply) => [reply];
    device.hangs = false;
    car.on = true;
    isBad = false;
    const healedMs = clock.monotonic();
    const hasEngine = (): boolean =>
      adapter
        .sample({ atMs: clock.monotonic() })
        .some((entry) => entry.sensor === 'obd2' && entry.rpm !== undefined);
    // What was sampled last may still be fresh.
    await clock.sleep(3000);
    while (adapter.state(clock.monotonic()) === undefined || !hasEngine()) {
      await clock.sleep(SAMPLE_MS);
      check();
      if (clock.monotonic() - healedMs > BACK_AFTER_MS)
        throw new Error(`Not back to polling (seed ${seed})`);
    }
    looked += sampled;
    // Whatever was heard, nothing but questions was said; an interrupted adapter may have lost the A of an AT.
    const spoken = new Set(device.sent.map(({ text }) => text));
    for (const text of spoken) {
      expect(text).toMatch(/^(A?T(Z|I|E0|L0|H1|S1|SP0|RV)|01[0-9A-F]{2}|03|07|0A|0902|)$/);
    }
  });

  it('was looked at where it read something, too', () => {
    expect(looked / SEEDS.length).toBeGreaterThan(100);
  });
});
