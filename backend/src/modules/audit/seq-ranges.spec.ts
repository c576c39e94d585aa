import { firstOutside, rangesOf, readRanges } from './seq-ranges.js';

describe('ranges', () => {
  it.each([
    [[], []],
    [[3], [[3, 3]]],
    [
      [1, 2, 3, 5, 8, 9],
      [
        [1, 3],
        [5, 5],
        [8, 9],
      ],
    ],
  ])('of %j', (seqs, expected) => {
    expect(rangesOf(seqs)).toEqual(expected);
  });

  it.each([undefined, null, 'all', { 0: [1, 2] }, [[1]], [['1', '2']], [[1, 2.5]], [5]])(
    'are not read from %j',
    (value) => {
      expect(readRanges(value)).toEqual([]);
    },
  );

  it('hold what lies between their ends', () => {
    const ranges = readRanges([
      [9, 9],
      [2, 4],
      [3, 3],
    ]);
    expect(firstOutside([2, 3, 4, 9], ranges)).toBeUndefined();
    expect(firstOutside([2, 5, 8], ranges)).toBe(5);
    expect(firstOutside([1], [])).toBe(1);
  });
});
