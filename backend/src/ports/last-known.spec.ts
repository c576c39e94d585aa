import { advanceState, seenMs, stateSince, type LastKnownState } from './last-known.js';

const KNOWN: LastKnownState = {
  series: 7,
  timeMs: 1000,
  speedKmh: 50,
  rpm: 2000,
  positionTimeMs: 900,
  latitude: 45,
  longitude: 4,
  courseDegrees: 90,
  power: 'driving',
  powerTimeMs: 500,
};

describe('advanceState', () => {
  it('takes everything when nothing was known', () => {
    expect(advanceState(undefined, KNOWN)).toBe(KNOWN);
  });

  it.each([
    [
      'older',
      { series: 7, timeMs: 999, speedKmh: 1, positionTimeMs: 1, latitude: 1, longitude: 1 },
    ],
    ['as old', { series: 7, timeMs: 1000, speedKmh: 1, power: 'parked', powerTimeMs: 500 }],
    ['empty', { series: 7 }],
  ] as const)('stays where it is for what is %s', (_, change) => {
    expect(advanceState(KNOWN, change)).toBe(KNOWN);
  });

  it('replaces the reading as a whole and keeps position and power', () => {
    expect(advanceState(KNOWN, { series: 7, timeMs: 1001, speedKmh: 3 })).toEqual({
      series: 7,
      timeMs: 1001,
      speedKmh: 3,
      positionTimeMs: 900,
      latitude: 45,
      longitude: 4,
      courseDegrees: 90,
      power: 'driving',
      powerTimeMs: 500,
    });
  });

  it('takes a newer position out of a reading that is itself older', () => {
    const change = { series: 7, timeMs: 950, positionTimeMs: 950, latitude: 46, longitude: 5 };
    expect(advanceState(KNOWN, change)).toMatchObject({
      timeMs: 1000,
      speedKmh: 50,
      positionTimeMs: 950,
      latitude: 46,
    });
    expect(advanceState(KNOWN, change)).not.toHaveProperty('courseDegrees');
  });

  it('takes a newer power state alone', () => {
    const parked = { series: 7, power: 'parked', powerTimeMs: 501 } as const;
    expect(advanceState(KNOWN, parked)).toEqual({ ...KNOWN, power: 'parked', powerTimeMs: 501 });
  });
});

describe('stateSince', () => {
  it('keeps what is from then or later, part by part', () => {
    expect(stateSince(KNOWN, 0)).toEqual(KNOWN);
    expect(stateSince(KNOWN, 1000)).toEqual({ series: 7, timeMs: 1000, speedKmh: 50, rpm: 2000 });
    expect(stateSince({ series: 7, power: 'parked', powerTimeMs: 3 }, 3)).toEqual({
      series: 7,
      power: 'parked',
      powerTimeMs: 3,
    });
    expect(stateSince(KNOWN, 1001)).toBeUndefined();
  });
});

describe('seenMs', () => {
  it('is the time of the newest reading, else of the status', () => {
    expect(seenMs(KNOWN)).toBe(1000);
    expect(seenMs({ series: 7, power: 'parked', powerTimeMs: 3 })).toBe(3);
  });
});
