import { Latencies, median } from './latencies.mts';

describe('latencies', () => {
  it('tells percentiles by the nearest rank', () => {
    const latencies = new Latencies();
    for (let ms = 100; ms >= 1; ms--) latencies.add(ms);
    expect(latencies.summary()).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  });

  it('tells nothing of nothing', () => {
    expect(new Latencies().summary()).toEqual({ count: 0, p50: NaN, p95: NaN, p99: NaN, max: NaN });
  });

  it.each([
    [[7], 7],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])('median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
