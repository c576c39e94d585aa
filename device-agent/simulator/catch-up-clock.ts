import type { Clock, ClockQuality } from '../src/ports/clock.js';

/**
 * The time inside a simulation that begins in the past and runs faster than life until it meets the real
 * time; it never passes it. Time here only moves by `sleep`, so that no instant is overslept.
 */
export class CatchUpClock implements Clock {
  private time: number;

  /** Begins at `startMs` (ms since the epoch) and runs `speed` times as fast as `real`. */
  constructor(
    private readonly real: Clock,
    startMs: number,
    private readonly speed: number,
  ) {
    this.time = startMs;
  }

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.real.monotonic();
  }

  get boot(): string {
    return this.real.boot;
  }

  isTrusted(): boolean {
    return this.real.isTrusted();
  }

  quality(): ClockQuality {
    return this.real.quality();
  }

  correct(trueNow: number, uncertaintyMs: number): void {
    this.real.correct(trueNow, uncertaintyMs);
  }

  /** A simulated receiver tells this clock's own time. */
  observe(): void {
    return;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const target = this.time + ms;
    const wait = Math.max(ms / this.speed, target - this.real.now());
    await this.real.sleep(wait, signal);
    if (!signal?.aborted) this.time = target;
  }
}
