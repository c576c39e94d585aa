import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import type { MachineTime } from '../time/disciplined-clock.js';
import { readBootId } from './boot-id.js';

/** systemd-timesyncd touches this file whenever it has synchronised the time. */
const TIMESYNC_FILE = '/run/systemd/timesync/synchronized';
/** The network's time over a mobile line, ms; and how fast an unsynchronised crystal runs away (100 ppm). */
const NTP_UNCERTAINTY_MS = 250;
const DRIFT = 100e-6;
/** chronyd's folder, while it is installed and has been started. */
const CHRONY_FOLDER = '/run/chrony';
/** How often chrony is asked, and how long it may take to answer, ms. */
const CHRONY_EVERY_MS = 15_000;
const CHRONY_TIMEOUT_MS = 5000;
/** Longest wait that a Node timer takes (2^31 − 1 ms); longer ones fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The clocks of a Linux machine, and what systemd-timesyncd or chrony say about them. */
export class LinuxTime implements MachineTime {
  readonly boot = readBootId();
  private chronyAskedAtMs = -Infinity;
  private chronyUncertaintyMs: number | undefined;

  wall(): number {
    return Date.now();
  }

  /** CLOCK_MONOTONIC: counts from the boot, is slewed with the system's clock, never stepped; stands still in suspend. */
  monotonic(): number {
    return Number(process.hrtime.bigint()) / 1e6;
  }

  synchronised(): number | undefined {
    return this.timesync() ?? this.chrony();
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

  private timesync(): number | undefined {
    const touched = statSync(TIMESYNC_FILE, { throwIfNoEntry: false })?.mtimeMs;
    if (touched === undefined) return undefined;
    return NTP_UNCERTAINTY_MS + Math.max(0, this.wall() - touched) * DRIFT;
  }

  /** What chrony said last; asks it again in the background. */
  private chrony(): number | undefined {
    const nowMs = this.monotonic();
    if (nowMs - this.chronyAskedAtMs >= CHRONY_EVERY_MS && existsSync(CHRONY_FOLDER)) {
      this.chronyAskedAtMs = nowMs;
      const options = { timeout: CHRONY_TIMEOUT_MS };
      const asked = execFile('chronyc', ['-c', 'tracking'], options, (error, stdout) => {
        this.chronyUncertaintyMs = error ? undefined : parseChronyTracking(stdout);
      });
      asked.unref();
    }
    return this.chronyUncertaintyMs;
  }
}

/**
 * Largest error of the system's clock by `chronyc -c tracking` (chronyc(1): root delay / 2 + root dispersion + offset), ms;
 * undefined while it is not synchronised.
 */
export function parseChronyTracking(csv: string): number | undefined {
  const fields = csv.trim().split(',');
  const [, , stratum, , offset, , , , , , rootDelay, rootDispersion, , leap] = fields;
  if (leap === undefined || leap === 'Not synchronised' || !(Number(stratum) > 0)) return undefined;
  const seconds = Math.abs(Number(offset)) + Number(rootDelay) / 2 + Number(rootDispersion);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
