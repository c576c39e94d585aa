import { DisciplinedClock, type MachineTime } from './disciplined-clock.js';

const TRUE = Date.UTC(2026, 5, 1, 8);
const DAY_MS = 86_400_000;

/** A machine without a battery-backed clock: its wall stands at 1970 when it boots. */
class Pi implements MachineTime {
  readonly boot = 'boot-1';
  elapsedMs = 5000;
  wallOffsetMs = 0;
  synchronisedWithin: number | undefined;

  wall(): number {
    return this.wallOffsetMs + this.elapsedMs;
  }

  monotonic(): number {
    return this.elapsedMs;
  }

  synchronised(): number | undefined {
    return this.synchronisedWithin;
  }

  async sleep(ms: number): Promise<void> {
    await Promise.resolve();
    this.elapsedMs += ms;
  }
}

describe('a clock on a machine that may have none', () => {
  it('is not trusted at boot, whatever its system shows', () => {
    const pi = new Pi();
    const clock = new DisciplinedClock(pi, { trustSystemClock: false });
    expect([clock.isTrusted(), clock.quality()]).toEqual([false, { source: 'none' }]);
    // The image's build, or the moment of the last shutdown.
    pi.wallOffsetMs = TRUE - DAY_MS;
    pi.elapsedMs += 10_000;
    expect(clock.isTrusted()).toBe(false);
  });

  it('is trusted when the system says that it is synchronised', () => {
    const pi = new Pi();
    const changes: unknown[] = [];
    const clock = new DisciplinedClock(pi, {
      trustSystemClock: false,
      changed: (...change) => changes.push(change),
    });
    expect(clock.isTrusted()).toBe(false);
    pi.elapsedMs += 60_000;
    pi.wallOffsetMs = TRUE;
    pi.synchronisedWithin = 250;
    expect([clock.isTrusted(), clock.now(), clock.quality()]).toEqual([
      true,
      TRUE + 65_000,
      { source: 'ntp', uncertaintyMs: 250 },
    ]);
    expect(changes).toEqual([['ntp', undefined]]);
  });

  it('runs on when the system’s clock jumps', () => {
    const pi = new Pi();
    pi.wallOffsetMs = TRUE;
    const clock = new DisciplinedClock(pi, { trustSystemClock: true });
    expect([clock.isTrusted(), clock.quality()]).toEqual([true, { source: 'rtc' }]);
    for (const jump of [DAY_MS, -DAY_MS, 0, -TRUE]) {
      pi.wallOffsetMs = TRUE + jump;
      pi.elapsedMs += 600_000;
      expect(clock.now()).toBe(TRUE + pi.elapsedMs);
    }
  });

  it('does not believe a system that stands at 1970, even on somebody’s word', () => {
    expect(new DisciplinedClock(new Pi(), { trustSystemClock: true }).isTrusted()).toBe(false);
  });

  it('takes the satellites’ time, and tells of the step', () => {
    const pi = new Pi();
    pi.wallOffsetMs = TRUE - 90_000;
    const changes: unknown[] = [];
    const clock = new DisciplinedClock(pi, {
      trustSystemClock: true,
      changed: (...change) => changes.push(change),
    });
    clock.now();
    for (let epoch = 0; epoch < 3; epoch += 1) {
      clock.observe({ time: TRUE + pi.elapsedMs, atMs: pi.elapsedMs, uncertaintyMs: 200 });
      pi.elapsedMs += 1000;
    }
    expect(clock.now()).toBe(TRUE + pi.elapsedMs);
    expect(clock.quality()).toEqual({ source: 'gps', uncertaintyMs: 201 });
    expect(changes).toEqual([
      ['rtc', undefined],
      ['gps', 90_000],
    ]);
    pi.elapsedMs += DAY_MS;
    expect(clock.quality()).toEqual({ source: 'gps', uncertaintyMs: 8841 });
  });

  it('is corrected by a server while nobody better has spoken', () => {
    const clock = new DisciplinedClock(new Pi(), { trustSystemClock: false });
    clock.correct(TRUE, 2000);
    expect([clock.isTrusted(), clock.now(), clock.quality()]).toEqual([
      true,
      TRUE,
      { source: 'rtc', uncertaintyMs: 2000 },
    ]);
  });
});
