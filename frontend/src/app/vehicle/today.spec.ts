import { startOfDay, today } from './today';

const MIDNIGHT = new Date(2026, 10, 23).getTime();
const at = (minutes: number): { time: string } => ({
  time: new Date(MIDNIGHT + minutes * 60_000).toISOString(),
});
const minutes = (readings: readonly { time: string }[]): number[] =>
  readings.map(({ time }) => (Date.parse(time) - MIDNIGHT) / 60_000);

describe('today', () => {
  it('continues what is on record with what came live since', () => {
    expect(minutes(today([at(1), at(2)], [at(1), at(2), at(3)], MIDNIGHT))).toEqual([1, 2, 3]);
  });

  it('leaves yesterday out, on record and live', () => {
    expect(minutes(today([at(-1), at(1)], [], MIDNIGHT))).toEqual([1]);
    expect(minutes(today([], [at(-1), at(0), at(1)], MIDNIGHT))).toEqual([0, 1]);
  });
});

describe('startOfDay', () => {
  it('is midnight of the reader’s own day', () => {
    expect(startOfDay(MIDNIGHT)).toBe(MIDNIGHT);
    expect(startOfDay(MIDNIGHT + 86_399_999)).toBe(MIDNIGHT);
  });
});
