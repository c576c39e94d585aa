import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from './migrations.js';

/** Connections of TypeORM's pool: the CRUD modules. */
const POOL_SIZE = 10;
/** No statement of the CRUD modules has a reason to run longer, ms. */
const STATEMENT_PATIENCE_MS = 30_000;
/** Any number that nothing else locks; all instances of the application share it. */
const MIGRATION_LOCK = 7_241_964_001;

/** How TypeORM reaches the database. Entities are named by the modules that own them (`forFeature`). */
export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    installExtensions: false,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    poolSize: POOL_SIZE,
    connectTimeoutMS: 5_000,
    applicationName: 'naif-control',
    extra: { statement_timeout: STATEMENT_PATIENCE_MS },
  };
}

/**
 * Runs the migrations that are missing, one instance at a time: the others wait for the lock.
 * @returns names of the migrations that were run
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const lock = new Client({ connectionString: url });
  // The lock's connection idles while migrations run; should it break, the next statement tells.
  lock.on('error', () => undefined);
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = new DataSource({ ...dataSourceOptions(url), extra: {} });
    await dataSource.initialize();
    try {
      return (await dataSource.runMigrations()).map((migration) => migration.name);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await lock.end();
  }
}
