import type { EventLog } from './observability/event-log.js';

/** How long an orderly end may take, ms; afterwards the process just goes. */
const PATIENCE_MS = 10_000;

/**
 * Ends the process in order at SIGTERM or SIGINT, and after a fault that nothing caught. A second signal
 * changes nothing: the order is what keeps the data.
 * @param steps run one after the other: first the application (stops accepting, finishes what it has,
 *   closes its pools), last the database
 */
export function stopOnSignals(log: EventLog, steps: readonly (() => Promise<void>)[]): void {
  let stopping = false;
  const stop = (reason: string, exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    log.info('server.stopping', { reason });
    const impatience = setTimeout(() => {
      log.error('server.stopped-hard', { afterMs: PATIENCE_MS });
      process.exit(1);
    }, PATIENCE_MS);
    impatience.unref();
    void runAll(steps, log).then((clean) => {
      log.info('server.stopped', {});
      process.exit(clean ? exitCode : 1);
    });
  };
  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('SIGINT', () => stop('SIGINT', 0));
  process.on('uncaughtException', (error) => {
    log.error('server.fault', { error });
    stop('fault', 1);
  });
  process.on('unhandledRejection', (error) => {
    log.error('server.fault', { error });
    stop('fault', 1);
  });
}

/** Runs every step even when one fails: the database must be stopped whatever happened before. */
async function runAll(steps: readonly (() => Promise<void>)[], log: EventLog): Promise<boolean> {
  let clean = true;
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      clean = false;
      log.error('server.stop-failed', { error });
    }
  }
  return clean;
}
