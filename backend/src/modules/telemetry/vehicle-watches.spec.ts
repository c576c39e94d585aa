import { MOST_WATCHED, VehicleWatches } from './vehicle-watches.js';

const reading = (timeMs: number): { timeMs: number; flags: number } => ({ timeMs, flags: 0 });

describe('VehicleWatches', () => {
  it('keeps what comes before the answer, for those who wait for one', () => {
    const watches = new VehicleWatches();
    watches.collect('car', [reading(0)]);
    expect(watches.begin('a', 'car')).toBe(true);
    expect(watches.begin('b', 'other')).toBe(true);
    watches.collect('car', [reading(1)]);
    watches.collect('car', [reading(2), reading(3)]);
    expect(watches.open('a', 'car')).toEqual([reading(1), reading(2), reading(3)]);
    expect(watches.open('b', 'other')).toEqual([]);
    // The room serves it from now on.
    watches.collect('car', [reading(4)]);
    expect(watches.open('a', 'car')).toBeUndefined();
  });

  it('opens nothing for a socket that left or looked away meanwhile', () => {
    const watches = new VehicleWatches();
    watches.begin('a', 'car');
    watches.end('a', 'car');
    expect(watches.open('a', 'car')).toBeUndefined();
    watches.begin('b', 'car');
    watches.forget('b');
    expect(watches.open('b', 'car')).toBeUndefined();
  });

  it('bounds what one socket watches; looking away makes room', () => {
    const watches = new VehicleWatches();
    for (let index = 0; index < MOST_WATCHED; index++) {
      expect(watches.begin('a', `car-${index}`)).toBe(true);
    }
    expect(watches.begin('a', 'one-more')).toBe(false);
    expect(watches.begin('a', 'car-0')).toBe(true);
    expect(watches.begin('b', 'one-more')).toBe(true);
    watches.end('a', 'car-3');
    expect(watches.begin('a', 'one-more')).toBe(true);
  });

  it('knows who watches what', () => {
    const watches = new VehicleWatches();
    watches.begin('a', 'car');
    watches.begin('a', 'other');
    watches.begin('b', 'car');
    watches.end('a', 'other');
    expect([...watches.all()]).toEqual([
      ['a', 'car'],
      ['b', 'car'],
    ]);
    watches.forget('a');
    expect([...watches.all()]).toEqual([['b', 'car']]);
  });
});
