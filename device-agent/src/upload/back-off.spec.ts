import { backOffMs } from './back-off.js';

describe('backOffMs', () => {
  const rule = { baseMs: 1000, capMs: 60_000 };

  it.each([
    [1, 1000],
    [2, 2000],
    [5, 16_000],
    [7, 60_000],
    [5000, 60_000],
  ])('bounds failure %i by %i ms', (failures, bound) => {
    expect(backOffMs(failures, 0, rule)).toBe(0);
    expect(backOffMs(failures, 0.5, rule)).toBe(bound / 2);
    expect(backOffMs(failures, 0.999999, rule)).toBeLessThanOrEqual(bound);
  });
});
