import type { Clock } from '../ports/clock.js';
import type { Outbox } from '../ports/outbox.js';
import type { Accepted } from '../upload/answer.js';
import type { UploadReport } from '../upload/upload-machine.js';
import type { UploaderEvents } from '../upload/uploader.js';
import { CommandFailed } from './command-failed.js';

const LOOK_MS = 50;

/** Watches an agent's uploads for a person: until all is delivered, or there is no hope that it will be. */
export class DeliveryWatch implements UploaderEvents {
  private stored = 0;
  private duplicates = 0;
  private refused = 0;
  private firstRefusal: string | undefined;
  private barred: string | undefined;
  private lastTrouble: string | undefined;
  private progressAt: number;

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    /** Most ms without an accepted upload while rows wait. */
    private readonly giveUpAfterMs: number,
  ) {
    this.progressAt = clock.monotonic();
  }

  accepted({ stored, duplicates }: Accepted): void {
    this.stored += stored;
    this.duplicates += duplicates;
    this.progressAt = this.clock.monotonic();
  }

  reported(event: UploadReport, detail: string): void {
    switch (event) {
      case 'refused-rows':
        this.refused += 1;
        this.firstRefusal ??= detail;
        return;
      case 'barred':
        this.barred = detail;
        return;
      case 'unavailable':
      case 'malformed':
        this.lastTrouble = detail;
        return;
      case 'clock-corrected':
        return;
      default:
        event satisfies never;
    }
  }

  /** Resolves when the source has ended and nothing waits any more; throws `CommandFailed` otherwise. */
  async delivered(sourceEnded: Promise<void>, signal: AbortSignal): Promise<void> {
    const source = { ended: false };
    void sourceEnded.then(
      () => (source.ended = true),
      // The agent's own `failed` tells.
      () => undefined,
    );
    while (!source.ended || this.outbox.depth() > 0) {
      this.throwIfHopeless(signal);
      await this.clock.sleep(LOOK_MS, signal);
    }
    if (this.refused > 0) {
      throw new CommandFailed(
        `The server refused ${this.refused} points (stored: ${this.stored}). The first: ${this.firstRefusal ?? ''}`,
      );
    }
  }

  /** One sentence about what was delivered. */
  summary(whereAndWhen: string): string {
    const known = this.duplicates > 0 ? `, ${this.duplicates} were there already` : '';
    return `All acknowledged: ${this.stored} stored${known}; ${whereAndWhen}.`;
  }

  private throwIfHopeless(signal: AbortSignal): void {
    const waiting = `${this.outbox.depth()} points wait`;
    if (signal.aborted) throw new CommandFailed(`Interrupted; ${waiting}.`);
    if (this.barred !== undefined) {
      throw new CommandFailed(`The server does not take this device's uploads: ${this.barred}.`);
    }
    const now = this.clock.monotonic();
    if (this.outbox.depth() === 0) this.progressAt = now;
    if (now - this.progressAt < this.giveUpAfterMs) return;
    const seconds = Math.round(this.giveUpAfterMs / 1000);
    throw new CommandFailed(
      `Nothing could be delivered for ${seconds} s (${this.lastTrouble ?? 'no answer yet'}); ${waiting}.`,
    );
  }
}
