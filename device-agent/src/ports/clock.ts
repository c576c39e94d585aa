import type { ClockSource } from '@naif/wire';

/** What time it is, and how sure that is; tests own it. All waiting goes through it. */
export interface Clock {
  /** Ms since the epoch, UTC. May jump when the time is corrected; means nothing before it is trusted. */
  now(): number;
  /** Ms since the machine's boot; never jumps, never runs backwards, goes on counting when the agent is restarted. */
  monotonic(): number;
  /** Which boot `monotonic` counts from. */
  readonly boot: string;
  /** Whether `now` can be believed: nothing is sent before it can (certificates and tokens need it). */
  isTrusted(): boolean;
  /** Where the time comes from, and its largest error where that is known. */
  quality(): ClockQuality;
  /** Takes the true time from outside, such as an answer's `Date`. */
  correct(trueNow: number, uncertaintyMs: number): void;
  /** Takes what a satellite receiver says the time was at a monotonic moment. */
  observe(time: ObservedTime): void;
  /** Waits; resolves (never rejects) as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The time as a receiver told it. */
export interface ObservedTime {
  /** Ms since the epoch, UTC. */
  readonly time: number;
  /** Monotonic ms at which it was true, as well as that is known. */
  readonly atMs: number;
  /** Largest error, ms. */
  readonly uncertaintyMs: number;
}

/** How sure a clock is of its time. */
export interface ClockQuality {
  readonly source: ClockSource;
  /** Largest error, ms; missing when unknown. */
  readonly uncertaintyMs?: number;
}
