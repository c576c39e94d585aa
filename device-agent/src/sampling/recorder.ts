import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Outbox } from '../ports/outbox.js';
import { isUndated, type ReadingSource, type TakenReading } from '../ports/reading-source.js';

/** Most readings in one commit. */
const COMMIT_ROWS = 500;
/** A timer that fires a hair early must not cost a reading a whole second's wait, ms. */
const SLACK_MS = 50;

export interface RecorderOptions {
  /** A reading waits at most this long for its commit, ms: what a power cut can cost. */
  readonly commitWithinMs: number;
}

/**
 * Takes a source's readings to the outbox, several in one commit when they come fast. As soon as the clock is trusted, what
 * waits undated of this boot is dated, also what an earlier run of the agent left.
 */
export class Recorder {
  private pending: TakenReading[] = [];
  private committedAt = -Infinity;
  private isDated = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly options: RecorderOptions,
    /** Called after each commit. */
    private readonly committed: () => void,
  ) {}

  /** Runs until the source ends or `signal` aborts; whatever was sampled is then committed. */
  async record(source: ReadingSource, signal: AbortSignal): Promise<void> {
    this.outbox.dropUndatable(this.clock.boot);
    const stopTicking = new AbortController();
    const ticking = this.tick(AbortSignal.any([signal, stopTicking.signal]));
    try {
      for await (const reading of source.readings(signal)) {
        this.pending.push(reading);
        if (this.isDue()) this.commit();
        // A source that never waits must still let uploads run.
        if (this.pending.length === 0) await this.clock.sleep(0);
      }
    } finally {
      stopTicking.abort();
      await ticking;
      this.commit();
    }
  }

  private isDue(): boolean {
    const age = this.clock.monotonic() - this.committedAt;
    return this.pending.length >= COMMIT_ROWS || age >= this.options.commitWithinMs - SLACK_MS;
  }

  /** Commits what came too soon after the last commit and was not followed by another reading. */
  private async tick(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.date();
      await this.clock.sleep(this.options.commitWithinMs, signal);
      this.commit();
    }
  }

  private commit(): void {
    this.date();
    if (this.pending.length === 0) return;
    this.committedAt = this.clock.monotonic();
    this.outbox.append(this.pending);
    this.pending = [];
    this.committed();
  }

  /** Once the time is known: first what waits, then what is still in memory, so that nothing overtakes. */
  private date(): void {
    if (!this.clock.isTrusted()) return;
    const undated = this.pending.filter(isUndated);
    if (this.isDated && undated.length === 0) return;
    this.isDated = true;
    this.pending = this.pending.filter((reading) => !isUndated(reading));
    this.outbox.append(undated);
    this.outbox.date(this.clock.boot, this.clock.now() - this.clock.monotonic());
    this.log.info('recorder.time_known', { waiting: this.outbox.depth() });
    this.committed();
  }
}
