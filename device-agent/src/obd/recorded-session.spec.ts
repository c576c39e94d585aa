import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Obd2SensorDto } from '@naif/wire';
import type { SmallCar } from '../../test/small-elm327.js';
import { SmallElm327 } from '../../test/small-elm327.js';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import { decodeElmSession } from './decode-session.js';
import { Obd2Adapter } from './obd2-adapter.js';

const RECORDING = join(__dirname, '../../../recordings/elm327-session.txt');

interface Pair {
  readonly request: string;
  readonly reply: string;
  readonly latencyMs: number;
}

function recordedPairs(): readonly Pair[] {
  const lines = readFileSync(RECORDING, 'utf8').split('\n');
  const ms = (line: string): number => Date.parse(`1970-01-01T${line.slice(0, 12)}Z`);
  return lines.flatMap((line, index) => {
    const next = lines[index + 1] ?? '';
    if (line[13] !== '>' || next[13] !== '<') return [];
    const request = line.slice(15).replaceAll(' ', '');
    return [{ request, reply: next.slice(15), latencyMs: ms(next) - ms(line) }];
  });
}

/** The recorded car: answers a request with its next recorded reply, after the time that this one took. */
class RecordedCar implements SmallCar {
  readonly told: { readonly request: string; readonly reply: string }[] = [];
  private readonly left = new Map<string, Pair[]>();
  private isOver = false;

  constructor(pairs: readonly Pair[]) {
    for (const pair of pairs) {
      this.left.set(pair.request, [...(this.left.get(pair.request) ?? []), pair]);
    }
  }

  volts = (): string => '14.1V';

  answer(request: string): ReturnType<SmallCar['answer']> {
    // 04, 0B, 0C, 0D, 0F, 10 and 11 are what was recorded.
    if (request === '0100') return { lines: ['SEARCHING...', '4100103B8000'], latencyMs: 1500 };
    const pair = this.left.get(request)?.shift();
    if (!pair) {
      this.isOver ||= this.left.has(request);
      return { lines: ['NO DATA'], latencyMs: 200 };
    }
    this.told.push({ request, reply: pair.reply });
    return { lines: [pair.reply], latencyMs: pair.latencyMs };
  }

  get isSpent(): boolean {
    return this.isOver;
  }
}

describe('the recorded car', () => {
  const pairs = recordedPairs();

  it('is answered by as fast as it was recorded', () => {
    const latencies = pairs.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
    expect(latencies).toHaveLength(1030);
    const median = latencies[515]!;
    expect(median).toBeGreaterThan(55);
    expect(median).toBeLessThan(65);
    expect(latencies[978]!).toBeGreaterThan(200);
  });

  it('is kept up with: its fast values once a second, each as it was recorded', async () => {
    const clock = new ManualClock();
    const adapter = new Obd2Adapter(clock, new SilentLog(), { troubleCodesRead: () => undefined });
    const car = new RecordedCar(pairs);
    const elm = new SmallElm327(clock, adapter, car);
    elm.plugIn();
    await clock.sleep(6000);
    const samples: Obd2SensorDto[] = [];
    const begunMs = clock.monotonic();
    while (!car.isSpent) {
      samples.push(adapter.sample({ atMs: clock.monotonic() })[0] as Obd2SensorDto);
      await clock.sleep(1000);
    }
    elm.end();
    const seconds = (clock.monotonic() - begunMs) / 1000;
    // 147 recorded rounds, one a second, are two minutes and a half.
    expect(seconds).toBeGreaterThan(130);
    const FAST = ['0104', '010B', '010C', '010D', '0110', '0111'];
    const within = elm.sent.filter(({ atMs }) => atMs >= begunMs);
    for (const request of FAST) {
      const asked = within.filter(({ text }) => text === request).length;
      expect(asked / seconds).toBeGreaterThan(0.98);
      expect(asked / seconds).toBeLessThan(1.02);
    }
    const slow = within.filter(({ text }) => text === '010F').length;
    expect(slow / seconds).toBeGreaterThan(0.08);
    // None of the readings lacks a value, and each value is one that the car told.
    const told = [...decodeElmSession(car.told.map(({ reply }) => `t < ${reply}`))];
    const known = new Set(told.map(({ name, value }) => `${name} ${value}`));
    for (const { sensor: _, battery_voltage: __, ...values } of samples) {
      expect(Object.keys(values).sort()).toEqual([
        'engine_load',
        'intake_pressure',
        'intake_temp',
        'maf',
        'rpm',
        'speed',
        'throttle',
      ]);
      for (const [name, value] of Object.entries(values)) {
        expect(known.has(`${name} ${value}`)).toBe(true);
      }
    }
  });
});
