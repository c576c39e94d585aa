import { timeLabels } from './graph-options';

const told = (ms: number, style: string): string => `${ms}/${style}`;

describe('timeLabels', () => {
  it('shows seconds where ticks are closer than a minute', () => {
    expect(timeLabels([60, 75, 90], told)).toEqual([
      '60000/seconds',
      '75000/seconds',
      '90000/seconds',
    ]);
  });

  it('shows minutes otherwise', () => {
    expect(timeLabels([60, 120], told)).toEqual(['60000/time', '120000/time']);
    expect(timeLabels([60], told)).toEqual(['60000/time']);
    expect(timeLabels([], told)).toEqual([]);
  });
});
