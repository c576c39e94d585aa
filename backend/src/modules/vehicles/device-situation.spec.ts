import { deviceSituation, SILENT_AFTER_MS } from './device-situation.js';

describe('a vehicle’s device', () => {
  const now = Date.UTC(2026, 10, 25);
  const old = now - SILENT_AFTER_MS - 1;
  const device = (enrolledMs: number, statusMs?: number) => ({
    enrolledAt: new Date(enrolledMs),
    lastStatusAt: statusMs === undefined ? null : new Date(statusMs),
  });

  it('may not be there, whatever an earlier one said', () => {
    expect(deviceSituation(undefined, { series: 1, timeMs: now }, now)).toEqual({
      situation: 'none',
    });
  });

  it.each([
    ['just enrolled', device(now), undefined],
    ['enrolled a week ago', device(now - SILENT_AFTER_MS), undefined],
    ['heard by its status', device(old, now), undefined],
    ['heard by a reading', device(old), { series: 1, timeMs: now - 1000 }],
    ['heard by its power', device(old), { series: 1, powerTimeMs: now - 1000 }],
    ['whose clock is ahead', device(old), { series: 1, timeMs: now + 60_000 }],
  ])('is attached: %s', (_, attached, last) => {
    expect(deviceSituation(attached, last, now)).toEqual({ situation: 'attached' });
  });

  it.each([
    ['never heard', device(old), undefined, old],
    ['heard long ago', device(old - 9), { series: 1, timeMs: old }, old],
    ['whose status is old', device(old - 9, old - 5), { series: 1, timeMs: old - 7 }, old - 5],
  ])('is silent: %s', (_, attached, last, silentSinceMs) => {
    expect(deviceSituation(attached, last, now)).toEqual({ situation: 'silent', silentSinceMs });
  });
});
