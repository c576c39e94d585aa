import type { Environment } from './config/environment.js';
import type { ServerKeys } from './config/server-keys.js';
import type { EventLog } from './observability/event-log.js';
import type { Metrics } from './observability/metrics.js';
import type { Clock } from './ports/clock.js';
import type { Mailer } from './ports/mailer.js';

/** What the application is built around: made by `main.ts`, or by a test. */
export interface Runtime {
  readonly environment: Environment;
  readonly keys: ServerKeys;
  readonly log: EventLog;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** A migrated database. */
  readonly databaseUrl: string;
  /** Stands in for the mailer that the settings ask for. */
  readonly mailer?: Mailer;
}
