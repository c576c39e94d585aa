import type { RecordedPoint } from '../src/replay/envirocar-recording.js';
import { betweenAngles, driveAt } from './interpolation.js';

const POINTS: readonly RecordedPoint[] = [
  {
    offsetMs: 0,
    gps: { sensor: 'gps', location: [51, 7], speed: 10, course: 350, altitude: 100 },
    obd2: { sensor: 'obd2', rpm: 1000, throttle: 6 },
  },
  {
    offsetMs: 5000,
    gps: { sensor: 'gps', location: [51.001, 7.0005], speed: 20, course: 10 },
    obd2: { sensor: 'obd2', rpm: 2000 },
  },
  { offsetMs: 10_000, gps: { sensor: 'gps', location: [51.002, 7.001], speed: 20 } },
  { offsetMs: 40_000, gps: { sensor: 'gps', location: [51.1, 7.1], speed: 0 } },
];

describe('driveAt', () => {
  it('gives a recorded point as it is', () => {
    const { gps, obd2 } = POINTS[0]!;
    expect(driveAt(POINTS, 0)).toEqual({ gps, obd2, interpolated: false });
  });

  it('gives the straight line between two, and only what both have', () => {
    expect(driveAt(POINTS, 1000)).toEqual({
      gps: { sensor: 'gps', location: [51.0002, 7.0001], speed: 12, course: 354 },
      obd2: { sensor: 'obd2', rpm: 1200 },
      interpolated: true,
    });
    expect(driveAt(POINTS, 7000)).toEqual({
      gps: { sensor: 'gps', location: [51.0014, 7.0007], speed: 20 },
      interpolated: true,
    });
  });

  it.each([-1, 10_001, 39_999, 40_001])(
    'gives nothing outside the drive and in a gap (%i ms)',
    (offset) => {
      expect(driveAt(POINTS, offset)).toBeUndefined();
    },
  );
});

describe('betweenAngles', () => {
  it.each([
    [350, 10, 0.5, 0],
    [10, 350, 0.25, 5],
    [0, 180, 0.5, 270],
    [90, 100, 0.1, 91],
    [359.9, 0.1, 0.5, 0],
  ])('%f° to %f° by %f is %f°', (from, to, share, expected) => {
    expect(betweenAngles(from, to, share)).toBeCloseTo(expected, 5);
  });
});
