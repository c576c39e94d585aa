import type { Clock, ClockQuality, ObservedTime } from '../src/ports/clock.js';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** Why a wait ends early. A reason of our own spares the making of an exception. */
const EARLIER = 'somebody wakes earlier';

/** A simulation this close behind the real time, ms, has caught up with it. */
const CAUGHT_UP_MS = 5000;

/** A turn of the event loop: whatever was woken works until it sleeps or waits for the outside. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The time inside a simulation that begins in the past and runs faster than life until it meets the real time; it never
 * passes it. Time only moves from one sleeper's waking to the next one's: between them everybody who is awake works, so
 * that no instant is overslept however fast it runs.
 */
export class SimulatedClock implements Clock {
  readonly boot = 'simulation';
  private time: number;
  private sleepers: Sleeper[] = [];
  private isRunning = false;
  private holds = 0;
  /** The wait for the first sleeper; an earlier one interrupts it. */
  private waiting: AbortController | undefined;
  /** Real (monotonic) ms at which it began. */
  private readonly begunAt: number;

  /** Begins at `startMs` (ms since the epoch) and runs at most `speed` times as fast as `real`. */
  constructor(
    private readonly real: Clock,
    private readonly startMs: number,
    private readonly speed: number,
  ) {
    this.time = startMs;
    this.begunAt = real.monotonic();
  }

  now(): number {
    return this.time;
  }

  /** Ms since the simulation began: a machine that was switched on then. */
  monotonic(): number {
    return this.time - this.startMs;
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

  /**
   * A simulated receiver tells this clock's own time. Once that is the real time, the real clock is told, too: it learns
   * nothing from it but that it knows the time by satellites, as a vehicle's does.
   */
  observe({ time, uncertaintyMs }: ObservedTime): void {
    const lagMs = this.real.now() - time;
    if (lagMs > CAUGHT_UP_MS) return;
    this.real.observe({ time, atMs: this.real.monotonic() - lagMs, uncertaintyMs });
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const sleeper: Sleeper = {
        wakeAt: this.time + Math.max(ms, 0),
        wake: () => {
          const place = this.sleepers.indexOf(sleeper);
          if (place >= 0) this.sleepers.splice(place, 1);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      signal?.addEventListener('abort', sleeper.wake);
      const isFirst = this.sleepers.every(({ wakeAt }) => wakeAt > sleeper.wakeAt);
      this.sleepers.push(sleeper);
      if (!this.isRunning) void this.run();
      else if (isFirst) this.waiting?.abort(EARLIER);
    });
  }

  /** Time stands still until the answer is called: for work that has to be done before the next instant. */
  hold(): () => void {
    this.holds++;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.holds--;
      if (this.holds === 0 && !this.isRunning) void this.run();
    };
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    await turn();
    while (this.holds === 0) {
      const first = this.first();
      if (!first) break;
      const wait = this.realWait(first.wakeAt);
      if (wait > 0) {
        this.waiting = new AbortController();
        await this.real.sleep(wait, this.waiting.signal);
        this.waiting = undefined;
      } else {
        this.time = Math.max(this.time, first.wakeAt);
        first.wake();
      }
      await turn();
    }
    this.isRunning = false;
  }

  /** Real ms until this simulated time may be reached: by its pace, and because the real time has. */
  private realWait(time: number): number {
    const paced = this.begunAt + (time - this.startMs) / this.speed - this.real.monotonic();
    return Math.max(paced, time - this.real.now());
  }

  private first(): Sleeper | undefined {
    let first = this.sleepers[0];
    for (const sleeper of this.sleepers) {
      if (first && sleeper.wakeAt < first.wakeAt) first = sleeper;
    }
    return first;
  }
}
