import { severity, type StateFacts, STATES_WORST_FIRST, vehicleState } from './vehicle-state';

const NOW = Date.UTC(2026, 10, 23, 12);
const ago = (seconds: number): number => NOW - seconds * 1000;

describe('vehicleState', () => {
  it.each<[string, StateFacts | null, ReturnType<typeof vehicleState>]>([
    ['nothing known', null, 'never'],
    ['no time', { speedKmh: 50 }, 'never'],
    ['fast and fresh', { timeMs: ago(1), speedKmh: 50 }, 'moving'],
    ['just above the threshold', { timeMs: ago(1), speedKmh: 3.1 }, 'moving'],
    ['at the threshold', { timeMs: ago(1), speedKmh: 3 }, 'stopped'],
    ['no speed', { timeMs: ago(1) }, 'stopped'],
    ['said driving, stands', { timeMs: ago(1), speedKmh: 0, power: 'driving' }, 'stopped'],
    ['last moment before stale', { timeMs: ago(119.999), speedKmh: 50 }, 'moving'],
    ['two minutes', { timeMs: ago(120), speedKmh: 50 }, 'stale'],
    ['last moment before offline', { timeMs: ago(899.999), speedKmh: 50 }, 'stale'],
    ['a quarter of an hour', { timeMs: ago(900), speedKmh: 50 }, 'offline'],
    ['parked, fresh', { timeMs: ago(1), speedKmh: 0, power: 'parked' }, 'parked'],
    ['parked for a week', { timeMs: ago(7 * 86_400), power: 'parked' }, 'parked'],
    ['stopping, then silence', { timeMs: ago(900), power: 'stopping' }, 'offline'],
    ['a clock slightly ahead of ours', { timeMs: ago(-2), speedKmh: 50 }, 'moving'],
  ])('%s', (_what, facts, expected) => {
    expect(vehicleState(facts, NOW)).toBe(expected);
  });
});

describe('severity', () => {
  it('orders silence before everything that is heard of', () => {
    const shuffled = ['parked', 'moving', 'offline', 'stopped', 'stale'] as const;
    expect([...shuffled].sort((a, b) => severity(a) - severity(b))).toEqual([
      'offline',
      'stale',
      'moving',
      'stopped',
      'parked',
    ]);
    expect(new Set(STATES_WORST_FIRST.map(severity)).size).toBe(6);
  });
});
