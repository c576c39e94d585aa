import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `database.json` in the data folder keeps about the embedded database (mode 0600). */
export interface ClusterRecord {
  /** The database's folder: relative to the data folder, or absolute when it lies elsewhere. */
  readonly folder: string;
  /** Password of the account that the application uses. */
  readonly password: string;
  /** Password of the cluster's superuser: for setting up and for the operator. */
  readonly superuserPassword: string;
  /** When the cluster was made, ISO 8601; missing until it is whole. */
  readonly createdAt?: string;
  /** Where it last listened: for the operator's psql. */
  readonly port?: number;
}

/** The application's own account and database: no superuser. */
export const DATABASE_NAME = 'naif';

const file = (dataDir: string): string => join(dataDir, 'database.json');

/** Reads the record; `undefined` when there is none. */
export function readRecord(dataDir: string): ClusterRecord | undefined {
  try {
    return JSON.parse(readFileSync(file(dataDir), 'utf8')) as ClusterRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${file(dataDir)} cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

/** Writes the record, whole or not at all. */
export function writeRecord(dataDir: string, record: ClusterRecord): void {
  const unfinished = `${file(dataDir)}.new`;
  writeFileSync(unfinished, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file(dataDir));
}

/** A record for a cluster that is yet to be made. */
export function newRecord(folder: string): ClusterRecord {
  const password = (): string => randomBytes(24).toString('base64url');
  return { folder, password: password(), superuserPassword: password() };
}

/** Where the application connects, or another process beside it. */
export function urlOfRunning({ password, port = 0 }: ClusterRecord): string {
  return `postgres://${DATABASE_NAME}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
}
