import { hitTest, step, type Target } from './hit-test';

const target = (item: string, x: number, y = 0, radius = 10): Target<string> => ({
  item,
  x,
  y,
  radius,
});
const targets = [target('a', 0), target('b', 15), target('c', 100), target('top', 100)];

describe('hitTest', () => {
  it.each([
    ['in the middle', 0, 0, 0, 'a'],
    ['between two: the nearer one', 8, 0, 0, 'b'],
    ['at the rim', 0, 10, 0, 'a'],
    ['just beside', 0, 11, 0, undefined],
    ['just beside, with a finger', 0, 18, 8, 'a'],
    ['two in one place: the one on top', 101, 0, 0, 'top'],
    ['nowhere', 50, 50, 8, undefined],
  ])('%s', (_where, x, y, tolerance, expected) => {
    expect(hitTest(targets, x, y, tolerance)).toBe(expected);
  });
});

describe('step', () => {
  const same = (item: string): string => item;
  const some = [target('right', 90), target('left', 10), target('middle', 50)];

  it.each([
    [undefined, 1, 'left'],
    [undefined, -1, 'right'],
    ['left', 1, 'middle'],
    ['right', 1, 'left'],
    ['left', -1, 'right'],
    ['gone', 1, 'left'],
  ] as const)('from %s by %d to %s', (current, direction, expected) => {
    expect(step(some, same, current, direction)).toBe(expected);
  });

  it('has nowhere to go on an empty map', () => {
    expect(step([], same, undefined, 1)).toBeUndefined();
  });
});
