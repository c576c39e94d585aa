import type { EventLog } from './observability/event-log.js';

/** How long an orderly end may take, ms; afterwards the process just goes. */
const PATIENCE_MS = 10_000;

/**
 * The end of the process, in the opposite order of its start. It comes with SIGTERM or SIGINT, with a
 * fault that nothing caught, or when the start itself fails. A second signal changes nothing: the order is
 * what keeps the data.
 */
export class Shutdown {
  private readonly steps: (() => Promise<void>)[] = [];
  private begun = false;

  constructor(private readonly log: EventLog) {}

  /** Adds what has been started and must be stopped; what was added last is stopped first. */
  add(step: () => Promise<void>): void {
    this.steps.unshift(step);
  }

  /** From now on signals and faults end the process in order. */
  listen(): void {
    process.on('SIGTERM', () => this.begin('SIGTERM', 0));
    process.on('SIGINT', () => this.begin('SIGINT', 0));
    for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(fault, (error: unknown) => {
        this.log.error('server.fault', { error });
        this.begin('fault', 1);
      });
    }
  }

  /** The start failed: says why in one sentence, and ends what was started already. */
  startFailed(error: unknown): void {
    // Told to stop while it started: what broke, broke because of that.
    if (this.begun) return;
    this.log.debug('server.start-failed', { error });
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    this.begin('start failed', 1);
  }

  private begin(reason: string, exitCode: number): void {
    if (this.begun) return;
    this.begun = true;
    this.log.info('server.stopping', { reason });
    const impatience = setTimeout(() => {
      this.log.error('server.stopped-hard', { afterMs: PATIENCE_MS });
      process.exit(1);
    }, PATIENCE_MS);
    impatience.unref();
    void this.runSteps().then((clean) => {
      this.log.info('server.stopped');
      process.exit(clean ? exitCode : 1);
    });
  }

  /** Runs every step even when one fails: the database must be stopped whatever happened before. */
  private async runSteps(): Promise<boolean> {
    let clean = true;
    for (const step of this.steps) {
      try {
        await step();
      } catch (error) {
        clean = false;
        this.log.error('server.stop-failed', { error });
      }
    }
    return clean;
  }
}
