import { SettableClock } from './settable-clock.js';

describe('SettableClock', () => {
  it('stands still where it was set', () => {
    const clock = new SettableClock(1_000);
    expect(clock.now()).toBe(1_000);
    clock.advance(500);
    expect(clock.now()).toBe(1_500);
    clock.set(10);
    expect(clock.now()).toBe(10);
  });

  it('runs with the machine otherwise, moved by what it was advanced', () => {
    const clock = new SettableClock();
    clock.advance(3_600_000);
    expect(Math.abs(clock.now() - Date.now() - 3_600_000)).toBeLessThan(1_000);
  });
});
