import type { PreviousEnd } from '@naif/wire';
import {
  batteryState,
  parseRunMark,
  previousEnd,
  type BatteryState,
  type RunMark,
} from './run-mark.js';

const MARK: RunMark = { boot: 'a', stopped: false };

describe('previousEnd', () => {
  it.each<[string, RunMark | undefined, string, PreviousEnd | undefined]>([
    ['there was none', undefined, 'a', undefined],
    ['it stopped', { ...MARK, stopped: true }, 'a', 'stopped'],
    ['it stopped with the machine', { ...MARK, stopped: true }, 'b', 'stopped'],
    ['the machine ran on', { ...MARK, battery: 'well', power: 'driving' }, 'a', 'crashed'],
    ['nothing is known of the battery', MARK, 'b', 'power-lost'],
    ['the battery was low', { ...MARK, battery: 'low', power: 'parked' }, 'b', 'power-lost'],
    ['it was low while driving', { ...MARK, battery: 'low', power: 'driving' }, 'b', 'power-lost'],
    [
      'the engine had just stopped',
      { ...MARK, battery: 'well', power: 'stopping' },
      'b',
      'power-lost',
    ],
    [
      'it drove on a good battery',
      { ...MARK, battery: 'well', power: 'driving' },
      'b',
      'unplugged',
    ],
    [
      'it was parked on a good battery',
      { ...MARK, battery: 'well', power: 'parked' },
      'b',
      'unplugged',
    ],
    ['only the good battery is known', { ...MARK, battery: 'well' }, 'b', 'unplugged'],
  ])('is told when %s', (_, mark, boot, end) => {
    expect(previousEnd(mark, boot)).toBe(end);
  });
});

describe('batteryState', () => {
  it.each<[number | undefined, number | undefined, BatteryState | undefined]>([
    [undefined, undefined, undefined],
    [undefined, 12.6, undefined],
    [14.2, undefined, 'well'],
    [12, undefined, 'well'],
    [11.9, undefined, 'low'],
    [0, undefined, 'low'],
    [12.4, 12.9, 'well'],
    [12.2, 12.9, 'low'],
    [12.9, 12.2, 'well'],
  ])('of %s V, parked at %s V, is %s', (volts, parkedVolts, state) => {
    expect(batteryState(volts, parkedVolts)).toBe(state);
  });
});

describe('parseRunMark', () => {
  it('reads what was written', () => {
    const mark: RunMark = { ...MARK, power: 'parked', volts: 12.6, battery: 'well', at: 'now' };
    expect(parseRunMark(JSON.stringify(mark))).toEqual(mark);
  });

  it('leaves out what it does not know', () => {
    const text = JSON.stringify({ ...MARK, power: 'flying', volts: '12', battery: 1 });
    expect(parseRunMark(text)).toEqual(MARK);
  });

  it.each([undefined, '', '{', 'null', '7', '[]', '{"boot":"a"}', '{"stopped":true}'])(
    'takes %j for no mark',
    (text) => {
      expect(parseRunMark(text)).toBeUndefined();
    },
  );
});
