import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import { JsonLog } from '../src/adapters/json-log.js';
import { MemoryOutbox } from '../src/adapters/memory/memory-outbox.js';
import { isUndated, type SampledReading } from '../src/ports/reading-source.js';
import { parseEnvirocarRecording } from '../src/replay/envirocar-recording.js';
import { DriveSchedule } from './drive-schedule.js';
import { LiveDrive } from './live-drive.js';
import { RecordedCar } from './recorded-car.js';
import { SimulatedClock } from './simulated-clock.js';

const NOW = Date.UTC(2026, 0, 5, 8);
const RECORDING = parseEnvirocarRecording(
  readFileSync(join(__dirname, '../../recordings/envirocar/kia-picanto-91124d.json'), 'utf8'),
);
const SCHEDULE = new DriveSchedule(RECORDING.lengthMs, 0);
/** A drive's beginning, some while before now. */
const START = NOW - 2_000_000 - ((NOW - 2_000_000) % SCHEDULE.roundMs);

/** Everything that a vehicle of this name says in the simulated time between two moments, `speed` times as fast as life. */
async function drive(name: string, fromMs: number, untilMs: number, speed = 1000) {
  const real = new ManualClock(NOW);
  const clock = new SimulatedClock(real, fromMs, speed);
  const faults: string[] = [];
  const log = new JsonLog(clock, (line) => faults.push(line), 'error');
  const car = new RecordedCar(RECORDING, SCHEDULE, 'WP0ZZZ99ZTS390000');
  const outbox = new MemoryOutbox();
  const live = new LiveDrive({ car, clock, log, outbox, name, intervalMs: 1000 });
  const stop = new AbortController();
  const running = live.run(stop.signal);
  const said: (SampledReading & { readonly at: number })[] = [];
  const powers: string[] = [];
  for await (const reading of live.source.readings(stop.signal)) {
    if (isUndated(reading)) throw new Error('The time is known.');
    if (reading.time >= untilMs) break;
    said.push({ ...reading, at: real.now() });
    const power = live.source.power()?.state ?? 'unknown';
    if (powers.at(-1) !== power) powers.push(power);
  }
  stop.abort();
  await running;
  return { said, powers, car, faults };
}

const valuesOf = ({ sensors }: SampledReading, kind: 'gps' | 'obd2') =>
  sensors.find(({ sensor }) => sensor === kind) as Readonly<Record<string, unknown>> | undefined;

/** The car's engine speeds in the four seconds before a reading, within the last bit: a value is fresh for 2.5 s. */
function isTrueRpm(car: RecordedCar, time: number, rpm: number): boolean {
  const truths = Array.from({ length: 17 }, (_, step) => car.at(time - step * 250).obd2?.rpm);
  const known = truths.filter((value) => value !== undefined);
  return rpm >= Math.min(...known) - 0.2 && rpm <= Math.max(...known) + 0.2;
}

describe('LiveDrive', () => {
  // The names choose between the receiver's two languages.
  it.each(['AB-123-CD', 'EF-456-GH', 'JK-789-LM'])(
    'says what the car does, in time, and marks it (%s)',
    async (name) => {
      const { said, powers, car, faults } = await drive(name, START + 100_000, START + 760_000);
      const driving = said.filter(({ time }) => SCHEDULE.at(time).kind === 'driving');
      expect(driving.length).toBeGreaterThan(370);
      const places = driving.filter((reading) => valuesOf(reading, 'gps')?.['location']);
      expect(places.length).toBeGreaterThan(driving.length - 10);
      for (const reading of places) {
        const gps = valuesOf(reading, 'gps');
        const epoch = Date.parse(String(gps?.['datetime']));
        expect(reading.time - epoch).toBe(1000);
        const [latitude = NaN, longitude = NaN] = gps?.['location'] as number[];
        const [trueLatitude = NaN, trueLongitude = NaN] = car.at(epoch).gps?.location ?? [];
        expect(latitude).toBeCloseTo(trueLatitude, 6);
        expect(longitude).toBeCloseTo(trueLongitude, 6);
      }
      const speeds = driving.filter((reading) => valuesOf(reading, 'obd2')?.['rpm'] !== undefined);
      // One point of this recording has no values of the engine.
      expect(speeds.length).toBeGreaterThan(driving.length - 40);
      for (const reading of speeds) {
        const rpm = Number(valuesOf(reading, 'obd2')?.['rpm']);
        expect([reading.time, rpm, isTrueRpm(car, reading.time, rpm)]).toContain(true);
      }
      for (const { sensors } of said) {
        expect(sensors.at(-1)).toEqual({ sensor: 'simulator', interpolated: true });
      }
      expect(new Set(said.map(({ time }) => time)).size).toBe(said.length);
      expect(powers).toEqual(['unknown', 'driving', 'stopping', 'parked', 'driving']);
      expect(faults).toEqual([]);
    },
  );

  it('stands with its engine off after a drive, and says little when it is parked', async () => {
    const { said } = await drive('AB-123-CD', START + 470_000, START + 690_000);
    const standing = said.filter(({ time }) => SCHEDULE.at(time - 6000).kind === 'stopping');
    expect(standing.length).toBeGreaterThan(60);
    for (const reading of standing) {
      expect(valuesOf(reading, 'obd2')?.['rpm']).toBeUndefined();
      if (valuesOf(reading, 'gps')) expect(valuesOf(reading, 'gps')?.['speed']).toBe(0);
    }
    const parked = said.filter(({ time }) => SCHEDULE.at(time - 12_000).kind === 'parked');
    expect(parked.length).toBeGreaterThan(0);
    for (const { sensors } of parked) {
      expect(sensors).toEqual([
        { sensor: 'obd2', battery_voltage: 12.4 },
        { sensor: 'simulator', interpolated: true },
      ]);
    }
  });

  it('says the same about an instant at any speed, and then goes on at the pace of life', async () => {
    const fast = await drive('AB-123-CD', NOW - 60_000, NOW + 20_000, 1000);
    const slow = await drive('AB-123-CD', NOW - 60_000, NOW + 20_000, 2);
    const plain = (said: typeof slow.said) => said.map(({ time, sensors }) => ({ time, sensors }));
    expect(plain(fast.said)).toEqual(plain(slow.said));
    for (const { time, at } of fast.said) {
      expect(at).toBeGreaterThanOrEqual(time);
      if (time > NOW) expect(at - time).toBeLessThan(5);
    }
  });
});
