import { nextBonusMalus, premiumUnder } from './bonus-malus';

// The same cases as the server's.
describe('the bonus-malus', () => {
  it('falls as the published table of thirteen years without claims does', () => {
    const years = [1];
    for (let year = 1; year <= 14; year += 1) years.push(nextBonusMalus(years[year - 1]!, 0));
    expect(years).toEqual([
      1, 0.95, 0.9, 0.85, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6, 0.57, 0.54, 0.51, 0.5, 0.5,
    ]);
  });

  it.each([
    [1, 1, 1.25],
    [1, 2, 1.56],
    [1, 3, 1.95],
    [0.5, 1, 0.62],
    [0.57, 1, 0.71],
    [3, 1, 3.5],
    [3.5, 0, 3.32],
    [3.5, 20, 3.5],
  ])('%d with %d claims becomes %d', (before, claims, after) => {
    expect(nextBonusMalus(before, claims)).toBe(after);
  });

  it.each([
    [58_400, 1, 0.95, 55_480],
    [100, 1, 1.25, 125],
    [101, 1, 1.25, 126],
    [102, 1, 1.25, 128],
    [1, 3.5, 0.5, 1],
    [2_000_000_000, 1, 1, 2_000_000_000],
  ])('moves a premium of %d from %d to %d: %d', (premium, before, after, expected) => {
    expect(premiumUnder(premium, before, after)).toBe(expected);
  });
});
