import type { PowerState } from '@naif/wire';
import type { Clock } from '../ports/clock.js';
import { SET_BACK_MS } from '../ports/outbox.js';
import type {
  Instant,
  ReadingSource,
  SensorEntry,
  SensorSource,
  TakenReading,
  VehiclePower,
} from '../ports/reading-source.js';
import { POWER_UNKNOWN, watchPower, type PowerWatch } from './power-watch.js';

export interface SamplingOptions {
  /** Ms between two readings; they lie on whole multiples of it. */
  readonly intervalMs: number;
  /** What an earlier run has sampled last: nothing at or before it is sampled again. */
  readonly afterMs?: number;
}

/** A car that has been parked for a minute is sampled once a minute: a month of it is 43 200 rows, not 2.6 million. */
const PARKED_INTERVAL_MS = 60_000;
const PARKED_AFTER_MS = 60_000;

/**
 * Asks every sensor at the same instants and joins their answers into one reading each. The instants lie on whole
 * multiples of the interval: in UTC when the clock is trusted, else of the monotonic clock, and the reading is then
 * undated. An instant without any fresh value gives no reading; an instant that was overslept is left out, not made up.
 * When the clock is set back, instants are left out until the last one is passed, unless that lies more than
 * `SET_BACK_MS` ahead.
 */
export class SamplingLoop implements ReadingSource {
  private lastPower: VehiclePower | undefined;
  private watch: PowerWatch = POWER_UNKNOWN;
  private intervalMs: number;
  /** Event time of the last instant. */
  private lastTime: number;
  /** Monotonic moment of the last undated instant. */
  private lastUndatedMs: number | undefined;

  constructor(
    private readonly sensors: readonly SensorSource[],
    private readonly clock: Clock,
    options: SamplingOptions,
  ) {
    this.intervalMs = options.intervalMs;
    this.lastTime = options.afterMs ?? -Infinity;
  }

  /** Readings are so many ms apart from the next instant on, which still lies where the old interval put it. */
  setInterval(intervalMs: number): void {
    this.intervalMs = intervalMs;
  }

  async *readings(signal: AbortSignal): AsyncGenerator<TakenReading> {
    while (!signal.aborted) {
      const isTrusted = this.clock.isTrusted();
      const instant = isTrusted ? await this.dated(signal) : await this.undated(signal);
      // Stopped, or the instant is still ahead: the timer fired a hair early, or the clock has changed.
      if (!instant || isTrusted !== this.clock.isTrusted()) continue;
      if (instant.time === undefined) this.lastUndatedMs = instant.atMs;
      else this.lastTime = instant.time;
      const sensors = this.sample(instant);
      if (sensors.length > 0 && this.isWanted(instant)) yield this.reading(instant, sensors);
    }
  }

  power(): VehiclePower | undefined {
    return this.lastPower;
  }

  /** Waits for the next instant in UTC. */
  private async dated(signal: AbortSignal): Promise<Instant | undefined> {
    const { intervalMs, clock } = this;
    const now = clock.now();
    const last = this.lastDated(now);
    const tick = Math.max(Math.ceil(now / intervalMs), Math.floor(last / intervalMs) + 1);
    const time = tick * intervalMs;
    if (time > now) await clock.sleep(time - now, signal);
    if (clock.now() < time) return undefined;
    return { time, atMs: clock.monotonic() };
  }

  /** Waits for the next instant of the monotonic clock. */
  private async undated(signal: AbortSignal): Promise<Instant | undefined> {
    const { intervalMs, clock } = this;
    const nowMs = clock.monotonic();
    const last = this.lastUndatedMs ?? -Infinity;
    const tick = Math.max(Math.ceil(nowMs / intervalMs), Math.floor(last / intervalMs) + 1);
    const atMs = tick * intervalMs;
    if (atMs > nowMs) await clock.sleep(atMs - nowMs, signal);
    return clock.monotonic() < atMs ? undefined : { atMs };
  }

  /** The last instant's event time; that of the last undated one as it will be dated. */
  private lastDated(now: number): number {
    const bootTimeMs = now - this.clock.monotonic();
    const undated = this.lastUndatedMs === undefined ? -Infinity : bootTimeMs + this.lastUndatedMs;
    const last = Math.max(this.lastTime, undated);
    return last > now + SET_BACK_MS ? -Infinity : last;
  }

  private sample(instant: Instant): readonly SensorEntry[] {
    const sensors = this.sensors.flatMap((sensor) => sensor.sample(instant));
    const state = this.powerAt(instant, sensors);
    if (state && instant.time !== undefined) this.lastPower = { state, time: instant.time };
    return sensors;
  }

  private powerAt(instant: Instant, sensors: readonly SensorEntry[]): PowerState | undefined {
    const { atMs } = instant;
    const told = this.firstWord((sensor) => sensor.power?.(instant));
    if (told) {
      if (told !== this.watch.state) this.watch = { ...POWER_UNKNOWN, state: told, sinceMs: atMs };
      return told;
    }
    const engine = this.firstWord((sensor) => sensor.engine?.(atMs));
    const gps = sensors.find((entry) => entry.sensor === 'gps');
    this.watch = watchPower(this.watch, { atMs, engine, speedKmh: gps?.speed });
    return this.watch.state;
  }

  private firstWord<T>(ask: (sensor: SensorSource) => T | undefined): T | undefined {
    for (const sensor of this.sensors) {
      const word = ask(sensor);
      if (word !== undefined) return word;
    }
    return undefined;
  }

  /** Of a car that is parked for long only the readings on whole minutes are kept. */
  private isWanted({ atMs, time }: Instant): boolean {
    const { state, sinceMs } = this.watch;
    if (state !== 'parked' || atMs - sinceMs < PARKED_AFTER_MS) return true;
    const every = Math.max(PARKED_INTERVAL_MS, this.intervalMs);
    return (time ?? atMs) % every < this.intervalMs;
  }

  private reading({ atMs, time }: Instant, sensors: readonly SensorEntry[]): TakenReading {
    return time === undefined ? { boot: this.clock.boot, atMs, sensors } : { time, sensors };
  }
}
