import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnvirocarRecording } from '../src/replay/envirocar-recording.js';
import type { Car, CarMeasure, CarState } from './car.js';
import { DriveSchedule } from './drive-schedule.js';
import { Ecu } from './ecu.js';
import { RecordedCar } from './recorded-car.js';

const FOLDER = join(__dirname, '../../recordings/envirocar');
const VIN = 'WP0ZZZ99ZTS390000';
const START = Date.UTC(2026, 0, 5);

/** SAE J1979: how the bytes are read, and half of what their last bit says. */
const READ: readonly [CarMeasure, number, (a: number, b: number) => number, number][] = [
  ['engine_load', 0x04, (a) => (a * 100) / 255, 0.2],
  ['intake_pressure', 0x0b, (a) => a, 0.5],
  ['rpm', 0x0c, (a, b) => (256 * a + b) / 4, 0.125],
  ['speed', 0x0d, (a) => a, 0.5],
  ['intake_temp', 0x0f, (a) => a - 40, 0.5],
  ['maf', 0x10, (a, b) => (256 * a + b) / 100, 0.005],
  ['throttle', 0x11, (a) => (a * 100) / 255, 0.2],
];

const RUNNING: CarState = { engine: 'running', runningForMs: 90_000, isReceiverPowered: true };

function carOf(measures: readonly CarMeasure[], state: CarState): Car {
  return { vin: VIN, measures: new Set(measures), at: () => state };
}

function ask(ecu: Ecu, state: CarState, ...request: number[]): readonly (readonly number[])[] {
  return ecu.replies(request, state).map(({ payload }) => payload);
}

describe('Ecu', () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.json')))(
    'says what %s has, within the last bit',
    (name) => {
      const recording = parseEnvirocarRecording(readFileSync(join(FOLDER, name), 'utf8'));
      const schedule = new DriveSchedule(recording.lengthMs, 0);
      const car = new RecordedCar(recording, schedule, VIN);
      const ecu = new Ecu(car);
      const begin = START - (START % schedule.roundMs);
      let compared = 0;
      const wrong: unknown[] = [];
      for (let offset = 0; offset <= recording.lengthMs; offset += 3000) {
        const state = car.at(begin + offset);
        for (const [measure, pid, decode, halfBit] of READ) {
          const truth = state.obd2?.[measure];
          const [reply] = ask(ecu, state, 0x01, pid);
          if (!reply || truth === undefined) {
            expect(reply).toBe(truth);
            continue;
          }
          const read = decode(reply[2] ?? NaN, reply[3] ?? NaN);
          const isRight = reply[0] === 0x41 && reply[1] === pid;
          if (!isRight || Math.abs(read - truth) > halfBit + 1e-9)
            wrong.push([measure, truth, read]);
          compared++;
        }
      }
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(7 * 130);
    },
  );

  it('tells which PIDs there are, page by page', () => {
    const ecu = new Ecu(carOf(['rpm', 'speed'], RUNNING));
    const known: number[] = [];
    for (let page = 0; page <= 0xe0; page += 0x20) {
      const [reply] = ask(ecu, RUNNING, 0x01, page);
      if (!reply) break;
      const bits = reply
        .slice(2)
        .map((byte) => byte.toString(2).padStart(8, '0'))
        .join('');
      known.push(...[...bits].flatMap((bit, index) => (bit === '1' ? [page + 1 + index] : [])));
      if (bits.endsWith('0')) break;
    }
    expect(known).toEqual([
      ...[0x01, 0x05, 0x0c, 0x0d, 0x1c, 0x1f, 0x20, 0x21, 0x40],
      ...[0x42, 0x51],
    ]);
    for (const pid of known.filter((pid) => pid % 0x20 !== 0 && pid !== 0x0c && pid !== 0x0d)) {
      expect(ask(ecu, RUNNING, 0x01, pid)).toHaveLength(1);
    }
    expect(ask(ecu, RUNNING, 0x01, 0x60)).toEqual([]);
    expect(ask(ecu, RUNNING, 0x01, 0x2f)).toEqual([]);
  });

  it('answers several PIDs at once, without those that have no value', () => {
    const state: CarState = { ...RUNNING, obd2: { sensor: 'obd2', rpm: 1000 } };
    const ecu = new Ecu(carOf(['rpm', 'speed'], state));
    expect(ask(ecu, state, 0x01, 0x0c, 0x0d, 0x42)).toEqual([
      [0x41, 0x0c, 0x0f, 0xa0, 0x42, 0x37, 0x14],
    ]);
  });

  it('has a second control unit when asked for one', () => {
    const state: CarState = { ...RUNNING, obd2: { sensor: 'obd2', speed: 50 } };
    const ecu = new Ecu(carOf(['speed'], state), { hasGearboxEcu: true });
    expect(ecu.replies([0x01, 0x00], state).map(({ canId }) => canId)).toEqual([0x7e8, 0x7e9]);
    expect(ecu.replies([0x01, 0x20], state).map(({ canId }) => canId)).toEqual([0x7e8]);
    expect(ask(ecu, state, 0x01, 0x0d)).toEqual([
      [0x41, 0x0d, 50],
      [0x41, 0x0d, 50],
    ]);
  });

  it('tells trouble codes, lamp and VIN', () => {
    const troubles = { mil: true, stored: ['P0301', 'U0100'], pending: ['B1234'], permanent: [] };
    const ecu = new Ecu(carOf([], RUNNING), { troubles });
    expect(ask(ecu, RUNNING, 0x03)).toEqual([[0x43, 2, 0x03, 0x01, 0xc1, 0x00]]);
    expect(ask(ecu, RUNNING, 0x07)).toEqual([[0x47, 1, 0x92, 0x34]]);
    expect(ask(ecu, RUNNING, 0x0a)).toEqual([[0x4a, 0]]);
    expect(ask(ecu, RUNNING, 0x01, 0x01)[0]?.slice(0, 3)).toEqual([0x41, 0x01, 0x82]);
    expect(ask(ecu, RUNNING, 0x09, 0x02)).toEqual([[0x49, 0x02, 1, ...Buffer.from(VIN)]]);
  });

  it('says nothing with the engine off, and never takes an order', () => {
    const off: CarState = { engine: 'off', isReceiverPowered: true };
    const ecu = new Ecu(carOf(['rpm'], RUNNING));
    expect(ask(ecu, off, 0x01, 0x00)).toEqual([]);
    expect(ask(ecu, RUNNING, 0x04)).toEqual([]);
  });
});
