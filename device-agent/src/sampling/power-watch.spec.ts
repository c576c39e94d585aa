import type { PowerState } from '@naif/wire';
import { POWER_UNKNOWN, watchPower, type PowerSigns } from './power-watch.js';

/** So many seconds of the same signs. */
type Stretch = readonly [seconds: number, signs: Omit<PowerSigns, 'atMs'>];

/** The states in their order, each with its first second. */
function states(stretches: readonly Stretch[]): [PowerState | undefined, number][] {
  const found: [PowerState | undefined, number][] = [];
  let watch = POWER_UNKNOWN;
  let second = 0;
  for (const [seconds, signs] of stretches) {
    for (let left = seconds; left > 0; left -= 1) {
      watch = watchPower(watch, { atMs: second * 1000, ...signs });
      if (found.length === 0 || found.at(-1)?.[0] !== watch.state)
        found.push([watch.state, second]);
      second += 1;
    }
  }
  return found;
}

const ON = { engine: 'running' } as const;
const OFF = { engine: 'off' } as const;

describe('the car’s power', () => {
  it.each<[string, readonly Stretch[], [PowerState | undefined, number][]]>([
    ['unknown while nobody says anything', [[600, {}]], [[undefined, 0]]],
    [
      'driving while the engine runs, even at a long stop',
      [[600, { ...ON, speedKmh: 0 }]],
      [['driving', 0]],
    ],
    [
      'stopping for a minute when it is off, then parked, then driving again',
      [
        [10, ON],
        [100, OFF],
        [10, ON],
      ],
      [
        ['driving', 0],
        ['stopping', 10],
        ['parked', 70],
        ['driving', 110],
      ],
    ],
    [
      'a start-stop system at a red light is no park',
      [
        [10, ON],
        [50, { ...OFF, speedKmh: 0 }],
        [10, ON],
      ],
      [
        ['driving', 0],
        ['stopping', 10],
        ['driving', 60],
      ],
    ],
    [
      'an agent that begins in a parked car',
      [[90, OFF]],
      [
        ['stopping', 0],
        ['parked', 60],
      ],
    ],
    [
      'a hybrid drives with its engine off',
      [
        [10, { ...ON, speedKmh: 40 }],
        [300, { ...OFF, speedKmh: 40 }],
      ],
      [['driving', 0]],
    ],
    [
      'a receiver’s noise is no drive',
      [
        [90, OFF],
        [2, { ...OFF, speedKmh: 14 }],
        [9, { ...OFF, speedKmh: 6 }],
      ],
      [
        ['stopping', 0],
        ['parked', 60],
      ],
    ],
    [
      'without OBD: by speed, with two minutes for a red light',
      [
        [10, { speedKmh: 30 }],
        [100, { speedKmh: 0 }],
        [5, { speedKmh: 20 }],
        [400, { speedKmh: 1 }],
      ],
      [
        ['driving', 0],
        ['stopping', 234],
        ['parked', 294],
      ],
    ],
    [
      'an adapter that dies with the ignition, in a garage without satellites',
      [
        [10, ON],
        [300, {}],
      ],
      [
        ['driving', 0],
        ['stopping', 129],
        ['parked', 189],
      ],
    ],
  ])('%s', (_, stretches, expected) => {
    expect(states(stretches)).toEqual(expected);
  });
});
