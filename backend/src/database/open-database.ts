import type { Environment } from '../config/environment.js';
import type { EventLog } from '../observability/event-log.js';
import { migrate } from './data-source.js';
import { readRecord, urlOfRunning } from './embedded-postgres/cluster-record.js';
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

/**
 * Opens the database as it is, for a command that only reads.
 *
 * @param beside whether a server has the data folder: then its database is used
 * @throws Error with a sentence for the operator when there is none
 */
export async function lookIntoDatabase(
  { databaseUrl, dataDir }: Environment,
  log: EventLog,
  beside: boolean,
): Promise<OpenDatabase> {
  const leaveIt = (): Promise<void> => Promise.resolve();
  if (databaseUrl !== undefined) return { url: databaseUrl, close: leaveIt };
  const record = readRecord(dataDir);
  if (record?.createdAt === undefined) {
    throw new Error(`There is no database in ${dataDir} yet: set DATA_DIR or DATABASE_URL.`);
  }
  if (beside) return { url: urlOfRunning(record), close: leaveIt };
  const embedded = await EmbeddedPostgres.start({ dataDir, log });
  return { url: embedded.url, close: () => embedded.stop() };
}
