import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { ROOT } from './processes.mts';

/**
 * Stops the embedded PostgreSQL of a data folder when its backend died without doing so. The backend's own code knows
 * where the database is and how it stops; it has to be built.
 */
export async function stopDatabaseOf(dataDir: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const folder = join(ROOT, 'dist/backend/backend/src/database/embedded-postgres');
  const { readRecord } = require(join(folder, 'cluster-record.js')) as {
    readRecord: (dataDir: string) => { readonly folder: string } | undefined;
  };
  const { stopLeftBehind } = require(join(folder, 'left-behind.js')) as {
    stopLeftBehind: (folder: string) => Promise<number | undefined>;
  };
  const record = readRecord(dataDir);
  if (record !== undefined) await stopLeftBehind(resolve(dataDir, record.folder));
}
