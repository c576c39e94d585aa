import { nearestVertex, speedBand, stretches, type TrackPoint } from './track';

const at = (second: number, longitude?: number, speedKmh?: number): TrackPoint => ({
  time: new Date(second * 1000).toISOString(),
  ...(longitude === undefined ? {} : { latitude: 51, longitude }),
  speedKmh,
});

describe('speedBand', () => {
  it.each([
    [undefined, undefined],
    [0, 0],
    [9.9, 0],
    [10, 1],
    [49.9, 2],
    [50, 3],
    [80, 4],
    [110, 5],
    [180, 5],
  ])('%p km/h is in band %p', (speed, band) => {
    expect(speedBand(speed)).toBe(band);
  });
});

describe('stretches', () => {
  it('breaks where no position is known for more than two minutes', () => {
    const track = stretches([at(0, 7), at(120, 7.1), at(241, 7.2), at(242, 7.3)]);
    expect(track.map((stretch) => stretch.map(({ index }) => index))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('leaves out points without a position, and counts the gap between those that have one', () => {
    const track = stretches([at(0, 7), at(100), at(200, 7.1)]);
    expect(track.map((stretch) => stretch.map(({ index }) => index))).toEqual([[0], [2]]);
  });

  it('knows nothing of an empty track', () => {
    expect(stretches([])).toEqual([]);
    expect(stretches([at(0)])).toEqual([]);
  });
});

describe('nearestVertex', () => {
  const track = stretches([at(0, 7), at(10, 7.1), at(500, 7.2)]);

  it('finds the nearest one in any stretch', () => {
    const target = track[1]?.[0] ?? { x: 0, y: 0 };
    expect(nearestVertex(track, { x: target.x + 1e-4, y: target.y }, 1)?.index).toBe(2);
  });

  it('finds none that is too far', () => {
    expect(nearestVertex(track, { x: 0, y: 0 }, 1)).toBeUndefined();
  });
});
