import { gapOf, graphData } from './graph-data';

const at = (
  seconds: number,
  speedKmh?: number,
  rpm?: number,
): Parameters<typeof graphData>[0][0] => ({
  time: new Date(Date.UTC(2026, 10, 23) + seconds * 1000).toISOString(),
  speedKmh,
  rpm,
});

describe('graphData', () => {
  it('lays out one row a reading; missing is null, never zero', () => {
    const data = graphData([at(0, 50, 1800), at(5, undefined, 0), at(10, 0)]);
    expect(data.speedKmh).toEqual([50, null, 0]);
    expect(data.rpm).toEqual([1800, 0, null]);
    expect(data.indexOf).toEqual([0, 1, 2]);
    expect(data.times.map((time) => time - (data.times[0] ?? 0))).toEqual([0, 5, 10]);
  });

  it('breaks the lines where readings are missing, and finds its way there and back', () => {
    const data = graphData([at(0, 10), at(30, 20), at(61, 30)]);
    expect(data.speedKmh).toEqual([10, 20, null, 30]);
    expect(data.indexOf).toEqual([0, 1, null, 2]);
    expect(data.rowOf).toEqual([0, 1, 3]);
    // uPlot wants rising times.
    expect([...data.times].sort((a, b) => a - b)).toEqual([...data.times]);
  });

  it('takes a reduced track for what it is', () => {
    expect(gapOf(undefined)).toBe(30_000);
    expect(gapOf(60_000)).toBe(180_000);
    expect(graphData([at(0, 10), at(61, 30)], gapOf(60_000)).speedKmh).toEqual([10, 30]);
  });

  it('has nothing to show for nothing', () => {
    expect(graphData([]).times).toEqual([]);
  });
});
