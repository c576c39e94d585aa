import { boundsToWatch } from './watched-bounds';

const view = [0, 50, 4, 52] as const;

describe('boundsToWatch', () => {
  it('watches a small fleet everywhere, once', () => {
    expect(boundsToWatch(view, undefined, 8)).toBeNull();
    expect(boundsToWatch(view, null, 8)).toBeUndefined();
  });

  it('watches what is in view of a large fleet, and a little around it', () => {
    expect(boundsToWatch(view, undefined, 10_000)).toEqual([-1, 49.5, 5, 52.5]);
    expect(boundsToWatch(view, null, 10_000)).toEqual([-1, 49.5, 5, 52.5]);
  });

  it('asks nothing while the view stays inside what is watched', () => {
    expect(boundsToWatch([0.5, 50, 4.5, 52], [-1, 49.5, 5, 52.5], 10_000)).toBeUndefined();
    expect(boundsToWatch([1.5, 50, 5.5, 52], [-1, 49.5, 5, 52.5], 10_000)).toEqual([
      0.5, 49.5, 6.5, 52.5,
    ]);
  });

  it('watches less after zooming in deeply', () => {
    expect(boundsToWatch([2, 50.9, 2.2, 51], [-1, 49.5, 5, 52.5], 10_000)).toHaveLength(4);
  });

  it('stays on the globe', () => {
    expect(boundsToWatch([-170, -80, 170, 85], undefined, 10_000)).toEqual([-180, -90, 180, 90]);
  });
});
