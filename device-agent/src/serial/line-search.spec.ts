import {
  beginSearch,
  continueSearch,
  type AttemptOutcome,
  type SearchStep,
} from './line-search.js';

const UNAVAILABLE: AttemptOutcome = { came: 'unavailable' };
const GIVEN_UP: AttemptOutcome = { came: 'given-up' };
const LOST: AttemptOutcome = { came: 'lost', servedMs: 60_000 };
const LOST_AT_ONCE: AttemptOutcome = { came: 'lost', servedMs: 100 };

/** Plays outcomes; gives what is done after each: `wait path@rate`. */
function play(begin: SearchStep, outcomes: readonly AttemptOutcome[]): string[] {
  let step = begin;
  return outcomes.map((outcome) => {
    step = continueSearch(step.state, step.next!, outcome);
    return `${step.waitMs} ${step.next!.path}@${step.next!.baudRate}`;
  });
}

describe('the search for a line', () => {
  const begin = (): SearchStep => beginSearch(['a', 'b'], [9600, 4800]);

  it('begins with the first candidate at the first rate, at once', () => {
    expect(begin()).toMatchObject({ waitMs: 0, next: { path: 'a', baudRate: 9600 } });
  });

  it('has nothing to do without candidates', () => {
    expect(beginSearch([], [9600]).next).toBeUndefined();
  });

  it.each<[string, AttemptOutcome[], string[]]>([
    [
      'tries all in their order, then waits',
      [GIVEN_UP, GIVEN_UP, GIVEN_UP, GIVEN_UP],
      ['0 a@4800', '0 b@9600', '0 b@4800', '500 a@9600'],
    ],
    [
      'passes over the other rates of what cannot be opened',
      [UNAVAILABLE, UNAVAILABLE],
      ['0 b@9600', '500 a@9600'],
    ],
    [
      'doubles its waits up to a bound',
      [UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE].flatMap((outcome) => [outcome, outcome]),
      [500, 1000, 2000, 3000].flatMap((ms) => ['0 b@9600', `${ms} a@9600`]),
    ],
    ['goes back to what served well, at once', [GIVEN_UP, LOST], ['0 a@4800', '0 a@4800']],
    [
      'tries what served well before and after each of the others',
      [GIVEN_UP, LOST, GIVEN_UP, GIVEN_UP, GIVEN_UP, GIVEN_UP, GIVEN_UP, GIVEN_UP, GIVEN_UP],
      [
        '0 a@4800',
        '0 a@4800',
        '0 a@9600',
        '0 a@4800',
        '0 b@9600',
        '0 a@4800',
        '0 b@4800',
        '0 a@4800',
        '500 a@4800',
      ],
    ],
    [
      'does not go back to what is unplugged within a round',
      [LOST, UNAVAILABLE, GIVEN_UP, GIVEN_UP, UNAVAILABLE],
      ['0 a@9600', '0 b@9600', '0 a@9600', '0 b@4800', '500 a@9600'],
    ],
    [
      'waits before it takes again what did not last, longer each time',
      [LOST_AT_ONCE, LOST_AT_ONCE, LOST_AT_ONCE, LOST, LOST_AT_ONCE],
      ['500 a@9600', '1000 a@9600', '2000 a@9600', '0 a@9600', '500 a@9600'],
    ],
  ])('%s', (_, outcomes, expected) => {
    expect(play(begin(), outcomes)).toEqual(expected);
  });

  it('never tries for long without a wait', () => {
    for (const outcome of [UNAVAILABLE, GIVEN_UP, LOST_AT_ONCE]) {
      const steps = play(
        begin(),
        Array.from({ length: 200 }, () => outcome),
      );
      const waitsMs = steps.map((step) => Number(step.split(' ')[0]));
      expect(waitsMs.filter((ms) => ms > 0).length).toBeGreaterThanOrEqual(200 / 8);
      expect(Math.max(...waitsMs)).toBe(3000);
    }
  });
});
