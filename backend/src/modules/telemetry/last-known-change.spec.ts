import { READING_FLAGS, type Reading } from '../../ports/reading.js';
import { lastKnownChange } from './last-known-change.js';

const at = (timeMs: number, more: Partial<Reading> = {}): Reading => ({
  timeMs,
  flags: 0,
  ...more,
});

describe('lastKnownChange', () => {
  it('is nothing where nothing is new', () => {
    expect(lastKnownChange(1, [], undefined)).toBeUndefined();
    expect(lastKnownChange(1, [at(9, { flags: READING_FLAGS.future })], undefined)).toBeUndefined();
  });

  it('takes the newest reading and the newest position, in whatever order they come', () => {
    const readings = [
      at(30, { rpm: 900 }),
      at(20, { latitude: 45, longitude: 5, courseDegrees: 90, gpsSpeedKmh: 50 }),
      at(10, { latitude: 44, longitude: 4 }),
      at(99, { latitude: 1, longitude: 1, flags: READING_FLAGS.future }),
    ];
    expect(lastKnownChange(1, readings, undefined)).toEqual({
      series: 1,
      timeMs: 30,
      rpm: 900,
      positionTimeMs: 20,
      latitude: 45,
      longitude: 5,
      courseDegrees: 90,
    });
  });

  it("prefers the car's own speed", () => {
    expect(lastKnownChange(1, [at(1, { gpsSpeedKmh: 2, obdSpeedKmh: 0 })], undefined)).toEqual({
      series: 1,
      timeMs: 1,
      speedKmh: 0,
    });
  });

  it('keeps the first of two readings of one instant, as the store does', () => {
    expect(lastKnownChange(1, [at(1, { rpm: 1 }), at(1, { rpm: 2 })], undefined)).toMatchObject({
      rpm: 1,
    });
  });

  it('takes what the vehicle says of its power', () => {
    expect(lastKnownChange(1, [], { timeMs: 5, power: 'parked' })).toEqual({
      series: 1,
      power: 'parked',
      powerTimeMs: 5,
    });
  });
});
