import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { SerialPortUnavailable, type SerialPort, type SerialPorts } from '../ports/serial-port.js';
import { FaultMemory } from './fault-memory.js';
import type { LineFault, LineStatus, LineUser } from './line.js';
import {
  beginSearch,
  continueSearch,
  type AttemptOutcome,
  type Combination,
  type SearchStep,
} from './line-search.js';
import { OpenLine } from './open-line.js';

/** Which device is looked for, and where. */
export interface LineKeeperOptions {
  readonly name: 'gps' | 'obd2';
  /** Device names in the order of preference. */
  readonly candidates: readonly string[];
  /** Baud rates in the order of preference. */
  readonly baudRates: readonly number[];
}

/**
 * Keeps one device's line open: looks for it under all its names and baud rates, gives its driver the line, and looks for it
 * again whenever it is lost, silent, flooding or somebody else. The decisions are `line-search`'s and `line-watch`'s.
 */
export class LineKeeper {
  private state: LineStatus['state'] = 'waiting';
  private place: Combination | undefined;
  private recognitions = 0;
  private readonly faults = new FaultMemory();

  constructor(
    private readonly ports: SerialPorts,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly user: LineUser,
    private readonly options: LineKeeperOptions,
  ) {}

  /** Until `signal` aborts; the line is closed then. Without candidates there is nothing to do. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    let step = beginSearch(this.options.candidates, this.options.baudRates);
    while (step.next && (await this.waited(step, signal))) {
      const outcome = await this.attempt(step.next, signal);
      step = continueSearch(step.state, step.next, outcome);
    }
    this.state = 'waiting';
    this.place = undefined;
  }

  /** How the line is doing now. */
  status(): LineStatus {
    const lastFault = this.faults.last();
    return {
      state: this.state,
      ...this.place,
      reopened: Math.max(0, this.recognitions - 1),
      ...(lastFault ? { lastFault } : {}),
    };
  }

  /** Resolves to whether the next attempt is to be made. */
  private async waited({ waitMs, roundOver }: SearchStep, signal: AbortSignal): Promise<boolean> {
    if (roundOver) this.tellFaults(() => this.faults.roundOver());
    if (waitMs > 0) await this.clock.sleep(waitMs, signal);
    return !signal.aborted;
  }

  private async attempt(place: Combination, signal: AbortSignal): Promise<AttemptOutcome> {
    const port = await this.open(place);
    if (!port) return { came: 'unavailable' };
    this.state = 'searching';
    this.place = place;
    const line = new OpenLine(port, this.user, this.clock, this.log, () => this.found(place));
    const { fault, servedMs } = await line.serve(signal);
    this.state = 'waiting';
    this.place = undefined;
    if (servedMs === undefined) {
      if (fault) this.tellFaults(() => this.faults.note(fault, this.clock.monotonic()));
      return { came: 'given-up' };
    }
    if (fault) this.lost(place, fault);
    return { came: 'lost', servedMs };
  }

  private async open({ path, baudRate }: Combination): Promise<SerialPort | undefined> {
    try {
      return await this.ports.open(path, baudRate);
    } catch (error) {
      const reason = error instanceof SerialPortUnavailable ? error.reason : 'refused';
      const fault = reason === 'refused' ? 'failed' : reason;
      this.tellFaults(() => this.faults.note(fault, this.clock.monotonic()));
      return undefined;
    }
  }

  private found(place: Combination): void {
    this.state = 'open';
    this.recognitions += 1;
    this.log.info('serial.recognised', { line: this.options.name, ...place });
  }

  private lost(place: Combination, fault: LineFault): void {
    this.faults.lost(fault, this.clock.monotonic());
    this.log.warn('serial.lost', { line: this.options.name, ...place, fault });
  }

  /** A search may go on for years: the log hears of what changes. */
  private tellFaults(change: () => void): void {
    const before = this.faults.last()?.fault;
    change();
    const fault = this.faults.last()?.fault;
    if (fault !== before) this.log.warn('serial.fault', { line: this.options.name, fault });
  }
}
