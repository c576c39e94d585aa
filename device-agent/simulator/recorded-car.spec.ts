import type { Recording } from '../src/replay/envirocar-recording.js';
import { SwitchedCar } from './car.js';
import { DriveSchedule } from './drive-schedule.js';
import { RecordedCar } from './recorded-car.js';

const RECORDING: Recording = {
  recordedAt: 0,
  lengthMs: 20_000,
  points: [0, 5000, 10_000, 15_000, 20_000].map((offsetMs) => ({
    offsetMs,
    gps: { sensor: 'gps', location: [51 + offsetMs / 1e6, 7], speed: 36, course: 10, hdop: 1 },
    ...(offsetMs === 0 ? {} : { obd2: { sensor: 'obd2', rpm: 1000 + offsetMs / 10, speed: 35 } }),
  })),
};

const schedule = new DriveSchedule(RECORDING.lengthMs, 0);
const NOON = Date.UTC(2026, 0, 5, 12);
/** A drive's beginning. */
const START = NOON - (NOON % schedule.roundMs);
const car = new RecordedCar(RECORDING, schedule, 'WP0ZZZ99ZTS390000');

describe('RecordedCar', () => {
  it('is where its recording was, and in between', () => {
    expect(car.measures).toEqual(new Set(['rpm', 'speed']));
    expect(car.at(START + 5000)).toEqual({
      engine: 'running',
      runningForMs: 5000,
      isReceiverPowered: true,
      gps: RECORDING.points[1]?.gps,
      obd2: { sensor: 'obd2', rpm: 1500, speed: 35 },
    });
    expect(car.at(START + 7500)).toMatchObject({
      gps: { location: [51.0075, 7] },
      obd2: { rpm: 1750 },
    });
    expect(car.at(START + 1000).obd2).toBeUndefined();
  });

  it('stands with its engine off after a drive, then loses its power', () => {
    expect(car.at(START + 30_000)).toEqual({
      engine: 'off',
      isReceiverPowered: true,
      gps: { sensor: 'gps', location: [51.02, 7], speed: 0, hdop: 1 },
    });
    expect(car.at(START + 120_000)).toEqual({ engine: 'off', isReceiverPowered: false });
  });

  it('can be switched off by hand', () => {
    const switched = new SwitchedCar(car);
    switched.stopEngine();
    expect(switched.at(START + 5000)).toEqual({
      engine: 'off',
      isReceiverPowered: true,
      gps: RECORDING.points[1]?.gps,
    });
    switched.startEngine();
    expect(switched.at(START + 5000)).toEqual(car.at(START + 5000));
  });
});
