import { READING_FLAGS, type Reading } from '../../ports/reading.js';
import { isPlausibleTime, mayBeNewest, runSteps } from './ingest-steps.js';

const NOW = Date.UTC(2026, 10, 25, 12);
const reading = (more: Partial<Reading>): Reading => ({ timeMs: NOW, flags: 0, ...more });
const flagsOf = (more: Partial<Reading>, clockUntrusted = false): number =>
  runSteps([reading(more)], { nowMs: NOW, clockUntrusted })[0]!.flags;

describe('runSteps', () => {
  it.each([
    [
      'an ordinary reading',
      {
        latitude: 45,
        longitude: 5,
        altitudeMetres: 212,
        gpsSpeedKmh: 48,
        obdSpeedKmh: 50,
        rpm: 1800,
        coolantCelsius: 88,
      },
      0,
    ],
    ['two minutes ahead', { timeMs: NOW + 120_000 }, 0],
    ['more than two minutes ahead', { timeMs: NOW + 120_001 }, READING_FLAGS.future],
    ['the first of 2020', { timeMs: Date.UTC(2020, 0, 1) }, 0],
    ['the last of 2019', { timeMs: Date.UTC(2020, 0, 1) - 1 }, READING_FLAGS.beforeDevices],
    ['a car that flies', { altitudeMetres: 9000 }, READING_FLAGS.unlikely],
    ['a sensor whose wire broke', { coolantCelsius: -40 }, READING_FLAGS.unlikely],
    ['a byte of ones', { obdSpeedKmh: 255 }, READING_FLAGS.unlikely],
    ['car and receiver far apart', { obdSpeedKmh: 0, gpsSpeedKmh: 61 }, READING_FLAGS.unlikely],
    ['car and receiver somewhat apart', { obdSpeedKmh: 0, gpsSpeedKmh: 60 }, 0],
    ['a receiver alone', { gpsSpeedKmh: 130 }, 0],
    ['a flag from before', { flags: 1, timeMs: 0 }, 1 | READING_FLAGS.beforeDevices],
  ])('%s', (_, more, flags) => {
    expect(flagsOf(more)).toBe(flags);
  });

  it('flags every reading of a vehicle that does not trust its clock', () => {
    expect(flagsOf({}, true)).toBe(READING_FLAGS.clockUntrusted);
  });

  it('changes nothing but flags and drops nothing', () => {
    const readings = [reading({ timeMs: 0, rpm: 20_000 }), reading({ rpm: 1 })];
    const run = runSteps(readings, { nowMs: NOW, clockUntrusted: false });
    expect(run.map(({ flags: _, ...values }) => values)).toEqual(
      readings.map(({ flags: _, ...values }) => values),
    );
  });
});

describe('what may be the newest', () => {
  it('leaves out the future and the time before devices, nothing else', () => {
    const flags = Object.values(READING_FLAGS).filter(
      (flag) => !mayBeNewest(reading({ flags: flag })),
    );
    expect(flags).toEqual([READING_FLAGS.future, READING_FLAGS.beforeDevices]);
    expect([NOW, NOW + 120_001, 0].map((timeMs) => isPlausibleTime(timeMs, NOW))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
