import { boundsOf, isInside } from './bounds.js';

describe('isInside', () => {
  it.each([
    [[-5, 41, 10, 51], 45, 4, true],
    [[-5, 41, 10, 51], 41, 10, true],
    [[-5, 41, 10, 51], 40.9, 4, false],
    [[-5, 41, 10, 51], 45, 10.1, false],
    [[170, -10, -170, 10], 0, 175, true],
    [[170, -10, -170, 10], 0, -175, true],
    [[170, -10, -170, 10], 0, 0, false],
  ] as const)('%j holds %f, %f: %s', (bounds, latitude, longitude, expected) => {
    expect(isInside(bounds, latitude, longitude)).toBe(expected);
  });
});

describe('boundsOf', () => {
  it.each([[[-5, 41, 10, 51]], [[170, -10, -170, 10]], [[-180, -90, 180, 90]]])(
    'takes %j',
    (value) => {
      expect(boundsOf(value)).toEqual(value);
    },
  );
  it.each([
    [undefined],
    ['-5,41,10,51'],
    [[-5, 41, 10]],
    [[-5, 41, 10, '51']],
    [[-5, 51, 10, 41]],
    [[-5, 41, 10, Number.NaN]],
    [[-181, 41, 10, 51]],
    [[-5, -91, 10, 51]],
  ])('refuses %j', (value) => {
    expect(boundsOf(value)).toBeUndefined();
  });
});
