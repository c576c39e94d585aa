import {
  observeTime,
  uncertaintyAt,
  type TimeObservation,
  type TimeState,
  type TimeTeller,
} from './time-discipline.js';

const TRUE_BOOT = Date.UTC(2026, 5, 1, 8);
const HOUR_MS = 3_600_000;
const ROLLOVER_MS = 1024 * 7 * 86_400_000;

/** Who said at which second of the boot what: so many ms off the truth. */
type Said = readonly [teller: TimeTeller, second: number, offMs: number, uncertaintyMs?: number];

const every = (teller: TimeTeller, from: number, count: number, offMs: number): Said[] =>
  Array.from({ length: count }, (_, index) => [teller, from + index, offMs]);

function after(said: readonly Said[], begin: TimeState = {}): TimeState {
  return said.reduce((state, [teller, second, offMs, uncertaintyMs = 100]) => {
    const atMs = second * 1000;
    const observation: TimeObservation = {
      teller,
      atMs,
      time: TRUE_BOOT + atMs + offMs,
      uncertaintyMs,
    };
    return observeTime(state, observation);
  }, begin);
}

/** Teller and error (ms) of what is believed in the end. */
const belief = (said: readonly Said[]): readonly [TimeTeller, number] | undefined => {
  const { believed } = after(said);
  return believed && [believed.teller, Math.round(believed.offsetMs - TRUE_BOOT)];
};

describe('the discipline of time', () => {
  it.each<[string, readonly Said[], readonly [TimeTeller, number] | undefined]>([
    ['nobody has said anything', [], undefined],
    ['one epoch is not enough', every('gps', 1, 1, 0), undefined],
    ['nor are two', every('gps', 1, 2, 0), undefined],
    ['three consistent epochs are', every('gps', 1, 3, 0), ['gps', 0]],
    [
      'epochs that contradict each other are not',
      [
        ['gps', 1, 0],
        ['gps', 2, 5000],
        ['gps', 3, 0],
        ['gps', 4, 5000],
      ],
      undefined,
    ],
    ['1970', every('gps', 1, 9, -TRUE_BOOT), undefined],
    ['a receiver one rollover behind', every('gps', 1, 99, -ROLLOVER_MS), undefined],
    ['a receiver one rollover ahead', every('gps', 1, 99, ROLLOVER_MS), undefined],
    ['the network’s time is taken at its word', [['ntp', 1, 40]], ['ntp', 40]],
    ['a server’s Date too', [['server', 1, 800, 2000]], ['server', 800]],
    ['so is a clock on somebody’s word', [['rtc', 1, -3000, Infinity]], ['rtc', -3000]],
    [
      'a clock on somebody’s word that jumps changes nothing',
      [['rtc', 1, 0, Infinity], ...every('rtc', 2, 99, HOUR_MS)],
      ['rtc', 0],
    ],
    [
      'NTP that comes late steps a wrong clock',
      [['rtc', 1, HOUR_MS, Infinity], ...every('ntp', 2, 2, 0)],
      ['ntp', 0],
    ],
    [
      'the network’s time that jumps ahead once',
      [
        ['ntp', 1, 0],
        ['ntp', 2, HOUR_MS],
      ],
      ['ntp', 0],
    ],
    [
      'the network’s time that jumps and stays',
      [['ntp', 1, 0], ...every('ntp', 2, 30, HOUR_MS)],
      ['ntp', HOUR_MS],
    ],
    ['satellites overrule the network', [['ntp', 1, 90_000], ...every('gps', 2, 3, 0)], ['gps', 0]],
    [
      'the network does not overrule satellites',
      [...every('gps', 1, 3, 0), ...every('ntp', 4, 99, HOUR_MS)],
      ['gps', 0],
    ],
    [
      'a server does not overrule satellites',
      [...every('gps', 1, 3, 0), ['server', 9, -HOUR_MS, 2000]],
      ['gps', 0],
    ],
    [
      'nor the network',
      [
        ['ntp', 1, 0],
        ['server', 9, -HOUR_MS, 2000],
      ],
      ['ntp', 0],
    ],
    [
      'a server overrules a clock on somebody’s word, and itself',
      [
        ['rtc', 1, HOUR_MS, Infinity],
        ['server', 2, 9000, 2000],
        ['server', 3, 0, 2000],
      ],
      ['server', 0],
    ],
    [
      'a receiver that rolls over under way',
      [...every('gps', 1, 3, 0), ...every('gps', 4, 99, -ROLLOVER_MS)],
      ['gps', 0],
    ],
    [
      'a rollover against the network',
      [['ntp', 1, 0], ...every('gps', 2, 99, ROLLOVER_MS / 1)],
      ['ntp', 0],
    ],
    [
      'leap seconds that the receiver learns late',
      [...every('gps', 1, 10, 18_000), ...every('gps', 11, 30, 0)],
      ['gps', 0],
    ],
    [
      'a receiver that is wrong for some epochs',
      [...every('gps', 1, 3, 0), ...every('gps', 4, 20, 7000), ...every('gps', 24, 9, 0)],
      ['gps', 0],
    ],
    [
      'the network helps when satellites have been away for a day',
      [...every('gps', 1, 3, 0), ['ntp', 86_403, 4000, 250]],
      ['ntp', 4000],
    ],
  ])('%s', (_, said, expected) => {
    expect(belief(said)).toEqual(expected);
  });

  it('follows a small drift smoothly, by at most 5 ms a second', () => {
    let state = after(every('gps', 1, 3, 0));
    let before = 0;
    for (let second = 4; second < 600; second += 1) {
      state = after([['gps', second, 300]], state);
      const error = (state.believed?.offsetMs ?? NaN) - TRUE_BOOT;
      expect(error - before).toBeGreaterThanOrEqual(0);
      expect(error - before).toBeLessThanOrEqual(5);
      before = error;
    }
    expect(before).toBeGreaterThan(299);
  });

  it('becomes unsure while nobody confirms it: 100 ppm', () => {
    const { believed } = after(every('gps', 1, 3, 0));
    expect(believed && uncertaintyAt(believed, 3000)).toBe(100);
    expect(believed && uncertaintyAt(believed, 86_403_000)).toBeCloseTo(8740);
  });
});
