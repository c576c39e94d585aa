import { addReadings } from './reading-ring';

const at = (second: number, rpm = 0): { time: string; rpm: number } => ({
  time: new Date(second * 1000).toISOString(),
  rpm,
});
const seconds = (readings: readonly { time: string }[]): number[] =>
  readings.map(({ time }) => Date.parse(time) / 1000);

describe('addReadings', () => {
  it('sorts late readings in', () => {
    expect(seconds(addReadings([at(1), at(4)], [at(5), at(2)], 10))).toEqual([1, 2, 4, 5]);
  });

  it('keeps the first of two of the same instant', () => {
    expect(addReadings([at(1, 800)], [at(1, 900)], 10)).toEqual([at(1, 800)]);
  });

  it('stays bounded and keeps the newest', () => {
    expect(seconds(addReadings([at(1), at(2), at(3)], [at(4)], 3))).toEqual([2, 3, 4]);
  });
});
