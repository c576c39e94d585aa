import { checkStore } from './store-check.js';

describe('checkStore', () => {
  it('takes the time of an answer', async () => {
    let now = 1000;
    const clock = { now: () => now };
    const ask = (): Promise<void> => {
      now += 12;
      return Promise.resolve();
    };
    expect(await checkStore(ask, clock)).toEqual({ state: 'ok', latencyMs: 12 });
  });

  it.each([
    ['a refusal', () => Promise.reject(new Error('away'))],
    [
      'an error at once',
      () => {
        throw new Error('away');
      },
    ],
    ['silence', () => new Promise(() => undefined)],
  ])('takes %s for a failure', async (_, ask) => {
    expect(await checkStore(ask, { now: () => 0 }, 5)).toEqual({ state: 'failed' });
  });
});
