import type { Clock } from '../../ports/clock.js';

/** A clock that tests own. It stands still until told otherwise, unless it was made to run. */
export class SettableClock implements Clock {
  private offsetMs = 0;
  private frozenMs: number | undefined;

  /** @param startMs ms since the epoch; without it the clock runs with the machine's. */
  constructor(startMs?: number) {
    this.frozenMs = startMs;
  }

  now(): number {
    return this.frozenMs ?? Date.now() + this.offsetMs;
  }

  /** Stands still at this instant, ms since the epoch. */
  set(nowMs: number): void {
    this.frozenMs = nowMs;
  }

  /** Moves on (or back) by so many ms, and keeps running or standing as it did. */
  advance(byMs: number): void {
    if (this.frozenMs === undefined) this.offsetMs += byMs;
    else this.frozenMs += byMs;
  }

  /** Runs with the machine's clock again. */
  run(): void {
    this.frozenMs = undefined;
    this.offsetMs = 0;
  }
}
