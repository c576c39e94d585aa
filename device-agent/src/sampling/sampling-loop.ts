import type { Clock } from '../ports/clock.js';
import type {
  Instant,
  ReadingSource,
  SampledReading,
  SensorSource,
  VehiclePower,
} from '../ports/reading-source.js';

/** An instant this far ahead of the clock was not sampled lately: the clock has been set back. */
const CLOCK_SET_BACK_MS = 60_000;

export interface SamplingOptions {
  /** Ms between two readings; they lie on whole multiples of it. */
  readonly intervalMs: number;
  /** What an earlier run has sampled last: nothing at or before it is sampled again. */
  readonly afterMs?: number;
}

/**
 * Asks every sensor at the same instants and joins their answers into one reading each. An instant without
 * any fresh value gives no reading; an instant that was overslept is left out, not made up.
 */
export class SamplingLoop implements ReadingSource {
  private lastPower: VehiclePower | undefined;

  constructor(
    private readonly sensors: readonly SensorSource[],
    private readonly clock: Clock,
    private readonly options: SamplingOptions,
  ) {}

  async *readings(signal: AbortSignal): AsyncGenerator<SampledReading> {
    const { intervalMs } = this.options;
    let lastTick = this.options.afterMs ?? -Infinity;
    while (!signal.aborted) {
      const now = this.clock.now();
      if (lastTick > now + CLOCK_SET_BACK_MS) lastTick = -Infinity;
      const tick = Math.max(Math.ceil(now / intervalMs), Math.floor(lastTick / intervalMs) + 1);
      const time = tick * intervalMs;
      if (time > now) await this.clock.sleep(time - now, signal);
      // Stopped, or the timer fired a hair early: the instant is still ahead and, unless stopped, waited for again.
      if (this.clock.now() < time) continue;
      lastTick = time;
      const reading = this.sample({ time, atMs: this.clock.monotonic() });
      if (reading) yield reading;
    }
  }

  power(): VehiclePower | undefined {
    return this.lastPower;
  }

  private sample(instant: Instant & { readonly time: number }): SampledReading | undefined {
    const { time } = instant;
    const sensors = this.sensors.flatMap((sensor) => sensor.sample(instant));
    for (const sensor of this.sensors) {
      const state = sensor.power?.(instant);
      if (state) this.lastPower = { state, time };
    }
    return sensors.length > 0 ? { time, sensors } : undefined;
  }
}
