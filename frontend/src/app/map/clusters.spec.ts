import { clusterRadius, group } from './clusters';

const at = (id: string, x: number, y = 0) => ({ id, x, y });
const ids = (items: readonly { id: string }[]): string => items.map(({ id }) => id).join('');

describe('group', () => {
  it('joins what is near and leaves the rest alone', () => {
    const { singles, clusters } = group([at('a', 0), at('b', 0.5), at('c', 5), at('d', 0.9)], 1);
    expect(ids(singles)).toBe('c');
    expect(clusters).toHaveLength(1);
    expect(ids(clusters[0]?.members ?? [])).toBe('abd');
    expect(clusters[0]?.x).toBeCloseTo((0 + 0.5 + 0.9) / 3, 9);
  });

  it('joins across the cells of its grid', () => {
    expect(group([at('a', 0.95, 0.95), at('b', 1.05, 1.05)], 1).clusters).toHaveLength(1);
  });

  it('does not join what only the grid puts together', () => {
    expect(group([at('a', 0.01, 0.01), at('b', 0.99, 0.99)], 1).clusters).toHaveLength(0);
  });

  it('counts every item exactly once', () => {
    const items = Array.from({ length: 2000 }, (_, i) =>
      at(`${i}`, (i * 7919) % 100, (i * 31) % 97),
    );
    const { singles, clusters } = group(items, 3);
    const seen = [...singles, ...clusters.flatMap(({ members }) => members)].map(({ id }) => id);
    expect(seen).toHaveLength(2000);
    expect(new Set(seen).size).toBe(2000);
  });

  it('keeps what is asked for alone', () => {
    const items = [at('a', 0), at('b', 0.1), at('c', 0.2)];
    const { singles, clusters } = group(items, 1, ({ id }) => id === 'b');
    expect(ids(singles)).toBe('b');
    expect(ids(clusters[0]?.members ?? [])).toBe('ac');
  });

  it('groups nothing at the deepest zoom', () => {
    const items = [at('a', 0), at('b', 0)];
    expect(group(items, clusterRadius(18)).singles).toBe(items);
  });

  it('groups ten thousand in well under a frame of a second', () => {
    const items = Array.from({ length: 10_000 }, (_, i) =>
      at(`${i}`, Math.sin(i) * 50, Math.cos(i * 7) * 50),
    );
    const start = performance.now();
    group(items, 0.5);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
