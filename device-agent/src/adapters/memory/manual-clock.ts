import type { Clock, ClockQuality, ObservedTime } from '../../ports/clock.js';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** A clock for tests: when everybody sleeps, it jumps to the first one's waking time. */
export class ManualClock implements Clock {
  private elapsed = 0;
  private sleepers: Sleeper[] = [];
  private jumping = false;
  trusted = true;
  /** A restart of the machine gives it another name. */
  boot = 'boot-1';
  /** Each wait that was asked for, ms. */
  readonly sleeps: number[] = [];
  readonly corrections: number[] = [];

  constructor(private epoch = Date.UTC(2026, 0, 5, 8)) {}

  now(): number {
    return this.epoch + this.elapsed;
  }

  monotonic(): number {
    return this.elapsed;
  }

  isTrusted(): boolean {
    return this.trusted;
  }

  quality(): ClockQuality {
    return { source: 'ntp' };
  }

  correct(trueNow: number): void {
    this.corrections.push(trueNow);
    this.epoch = trueNow - this.elapsed;
  }

  observe({ time, atMs }: ObservedTime): void {
    this.correct(time + this.elapsed - atMs);
  }

  /** Lets time pass by hand. */
  advance(ms: number): void {
    this.elapsed += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      this.sleeps.push(ms);
      const sleeper: Sleeper = {
        wakeAt: this.elapsed + Math.max(ms, 0),
        wake: () => {
          this.sleepers = this.sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
      this.jumpSoon();
    });
  }

  private jumpSoon(): void {
    if (this.jumping) return;
    this.jumping = true;
    // Whoever is awake gets a turn first.
    setImmediate(() => {
      this.jumping = false;
      const [first] = this.sleepers.toSorted((a, b) => a.wakeAt - b.wakeAt);
      if (!first) return;
      this.elapsed = Math.max(this.elapsed, first.wakeAt);
      first.wake();
      if (this.sleepers.length > 0) this.jumpSoon();
    });
  }
}
