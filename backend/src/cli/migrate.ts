import { runCommand } from './command.js';

/** Brings the tables up to date without starting the server, which does the same at its start. */
runCommand(async ({ openDatabase }) => {
  await openDatabase();
  process.stdout.write('The database is up to date.\n');
});
