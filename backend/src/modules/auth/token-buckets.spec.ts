import { TokenBuckets } from './token-buckets.js';

describe('TokenBuckets', () => {
  const rule = { capacity: 3, refillMs: 1000, maxKeys: 2 };

  it('allows a burst, then one attempt per refill', () => {
    const buckets = new TokenBuckets(rule);
    for (let i = 0; i < 3; i += 1) {
      expect(buckets.waitMs('a', 0)).toBe(0);
      buckets.spend('a', 0);
    }
    expect(buckets.waitMs('a', 0)).toBe(1000);
    expect(buckets.waitMs('a', 400)).toBe(600);
    expect(buckets.waitMs('a', 1000)).toBe(0);
    buckets.spend('a', 1000);
    expect(buckets.waitMs('a', 1000)).toBe(1000);
  });

  it('keeps keys apart', () => {
    const buckets = new TokenBuckets({ ...rule, capacity: 1 });
    buckets.spend('a', 0);
    expect(buckets.waitMs('a', 0)).toBe(1000);
    expect(buckets.waitMs('b', 0)).toBe(0);
  });

  it('gives an attempt back, never beyond its capacity', () => {
    const buckets = new TokenBuckets({ ...rule, capacity: 1 });
    buckets.spend('a', 0);
    buckets.giveBack('a', 0);
    buckets.giveBack('a', 0);
    expect(buckets.waitMs('a', 0)).toBe(0);
    buckets.spend('a', 0);
    expect(buckets.waitMs('a', 0)).toBe(1000);
  });

  it('never owes more than one attempt: refusals do not make the wait longer', () => {
    const buckets = new TokenBuckets(rule);
    for (let i = 0; i < 100; i += 1) buckets.spend('a', 0);
    expect(buckets.waitMs('a', 0)).toBe(1000);
  });

  it('forgets the key that was not used for longest, and full ones', () => {
    const buckets = new TokenBuckets({ ...rule, capacity: 1 });
    buckets.spend('a', 0);
    buckets.spend('b', 1);
    buckets.spend('c', 2);
    expect(buckets.size).toBe(2);
    expect(buckets.waitMs('a', 2)).toBe(0);
    expect(buckets.waitMs('c', 2)).toBe(1000);
    buckets.giveBack('c', 2);
    expect(buckets.size).toBe(1);
  });

  it('does not refill when the clock goes back', () => {
    const buckets = new TokenBuckets({ ...rule, capacity: 1 });
    buckets.spend('a', 10_000);
    expect(buckets.waitMs('a', 0)).toBe(1000);
  });
});
