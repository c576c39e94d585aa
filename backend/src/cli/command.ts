import 'reflect-metadata';
import { DataDirTaken, takeDataDir } from '../config/data-dir.js';
import { environmentOfProcess, type Environment } from '../config/environment.js';
import { lookIntoDatabase, openDatabase, type OpenDatabase } from '../database/open-database.js';
import { EventLog } from '../observability/event-log.js';

/** What a command works with. */
export interface CommandContext {
  readonly environment: Environment;
  readonly log: EventLog;
  /** Opens the database, migrated unless the command only reads; the command's end closes it. */
  readonly openDatabase: () => Promise<string>;
}

/** How a command stands to a server that runs on the same data folder. */
export interface CommandRules {
  /** It only reads: it may run beside a server, on a database that it neither makes nor migrates. */
  readonly onlyReads?: boolean;
}

/** Runs a command to its end: one clear sentence and exit code 1 when it cannot do its work. */
export function runCommand(
  work: (context: CommandContext) => Promise<void>,
  rules: CommandRules = {},
): void {
  void run(work, rules).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}

async function run(
  work: (context: CommandContext) => Promise<void>,
  { onlyReads = false }: CommandRules,
): Promise<void> {
  const environment = environmentOfProcess();
  // A command speaks to a person: events only when something is odd, or when they were asked for.
  const log = new EventLog(environment.logLevel === 'info' ? 'warn' : environment.logLevel);
  const beside = await isTaken(environment, onlyReads);
  let database: OpenDatabase | undefined;
  try {
    await work({
      environment,
      log,
      openDatabase: async () => {
        database = onlyReads
          ? await lookIntoDatabase(environment, log, beside)
          : await openDatabase(environment, log);
        return database.url;
      },
    });
  } finally {
    await database?.close();
  }
}

/** Takes the data folder; whether a server has it, which a command that only reads does not mind. */
async function isTaken({ dataDir }: Environment, onlyReads: boolean): Promise<boolean> {
  try {
    await takeDataDir(dataDir);
    return false;
  } catch (error) {
    if (onlyReads && error instanceof DataDirTaken) return true;
    throw error;
  }
}
