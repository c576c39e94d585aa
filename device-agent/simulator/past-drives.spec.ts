import { pastDriveStarts, type PastDrives } from './past-drives.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 6, 8, 12);
const PLAN: PastDrives = {
  name: 'kia',
  driveMs: 0.5 * HOUR,
  afterMs: NOW - 3 * DAY,
  beforeMs: NOW,
  timeZone: 'Europe/Paris',
};

describe('pastDriveStarts', () => {
  it('has two to four drives a day, in order, at hours when people drive', () => {
    const starts = pastDriveStarts({
      ...PLAN,
      afterMs: Date.UTC(2026, 6, 1, 0),
      beforeMs: Date.UTC(2026, 6, 31, 0),
    });
    const perDay = new Map<string, number>();
    const clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Europe/Paris',
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    });
    for (const start of starts) {
      const [day = '', hour = ''] = clock.format(start).split(', ');
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
      expect(hour >= '07:00' && hour <= '21:31').toBe(true);
      expect(start % 1000).toBe(0);
    }
    expect(perDay.size).toBe(30);
    expect(Math.min(...perDay.values())).toBe(2);
    expect(Math.max(...perDay.values())).toBe(4);
    const gaps = starts.slice(1).map((start, index) => start - starts[index]!);
    expect(Math.min(...gaps)).toBeGreaterThan(HOUR);
  });

  it('gives the same drives whenever it is asked', () => {
    const earlier = pastDriveStarts(PLAN);
    const later = pastDriveStarts({ ...PLAN, beforeMs: NOW + 2 * DAY });
    expect(later.slice(0, earlier.length)).toEqual(earlier);
    expect(earlier.length).toBeGreaterThanOrEqual(6);
  });

  it('keeps inside its bounds, whole drives only', () => {
    const starts = pastDriveStarts(PLAN);
    const [first = 0] = starts;
    const last = starts.at(-1) ?? 0;
    expect(pastDriveStarts({ ...PLAN, afterMs: first })).toEqual(starts.slice(1));
    expect(pastDriveStarts({ ...PLAN, beforeMs: last + PLAN.driveMs })).toEqual(
      starts.slice(0, -1),
    );
  });

  it('gives different vehicles different days', () => {
    expect(pastDriveStarts({ ...PLAN, name: 'dodge' })).not.toEqual(pastDriveStarts(PLAN));
  });
});
