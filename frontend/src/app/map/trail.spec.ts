import { extendTrail, fadingParts } from './trail';

const at = (timeMs: number) => ({ x: timeMs, y: 0, timeMs });

describe('extendTrail', () => {
  it('grows with newer points and forgets the oldest', () => {
    const trail = [at(0), at(5), at(10)];
    expect(extendTrail(trail, at(12), 8).map(({ timeMs }) => timeMs)).toEqual([5, 10, 12]);
  });

  it('stays the same object when there is nothing newer', () => {
    const trail = [at(5)];
    expect(extendTrail(trail, at(5), 100)).toBe(trail);
    expect(extendTrail(trail, at(4), 100)).toBe(trail);
  });
});

describe('fadingParts', () => {
  it('covers every segment once, brighter towards the head', () => {
    const parts = fadingParts(100);
    expect(parts[0]?.[0]).toBe(0);
    expect(parts.at(-1)?.[1]).toBe(99);
    for (const [index, [from]] of parts.entries()) {
      if (index > 0) expect(from).toBe(parts[index - 1]?.[1]);
    }
    expect(parts.at(-1)?.[2]).toBe(1);
  });

  it('needs two points', () => {
    expect(fadingParts(1)).toEqual([]);
    expect(fadingParts(0)).toEqual([]);
    expect(fadingParts(2)).toEqual([[0, 1, 1]]);
  });
});
