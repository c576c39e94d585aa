import { addDays, addYears, daysBetween, parisDay, startOfParisDay } from './paris-day.js';

describe('days in France', () => {
  it.each([
    ['2026-11-24T22:59:59.999Z', '2026-11-24'],
    ['2026-11-24T23:00:00.000Z', '2026-11-25'],
    ['2026-07-14T21:59:59.999Z', '2026-07-14'],
    ['2026-07-14T22:00:00.000Z', '2026-07-15'],
  ])('%s lies on %s', (instant, day) => {
    expect(parisDay(Date.parse(instant))).toBe(day);
  });

  it.each([
    ['2026-01-01', '2025-12-31T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    // The clocks change in the small hours of these two.
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s begins at %s', (day, instant) => {
    expect(new Date(startOfParisDay(day)).toISOString()).toBe(instant);
    expect(parisDay(startOfParisDay(day))).toBe(day);
  });

  it('are counted by the calendar', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-30', -2)).toBe('2026-03-28');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(addYears('2026-12-01', 1)).toBe('2027-12-01');
    expect(daysBetween('2026-11-25', '2027-01-24')).toBe(60);
    expect(daysBetween('2026-11-25', '2026-11-24')).toBe(-1);
  });
});
