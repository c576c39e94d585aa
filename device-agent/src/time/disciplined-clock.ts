import type { ClockSource } from '@naif/wire';
import type { Clock, ClockQuality, ObservedTime } from '../ports/clock.js';
import {
  observeTime,
  uncertaintyAt,
  type TimeObservation,
  type TimeState,
  type TimeTeller,
} from './time-discipline.js';

/** The machine's own clocks, as they are. */
export interface MachineTime {
  /** What the system's clock shows, ms since the epoch. It may stand at 1970, and it may jump. */
  wall(): number;
  /** Ms since the machine's boot. */
  monotonic(): number;
  readonly boot: string;
  /** Largest error of the system's clock when the system says that it is synchronised over the network, ms. */
  synchronised(): number | undefined;
  /** Waits; resolves (never rejects) as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface DisciplinedClockOptions {
  /**
   * Whether the system's clock may be believed without proof: an ordinary computer, or a Pi with a battery-backed clock.
   * Without it, the time is trusted when satellites, the network's time or a server's answer has told it.
   */
  readonly trustSystemClock: boolean;
  /** Told when the time becomes trusted, and when it is stepped afterwards (by so many ms). */
  readonly changed?: (teller: TimeTeller, steppedMs: number | undefined) => void;
}

/** How often the system is asked whether it is synchronised, ms. */
const LOOK_UNTRUSTED_MS = 1000;
const LOOK_MS = 10_000;
/** A correction of fewer ms than this is no step. */
const STEP_MS = 500;

const SOURCES: Readonly<Record<TimeTeller, ClockSource>> = {
  gps: 'gps',
  ntp: 'ntp',
  server: 'rtc',
  rtc: 'rtc',
};

/** The clock of a machine that may have none: see `time-discipline` for what is believed. It runs on the monotonic clock. */
export class DisciplinedClock implements Clock {
  private state: TimeState = {};
  private lookAtMs = -Infinity;

  constructor(
    private readonly machine: MachineTime,
    private readonly options: DisciplinedClockOptions,
  ) {}

  get boot(): string {
    return this.machine.boot;
  }

  now(): number {
    this.look();
    const { believed } = this.state;
    // Whole ms, as the machine's own clock has them: event times are kept and compared as whole numbers.
    return believed ? Math.floor(believed.offsetMs + this.monotonic()) : this.machine.wall();
  }

  monotonic(): number {
    return this.machine.monotonic();
  }

  isTrusted(): boolean {
    this.look();
    return this.state.believed !== undefined;
  }

  quality(): ClockQuality {
    this.look();
    const { believed } = this.state;
    if (!believed) return { source: 'none' };
    const source = SOURCES[believed.teller];
    const uncertaintyMs = Math.ceil(uncertaintyAt(believed, this.monotonic()));
    return Number.isFinite(uncertaintyMs) ? { source, uncertaintyMs } : { source };
  }

  correct(trueNow: number, uncertaintyMs: number): void {
    this.take({ teller: 'server', time: trueNow, atMs: this.monotonic(), uncertaintyMs });
  }

  observe(observed: ObservedTime): void {
    this.take({ teller: 'gps', ...observed });
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.machine.sleep(ms, signal);
  }

  /** Asks the system now and then; a clock that nobody asks costs nothing. */
  private look(): void {
    const atMs = this.monotonic();
    if (atMs < this.lookAtMs) return;
    this.lookAtMs = atMs + (this.state.believed ? LOOK_MS : LOOK_UNTRUSTED_MS);
    const wall = this.machine.wall();
    const uncertaintyMs = this.machine.synchronised();
    if (uncertaintyMs !== undefined) this.take({ teller: 'ntp', time: wall, atMs, uncertaintyMs });
    else if (this.options.trustSystemClock && !this.state.believed) {
      this.take({ teller: 'rtc', time: wall, atMs, uncertaintyMs: Infinity });
    }
  }

  private take(observation: TimeObservation): void {
    const before = this.state.believed;
    this.state = observeTime(this.state, observation);
    const after = this.state.believed;
    if (!after) return;
    const moved = before ? after.offsetMs - before.offsetMs : undefined;
    if (moved === undefined || Math.abs(moved) >= STEP_MS)
      this.options.changed?.(after.teller, moved);
  }
}
