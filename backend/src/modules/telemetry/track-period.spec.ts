import { clippedTo, isFault, trackPeriod } from './track-period.js';

const NOW = Date.UTC(2026, 10, 25, 12);
const DAY = 86_400_000;

describe('trackPeriod', () => {
  it.each([
    [{}, NOW - DAY, NOW],
    [{ to: '2026-11-20T00:00:00Z' }, Date.UTC(2026, 10, 19), Date.UTC(2026, 10, 20)],
    [{ from: '2026-11-25' }, Date.UTC(2026, 10, 25), NOW],
    [{ from: '2026-10-25T13:00:00+01:00' }, NOW - 31 * DAY, NOW],
    [{ from: '2026-11-25T11:59:59.999' }, NOW - 1, NOW],
  ])('%j', (query, fromMs, toMs) => {
    expect(trackPeriod(query, NOW)).toEqual({ fromMs, toMs });
  });

  it.each([
    [{ from: '2026-11-25T13:00:00Z' }, '/from isBefore'],
    [{ from: '2026-11-25T12:00:00Z' }, '/from isBefore'],
    [{ from: '2026-10-25T11:59:59Z' }, '/from maxPeriod'],
    [{ from: '2026-02-30' }, '/from isInstant'],
    [{ to: '2026-W48' }, '/to isInstant'],
  ])('refuses %j', (query, expected) => {
    const period = trackPeriod(query, NOW);
    expect(isFault(period) && `${period.pointer} ${period.code}`).toBe(expected);
  });
});

describe('clippedTo', () => {
  const period = { fromMs: 10, toMs: 20 };

  it('leaves a period whole for whoever may see everything', () => {
    expect(clippedTo(period, undefined)).toEqual([period]);
  });

  it.each([
    [[], []],
    [[{ fromMs: 0, toMs: 10 }], []],
    [[{ fromMs: 20, toMs: 30 }], []],
    [[{ fromMs: 0, toMs: 15 }], [{ fromMs: 10, toMs: 15 }]],
    [[{ fromMs: 15, toMs: Infinity }], [{ fromMs: 15, toMs: 20 }]],
    [
      [
        { fromMs: -Infinity, toMs: 12 },
        { fromMs: 18, toMs: 25 },
      ],
      [
        { fromMs: 10, toMs: 12 },
        { fromMs: 18, toMs: 20 },
      ],
    ],
  ])('%j leaves %j', (periods, parts) => {
    expect(clippedTo(period, periods)).toEqual(parts);
  });
});
