import { standingPower, vehicleState } from './vehicle-state.js';

const NOW = Date.UTC(2026, 10, 25, 12);
const MINUTE = 60_000;

describe('vehicleState', () => {
  it.each([
    ['no data at all', undefined, 'never'],
    ['fresh and faster than 3 km/h', { series: 1, timeMs: NOW - 1000, speedKmh: 3.1 }, 'moving'],
    ['fresh at exactly 3 km/h', { series: 1, timeMs: NOW - 1000, speedKmh: 3 }, 'stopped'],
    ['fresh without a speed', { series: 1, timeMs: NOW - 1000 }, 'stopped'],
    [
      'just under two minutes old',
      { series: 1, timeMs: NOW - 2 * MINUTE + 1, speedKmh: 50 },
      'moving',
    ],
    ['two minutes old', { series: 1, timeMs: NOW - 2 * MINUTE, speedKmh: 50 }, 'stale'],
    ['fifteen minutes old', { series: 1, timeMs: NOW - 15 * MINUTE }, 'offline'],
    [
      'parked a month ago, silent since',
      {
        series: 1,
        timeMs: NOW - 43_200 * MINUTE,
        power: 'parked',
        powerTimeMs: NOW - 43_200 * MINUTE,
      },
      'parked',
    ],
    [
      'parked, the reading before it still moved',
      {
        series: 1,
        timeMs: NOW - 2000,
        speedKmh: 40,
        rpm: 900,
        power: 'parked',
        powerTimeMs: NOW - 1000,
      },
      'parked',
    ],
    [
      'parked, then a reading at rest',
      {
        series: 1,
        timeMs: NOW - 1000,
        speedKmh: 0,
        rpm: 0,
        power: 'parked',
        powerTimeMs: NOW - 5000,
      },
      'parked',
    ],
    [
      'parked, then wheels that turn',
      { series: 1, timeMs: NOW - 1000, speedKmh: 30, power: 'parked', powerTimeMs: NOW - 5000 },
      'moving',
    ],
    [
      'parked, then an engine that idles',
      {
        series: 1,
        timeMs: NOW - 1000,
        speedKmh: 0,
        rpm: 800,
        power: 'parked',
        powerTimeMs: NOW - 5000,
      },
      'stopped',
    ],
    [
      'driving by its own word, but silent',
      { series: 1, timeMs: NOW - 3 * MINUTE, power: 'driving', powerTimeMs: NOW - MINUTE },
      'stale',
    ],
    ['heard of only by a status', { series: 1, power: 'driving', powerTimeMs: NOW - 1 }, 'stopped'],
    ['parked, and nothing else is known', { series: 1, power: 'parked', powerTimeMs: 0 }, 'parked'],
  ] as const)('%s', (_, last, expected) => {
    expect(vehicleState(last, NOW)).toBe(expected);
  });
});

describe('standingPower', () => {
  it('keeps what was said while nothing newer contradicts it', () => {
    expect(standingPower({ series: 1, timeMs: 1, power: 'stopping', powerTimeMs: 1 })).toBe(
      'stopping',
    );
  });
  it('forgets "parked" once the wheels turn', () => {
    expect(
      standingPower({ series: 1, timeMs: 2, speedKmh: 20, power: 'parked', powerTimeMs: 1 }),
    ).toBeUndefined();
  });
});
