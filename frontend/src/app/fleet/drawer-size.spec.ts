import { boundedWidth, PEEK_HEIGHT, restingStop, sheetHeight } from './drawer-size';

describe('the sheet', () => {
  it('stands higher from stop to stop, and never hides the whole map', () => {
    const heights = (['peek', 'half', 'full'] as const).map((stop) => sheetHeight(stop, 700));
    expect(heights).toEqual([PEEK_HEIGHT, 322, 644]);
    expect(sheetHeight('full', 60)).toBe(PEEK_HEIGHT);
  });

  it.each([
    [100, 0, 'peek'],
    [250, 0, 'half'],
    [330, 0, 'half'],
    [600, 0, 'full'],
    [330, 2, 'full'],
    [330, -2, 'peek'],
  ] as const)('let go at %d px with speed %d it rests at %s', (height, speed, stop) => {
    expect(restingStop(height, speed, 700)).toBe(stop);
  });
});

it.each([
  [100, 280],
  [400.4, 400],
  [900, 560],
  [Number.NaN, 360],
])('a width of %p becomes %d', (width, bounded) => {
  expect(boundedWidth(width)).toBe(bounded);
});
