import { ConfigurationError } from '../config/environment.js';
import { loadServerKeys } from '../config/server-keys.js';
import { seedDemo } from '../demo/seed-demo.js';
import { runCommand } from './command.js';

/** Puts the demo's accounts, clients, vehicles and contracts into the database, as the server does in demo mode. */
runCommand(async ({ environment, log, openDatabase }) => {
  if (environment.mode !== 'demo') {
    throw new ConfigurationError(['Only a demo is seeded: set NAIF_MODE=demo.']);
  }
  const keys = loadServerKeys(environment);
  const databaseUrl = await openDatabase();
  await seedDemo({ databaseUrl, keys, log }, environment.demoPassword);
  process.stdout.write('The demo is seeded.\n');
});
