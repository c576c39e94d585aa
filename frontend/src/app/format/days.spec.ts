import { daysBetween, localDay } from './days';

describe('days', () => {
  it('are those of the reader’s place', () => {
    expect(localDay(new Date(2026, 0, 5, 0, 0).getTime())).toBe('2026-01-05');
    expect(localDay(new Date(2026, 11, 31, 23, 59).getTime())).toBe('2026-12-31');
  });

  it.each([
    ['2026-11-24', '2026-11-24', 0],
    ['2026-11-24', '2026-11-25', 1],
    ['2026-11-25', '2026-11-24', -1],
    // The clocks change in between.
    ['2026-10-20', '2026-10-30', 10],
    ['2024-02-28', '2024-03-01', 2],
  ])('from %s to %s: %d', (first, second, days) => expect(daysBetween(first, second)).toBe(days));
});
