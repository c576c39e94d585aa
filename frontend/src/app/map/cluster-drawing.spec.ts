import { clusterContent, clusterDiscRadius, shortCount } from './cluster-drawing';

describe('clusterContent', () => {
  it('counts the states, the worst first', () => {
    expect(clusterContent(['moving', 'stale', 'moving', 'parked', 'offline'])).toEqual({
      count: 5,
      states: [
        ['offline', 1],
        ['stale', 1],
        ['moving', 2],
        ['parked', 1],
      ],
    });
  });
});

describe('shortCount', () => {
  it.each([
    [2, '2'],
    [999, '999'],
    [1000, '1,0k'],
    [1999, '1,9k'],
    [9999, '9,9k'],
    [10_000, '10k'],
  ])('%d is %s', (count, text) => {
    expect(shortCount(count, ',')).toBe(text);
  });
});

it('a cluster grows slowly', () => {
  expect(clusterDiscRadius(2)).toBeLessThan(17);
  expect(clusterDiscRadius(10_000)).toBeLessThan(30);
});
