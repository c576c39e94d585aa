import type { Clock } from '../ports/clock.js';
import type { ReadingSource, SampledReading, VehiclePower } from '../ports/reading-source.js';
import { sensorsOf, type Recording } from './envirocar-recording.js';

/** When and how fast a recording is played. */
export interface ReplayTiming {
  /** Event time of the first point, ms since the epoch. */
  readonly startMs: number;
  /** Recorded seconds a second of life; `Infinity` does not wait at all. */
  readonly speed: number;
  /** Only points after this event time are played: where an interrupted replay goes on. */
  readonly afterMs?: number;
}

/**
 * Plays a recording's own points in their own distances. However fast it plays, a point whose time has not
 * come yet waits for it: nothing is ever dated in the future.
 */
export class RecordingSource implements ReadingSource {
  private lastTime: number | undefined;

  constructor(
    private readonly recording: Recording,
    private readonly timing: ReplayTiming,
    private readonly clock: Clock,
  ) {}

  async *readings(signal: AbortSignal): AsyncGenerator<SampledReading> {
    const { startMs, speed, afterMs = -Infinity } = this.timing;
    const due = this.recording.points.filter((point) => startMs + point.offsetMs > afterMs);
    const firstOffset = due[0]?.offsetMs ?? 0;
    const begunAt = this.clock.monotonic();
    for (const point of due) {
      const time = startMs + point.offsetMs;
      const paced = (point.offsetMs - firstOffset) / speed - (this.clock.monotonic() - begunAt);
      const wait = Math.max(paced, time - this.clock.now());
      if (wait > 0) await this.clock.sleep(wait, signal);
      if (signal.aborted) return;
      this.lastTime = time;
      yield { time, sensors: sensorsOf(point) };
    }
  }

  power(): VehiclePower | undefined {
    return this.lastTime === undefined ? undefined : { state: 'driving', time: this.lastTime };
  }
}

/** The recording would have to be played before its time has come. */
export class FutureStart extends Error {
  readonly code = 'REPLAY.FUTURE_START';
}

/**
 * The event time of a replay's first point. Without `fromMs`: now at life's own speed (or slower); faster
 * than life now minus the drive's length, so that it ends at now.
 * Throws `FutureStart` when `fromMs` lies in the future.
 */
export function replayStart(
  now: number,
  lengthMs: number,
  speed: number,
  fromMs: number | undefined,
): number {
  if (fromMs === undefined) return speed > 1 ? now - lengthMs : now;
  if (fromMs > now) {
    throw new FutureStart(
      `--from ${new Date(fromMs).toISOString()} lies in the future: a drive can only have happened before now.`,
    );
  }
  return fromMs;
}
