import { existsSync } from 'node:fs';
import { readBootId } from './boot-id.js';
import type { Clock, ClockQuality, ObservedTime } from '../ports/clock.js';

/** A clock that was never set stands at 1970 or at the image's build; this program is younger than that. */
const EARLIEST_BELIEVABLE = Date.UTC(2025, 0, 1);
/** systemd-timesyncd creates this file once it has synchronised the time. */
const NTP_SYNCHRONISED = '/run/systemd/timesync/synchronized';
/** Longest wait that a Node timer takes (2^31 − 1 ms); longer ones fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's clock, with the offset that a server's answer may have taught. */
export class SystemClock implements Clock {
  readonly boot = readBootId();
  private offsetMs = 0;
  private correction: { uncertaintyMs: number } | undefined;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  monotonic(): number {
    return Number(process.hrtime.bigint()) / 1e6;
  }

  isTrusted(): boolean {
    return this.now() >= EARLIEST_BELIEVABLE;
  }

  quality(): ClockQuality {
    if (!this.isTrusted()) return { source: 'none' };
    if (this.correction) return { source: 'rtc', ...this.correction };
    return { source: existsSync(NTP_SYNCHRONISED) ? 'ntp' : 'rtc' };
  }

  correct(trueNow: number, uncertaintyMs: number): void {
    this.offsetMs = trueNow - Date.now();
    this.correction = { uncertaintyMs };
  }

  observe({ time, atMs, uncertaintyMs }: ObservedTime): void {
    this.correct(time + this.monotonic() - atMs, uncertaintyMs);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
      signal?.addEventListener('abort', done);
    });
  }
}
