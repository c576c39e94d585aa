import type { Environment } from '../config/environment.js';
import type { EventLog } from '../observability/event-log.js';
import { migrate } from './data-source.js';
import { EmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';

/** A migrated database. */
export interface OpenDatabase {
  readonly url: string;
  /** Stops the database if it is ours; called when nothing uses it any more. */
  close(): Promise<void>;
}

/** Opens the configured database, or our own, and brings its tables up to date. */
export async function openDatabase(
  environment: Environment,
  log: EventLog,
  onRestart: () => void = () => undefined,
): Promise<OpenDatabase> {
  const embedded =
    environment.databaseUrl === undefined
      ? await EmbeddedPostgres.start({ dataDir: environment.dataDir, log, onRestart })
      : undefined;
  const url = environment.databaseUrl ?? embedded?.url ?? '';
  try {
    const migrations = await migrate(url);
    if (migrations.length > 0) log.info('database.migrated', { migrations });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  return { url, close: async () => embedded?.stop() };
}
