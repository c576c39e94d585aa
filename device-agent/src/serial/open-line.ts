import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SerialPort } from '../ports/serial-port.js';
import type { Line, LineFault, LineReceiver, LineUser } from './line.js';
import {
  beginWatch,
  bytesCame,
  deviceRecognised,
  faultOf,
  patienceEndsAt,
  type WatchState,
} from './line-watch.js';

/** How an open line ended. */
export interface LineEnd {
  /** Missing when the program is stopping. */
  readonly fault?: LineFault;
  /** How long the recognised device was served, ms; missing when it was never recognised. */
  readonly servedMs?: number;
}

/** Most bytes that wait to be sent: all that a driver says in minutes. A line that takes no more is broken. */
const MOST_UNSENT_BYTES = 4096;
/** Sleeping longer than this would only postpone what is due never. */
const LONGEST_SLEEP_MS = 3_600_000;

/** One opening of a line, between its port and its user. Whatever either does, it ends with a fault and never throws. */
export class OpenLine implements Line {
  readonly path: string;
  readonly baudRate: number;
  private watch: WatchState;
  private fault: LineFault | undefined;
  private unsentBytes = 0;
  private receiver: LineReceiver | undefined;
  private readonly over = new AbortController();
  private readonly judgesSilence: boolean;

  /** `onRecognised` is called once, when the user recognises its device. */
  constructor(
    private readonly port: SerialPort,
    private readonly user: LineUser,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly onRecognised: () => void,
  ) {
    this.path = port.path;
    this.baudRate = port.baudRate;
    this.judgesSilence = user.judgesSilence ?? false;
    this.watch = beginWatch(port.baudRate, clock.monotonic());
  }

  /** Until the line is lost, given up, or `signal` aborts. Never rejects. */
  async serve(signal: AbortSignal): Promise<LineEnd> {
    const stop = (): void => this.over.abort();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    this.guarded(() => (this.receiver = this.user.opened(this)));
    this.port.onClosed((loss) => this.giveUp(loss === 'unplugged' ? 'unplugged' : 'failed'));
    this.port.onData((bytes) => this.came(bytes));
    while (!this.over.signal.aborted) await this.waitForPatienceToEnd();
    signal.removeEventListener('abort', stop);
    await this.port.close();
    this.guarded(() => this.receiver?.closed());
    return this.end();
  }

  send(bytes: Uint8Array): void {
    if (this.over.signal.aborted) return;
    this.unsentBytes += bytes.length;
    if (this.unsentBytes > MOST_UNSENT_BYTES) {
      this.giveUp('failed');
      return;
    }
    const sent = (): void => void (this.unsentBytes -= bytes.length);
    // A line that breaks says so through `onClosed`, too.
    this.port.write(bytes).then(sent, () => this.giveUp('failed'));
  }

  recognised(): void {
    if (this.over.signal.aborted || this.watch.recognisedAtMs !== undefined) return;
    this.watch = deviceRecognised(this.watch, this.clock.monotonic());
    this.onRecognised();
  }

  giveUp(fault: LineFault): void {
    if (this.over.signal.aborted) return;
    this.fault = fault;
    this.over.abort();
  }

  private came(bytes: Uint8Array): void {
    if (this.over.signal.aborted) return;
    const atMs = this.clock.monotonic();
    this.watch = bytesCame(this.watch, bytes.length, atMs);
    if (this.judge(atMs)) this.guarded(() => this.receiver?.received(bytes, atMs));
  }

  private async waitForPatienceToEnd(): Promise<void> {
    const dueMs = patienceEndsAt(this.watch, this.judgesSilence) - this.clock.monotonic();
    await this.clock.sleep(Math.min(Math.max(dueMs, 0), LONGEST_SLEEP_MS), this.over.signal);
    this.judge(this.clock.monotonic());
  }

  /** Whether the line is still good. */
  private judge(atMs: number): boolean {
    const fault = faultOf(this.watch, this.judgesSilence, atMs);
    if (fault) this.giveUp(fault);
    return fault === undefined;
  }

  private end(): LineEnd {
    const { recognisedAtMs } = this.watch;
    return {
      ...(this.fault === undefined ? {} : { fault: this.fault }),
      ...(recognisedAtMs === undefined
        ? {}
        : { servedMs: this.clock.monotonic() - recognisedAtMs }),
    };
  }

  /** A driver that throws costs its line, not the program. */
  private guarded(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.log.error('serial.driver-failed', { path: this.path, reason: String(error) });
      this.giveUp('failed');
    }
  }
}
