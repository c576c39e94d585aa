import type { AgentStatusDto, ClockDto, RecordDto } from '@naif/wire';
import {
  clockFromWire,
  readingFromWire,
  resultsFromWire,
  statusFromWire,
  troubleCodesFromWire,
} from './from-wire.js';

const TIME = '2026-11-25T12:00:00.250Z';
const TIME_MS = Date.UTC(2026, 10, 25, 12, 0, 0, 250);

const record = (...sensors: object[]): RecordDto =>
  ({ time: TIME, data: { sensors } }) as unknown as RecordDto;
const gps = (fields: object): object => ({
  sensor: 'gps',
  satellites: 7,
  location: [45, 5],
  ...fields,
});

describe('readingFromWire', () => {
  it('gives every field its place and unit', () => {
    const obd2 = {
      engine_load: 1,
      coolant_temp: 2,
      intake_pressure: 3,
      rpm: 4,
      speed: 5,
      fuel_level: 6,
      ambiant_air_temp: 7,
      maf: 8,
      intake_temp: 9,
      throttle: 10,
      fuel_rate: 11,
      run_time: 12,
      distance_mil: 13,
      short_fuel_trim: 14,
      long_fuel_trim: 15,
      module_voltage: 16,
      battery_voltage: 17,
    };
    const full = {
      ...record(
        { sensor: 'arduino', millis: 123 },
        {
          sensor: 'gps',
          satellites: 7,
          location: [45.5, 5.5],
          altitude: 212,
          course: 90,
          speed: 48,
          datetime: TIME,
          hdop: 1,
          fix: '3d',
        },
        { sensor: 'obd2', ...obd2 },
      ),
      seq: 9,
    };
    expect(readingFromWire(full, 'B6F4A0DE-6F7C-4E1B-9B1E-5D3E9D1F0A11')).toEqual({
      timeMs: TIME_MS,
      flags: 0,
      outbox: 'b6f4a0de-6f7c-4e1b-9b1e-5d3e9d1f0a11',
      seq: 9,
      uptimeMs: 123,
      satellites: 7,
      latitude: 45.5,
      longitude: 5.5,
      altitudeMetres: 212,
      courseDegrees: 90,
      gpsSpeedKmh: 48,
      gpsTimeMs: TIME_MS,
      hdop: 1,
      fix: '3d',
      engineLoadPercent: 1,
      coolantCelsius: 2,
      intakePressureKpa: 3,
      rpm: 4,
      obdSpeedKmh: 5,
      fuelLevelPercent: 6,
      ambientCelsius: 7,
      mafGramsPerSecond: 8,
      intakeCelsius: 9,
      throttlePercent: 10,
      fuelRateLitresPerHour: 11,
      runTimeSeconds: 12,
      distanceMilKm: 13,
      shortFuelTrimPercent: 14,
      longFuelTrimPercent: 15,
      moduleVolts: 16,
      batteryVolts: 17,
    });
  });

  it('takes a time without offset for UTC, and flags it', () => {
    const reading = readingFromWire({ ...record(), time: '2026-11-25T12:00:00.25' }, undefined);
    expect(reading).toEqual({ timeMs: TIME_MS, flags: 1 });
  });

  it.each([
    ['zeros without satellites', { satellites: 0, location: [0, 0], speed: 0, altitude: 0 }],
    ['zeros and no word of satellites', { satellites: null, location: [0, 0], course: 0 }],
    ['no fix by its own word', { fix: 'none', speed: 3 }],
  ])('has no position and no motion from a receiver that searches: %s', (_, fields) => {
    const reading = readingFromWire(record(gps(fields)), undefined);
    for (const field of [
      'latitude',
      'longitude',
      'altitudeMetres',
      'courseDegrees',
      'gpsSpeedKmh',
    ]) {
      expect(reading).not.toHaveProperty(field);
    }
  });

  it.each([
    ['nothing', { location: undefined }],
    ['null', { location: null }],
    ['nulls', { location: [null, null] }],
    ['half', { location: [45, null] }],
  ])('has no position, but a speed, where the location is %s', (_, fields) => {
    const reading = readingFromWire(record(gps({ ...fields, speed: 30 })), undefined);
    expect(reading).not.toHaveProperty('latitude');
    expect(reading).not.toHaveProperty('longitude');
    expect(reading.gpsSpeedKmh).toBe(30);
  });

  it('believes satellites at [0, 0], and a place on the equator or at Greenwich without', () => {
    expect(readingFromWire(record(gps({ location: [0, 0] })), undefined)).toMatchObject({
      latitude: 0,
      longitude: 0,
    });
    expect(
      readingFromWire(record(gps({ location: [51.5, 0], satellites: 0 })), undefined),
    ).toMatchObject({ longitude: 0 });
  });

  it('keeps aside what it does not know, and a second sensor of a kind', () => {
    const second = { sensor: 'obd2', rpm: 2 };
    const reading = readingFromWire(
      record({ sensor: 'obd2', rpm: 1 }, second, { sensor: 'lidar', x: [1] }),
      undefined,
    );
    expect(reading.rpm).toBe(1);
    expect(reading.otherSensors).toEqual([second, { sensor: 'lidar', x: [1] }]);
  });

  it('leaves out a receiver time that is none', () => {
    const reading = readingFromWire(
      record(gps({ satellites: 0, datetime: '2000-00-00T00:00:00' })),
      undefined,
    );
    expect(reading).not.toHaveProperty('gpsTimeMs');
  });
});

describe('statusFromWire', () => {
  it('keeps what it knows, without nulls and without characters that no database takes', () => {
    const status = {
      time: TIME,
      power: 'parked',
      agent_version: '1.0\u0000\ud800é',
      outbox_depth: null,
      vin_matches: false,
      mood: 'good',
    } as unknown as AgentStatusDto;
    expect(statusFromWire(status)).toEqual({
      timeMs: TIME_MS,
      status: { time: TIME, power: 'parked', agent_version: '1.0é', vin_matches: false },
    });
  });
});

describe('what else an upload brings', () => {
  it('is the clock, where the vehicle says how sure it is', () => {
    expect(clockFromWire({ source: 'gps', uncertainty_ms: 20 })).toEqual({
      source: 'gps',
      uncertaintyMs: 20,
    });
    const unsure = { source: 'none', uncertainty_ms: null } as unknown as ClockDto;
    expect(clockFromWire(unsure)).toEqual({ source: 'none' });
    expect(clockFromWire(null)).toBeUndefined();
  });

  it('are trouble codes, the first of each instant', () => {
    const report = { mil: true, stored: ['P0301'], pending: [], permanent: [] };
    expect(
      troubleCodesFromWire([
        { time: TIME, ...report },
        { time: TIME, ...report, stored: [] },
      ]),
    ).toEqual([{ timeMs: TIME_MS, ...report }]);
    expect(troubleCodesFromWire(null)).toEqual([]);
  });

  it('are results of commands, the first word on each', () => {
    expect(
      resultsFromWire([
        { id: 'a', outcome: 'done', detail: 'ok\u0000' },
        { id: 'a', outcome: 'failed' },
        { id: 'b', outcome: 'refused' },
      ]),
    ).toEqual([
      { id: 'a', outcome: 'done', detail: 'ok' },
      { id: 'b', outcome: 'refused' },
    ]);
    expect(resultsFromWire(undefined)).toEqual([]);
  });
});
