import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Outbox } from '../ports/outbox.js';
import type { ReadingSource, TakenReading } from '../ports/reading-source.js';

/** Most readings in one commit. */
const COMMIT_ROWS = 500;
/** Readings that are held in memory while the disk refuses them: over two hours at 1 Hz. */
const HELD_ROWS = 10_000;

export interface RecorderOptions {
  /** A reading waits at most this long for its commit, ms: what a power cut can cost. */
  readonly commitWithinMs: number;
}

/** Takes a source's readings to the outbox, several in one commit when they come fast. */
export class Recorder {
  private pending: TakenReading[] = [];
  private committedAt = -Infinity;
  private dropped = 0;

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
    return this.pending.length >= COMMIT_ROWS || age >= this.options.commitWithinMs;
  }

  /** Commits what came too soon after the last commit and was not followed by another reading. */
  private async tick(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.clock.sleep(this.options.commitWithinMs, signal);
      if (this.pending.length > 0) this.commit();
    }
  }

  private commit(): void {
    if (this.pending.length === 0) return;
    this.committedAt = this.clock.monotonic();
    try {
      this.outbox.append(this.pending);
      this.pending = [];
      this.committed();
    } catch (error) {
      this.log.error('outbox.append_failed', { error: String(error), held: this.pending.length });
      this.dropBeyondBound();
    }
  }

  /** The oldest go first: what is newest is what people wait for. */
  private dropBeyondBound(): void {
    const excess = this.pending.length - HELD_ROWS;
    if (excess <= 0) return;
    this.pending.splice(0, excess);
    this.dropped += excess;
    this.log.error('outbox.readings_dropped', { dropped: this.dropped });
  }
}
