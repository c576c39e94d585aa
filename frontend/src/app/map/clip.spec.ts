import { clipLine, clipRing } from './clip';

const box = { minX: 0, minY: 0, maxX: 10, maxY: 10 };

function area(ring: readonly number[]): number {
  let doubled = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    doubled += (ring[i] ?? 0) * (ring[j + 1] ?? 0) - (ring[j] ?? 0) * (ring[i + 1] ?? 0);
  }
  return Math.abs(doubled / 2);
}

describe('clipRing', () => {
  it('leaves a ring inside as it is', () => {
    expect(area(clipRing([1, 1, 3, 1, 3, 3, 1, 3], box))).toBe(4);
  });

  it('cuts what sticks out', () => {
    expect(area(clipRing([5, 5, 15, 5, 15, 15, 5, 15], box))).toBe(25);
  });

  it('fills the box when the ring surrounds it', () => {
    expect(area(clipRing([-1e6, -1e6, 1e6, -1e6, 1e6, 1e6, -1e6, 1e6], box))).toBe(100);
  });

  it('leaves nothing of a ring outside', () => {
    expect(clipRing([20, 20, 30, 20, 30, 30], box)).toEqual([]);
  });
});

describe('clipLine', () => {
  it('leaves a line inside as it is', () => {
    expect(clipLine([1, 1, 2, 2, 3, 1], box)).toEqual([[1, 1, 2, 2, 3, 1]]);
  });

  it('cuts a line that crosses the box', () => {
    expect(clipLine([-10, 5, 20, 5], box)).toEqual([[0, 5, 10, 5]]);
  });

  it('gives two parts when the line goes out and comes back', () => {
    expect(clipLine([5, 5, 15, 5, 15, 8, 5, 8], box)).toEqual([
      [5, 5, 10, 5],
      [10, 8, 5, 8],
    ]);
  });

  it('gives nothing when the line passes by', () => {
    expect(clipLine([-5, 20, 20, 20], box)).toEqual([]);
    expect(clipLine([-2, 9, 3, 14], box)).toEqual([]);
  });
});
