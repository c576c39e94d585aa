import type { PowerState, PreviousEnd } from '@naif/wire';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { StateStore } from '../ports/state-store.js';
import { batteryState, parseRunMark, previousEnd, type RunMark } from './run-mark.js';

const RUN_FILE = 'run.json';
/** How often the vehicle's power and battery are looked at, ms. */
const LOOK_MS = 5000;
/** A battery that hovers about a limit is written down at most this often, ms: the SD card wears. */
const BATTERY_WRITES_MS = 600_000;

/** What the record watches. */
export interface RunRecordParts {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly power: () => PowerState | undefined;
  /** V. */
  readonly batteryVolts: () => number | undefined;
}

/**
 * Keeps the mark by which the next run knows how this one ended. It is written at the start, at the stop, when the
 * vehicle's power changes, and when the battery goes from well to low or back: a few hundred bytes a drive.
 */
export class RunRecord {
  /** How the run before this one ended; missing on the first one. */
  readonly previousEnd: PreviousEnd | undefined;
  private written: RunMark | undefined;
  private writtenAtMs = -Infinity;
  /** The first measurement since the car was parked, V. */
  private parkedVolts: number | undefined;

  constructor(private readonly parts: RunRecordParts) {
    const { state, clock } = parts;
    this.previousEnd = previousEnd(readMark(state), clock.boot);
  }

  /** Keeps the mark until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    this.write(this.mark(false));
    for (;;) {
      await this.parts.clock.sleep(LOOK_MS, signal);
      if (signal.aborted) return;
      this.look();
    }
  }

  /** This run ends in good order. */
  stopped(): void {
    this.write(this.mark(true));
  }

  private look(): void {
    const mark = this.mark(false);
    const age = this.parts.clock.monotonic() - this.writtenAtMs;
    const powerChanged = mark.power !== this.written?.power;
    const batteryChanged = mark.battery !== this.written?.battery;
    const isFirst = this.written?.battery === undefined;
    if (powerChanged || (batteryChanged && (isFirst || age >= BATTERY_WRITES_MS))) {
      this.write(mark);
    }
  }

  private mark(stopped: boolean): RunMark {
    const { clock } = this.parts;
    const power = this.parts.power();
    const volts = this.parts.batteryVolts();
    this.parkedVolts = power === 'parked' ? (this.parkedVolts ?? volts) : undefined;
    const battery = batteryState(volts, this.parkedVolts);
    return {
      boot: clock.boot,
      stopped,
      ...(power ? { power } : {}),
      ...(volts === undefined ? {} : { volts }),
      ...(battery ? { battery } : {}),
      ...(clock.isTrusted() ? { at: new Date(clock.now()).toISOString() } : {}),
    };
  }

  private write(mark: RunMark): void {
    this.written = mark;
    this.writtenAtMs = this.parts.clock.monotonic();
    try {
      this.parts.state.write(RUN_FILE, `${JSON.stringify(mark)}\n`);
    } catch (error) {
      // The outbox tells the server that the disk refuses.
      this.parts.log.warn('run.mark_not_kept', { error: String(error) });
    }
  }
}

/** A file that cannot be read is as good as none. */
function readMark(state: StateStore): RunMark | undefined {
  try {
    return parseRunMark(state.read(RUN_FILE));
  } catch {
    return undefined;
  }
}
