/**
 * `npm run seed:desk [-- --clients N] [--vehicles N] [--contracts N] [--seed N]`: fills a running demo with French clients, cars
 * and contracts (100 000, 120 000, 150 000), so that lists and search can be tried at the size of a whole insurer. Uses
 * DATABASE_URL, or else the database of the demo that runs on DATA_DIR.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { seedDesk } from '../test/load/seed-desk.mts';
import { databaseUrl } from '../test/rig/backend-process.mts';
import { readDemoSettings } from './demo-settings.mts';
import { done, Refusal, runMain, step } from './terminal.mts';

function readOptions() {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '100000' },
      vehicles: { type: 'string', default: '120000' },
      contracts: { type: 'string', default: '150000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const count = (name: keyof typeof values): number => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number > 0) return number;
    throw new Refusal(`--${name} takes a whole number above 0, not “${values[name]}”.`);
  };
  return {
    size: { clients: count('clients'), vehicles: count('vehicles'), contracts: count('contracts') },
    seed: count('seed'),
  };
}

function target(): string {
  const url = process.env['DATABASE_URL'];
  if (url !== undefined && url !== '') return url;
  const { dataDir } = readDemoSettings();
  if (existsSync(join(dataDir, 'database.json'))) return databaseUrl(dataDir);
  throw new Refusal(`There is no database in ${dataDir}: start “npm run demo” first.`);
}

async function connect(url: string): Promise<Client> {
  const database = new Client({ connectionString: url });
  try {
    await database.connect();
    return database;
  } catch {
    throw new Refusal(
      'The database does not answer: start “npm run demo” first, and leave it running.',
    );
  }
}

runMain(async () => {
  const { size, seed } = readOptions();
  const database = await connect(target());
  try {
    const { rowCount } = await database.query("SELECT FROM settings WHERE name = 'demo'");
    if (!rowCount) throw new Refusal('This is no demo: invented people have no place there.');
    step('Filling the desk …');
    await database.query('BEGIN');
    await seedDesk(database, size, { seed, say: done });
    await database.query('COMMIT');
  } catch (error) {
    // Unique violation: the same people once more.
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new Refusal('These people are there already.');
  } finally {
    await database.end();
  }
  return 0;
});
