import 'reflect-metadata';
import { takeDataDir } from '../config/data-dir.js';
import { environmentOfProcess, type Environment } from '../config/environment.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { EventLog } from '../observability/event-log.js';

/** What a command works with. */
export interface CommandContext {
  readonly environment: Environment;
  readonly log: EventLog;
  /** Opens the migrated database; the command's end closes it. */
  readonly openDatabase: () => Promise<string>;
}

/** Runs a command to its end: one clear sentence and exit code 1 when it cannot do its work. */
export function runCommand(work: (context: CommandContext) => Promise<void>): void {
  void run(work).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}

async function run(work: (context: CommandContext) => Promise<void>): Promise<void> {
  const environment = environmentOfProcess();
  // A command speaks to a person: events only when something is odd, or when they were asked for.
  const log = new EventLog(environment.logLevel === 'info' ? 'warn' : environment.logLevel);
  await takeDataDir(environment.dataDir);
  let database: OpenDatabase | undefined;
  try {
    await work({
      environment,
      log,
      openDatabase: async () => {
        database = await openDatabase(environment, log);
        return database.url;
      },
    });
  } finally {
    await database?.close();
  }
}
