import { Pool } from 'pg';
import type { EventLog } from '../observability/event-log.js';

/** Injection token of the plain `pg` pool that the telemetry adapters use. */
export const PG_POOL = Symbol('PgPool');

/** Connections for telemetry: a few statements in flight, each carrying many readings. */
const POOL_SIZE = 10;
/** The longest statement is the reduction of a month, a few seconds. */
const STATEMENT_PATIENCE_MS = 15_000;

/** A pool that survives its database: broken idle connections are logged and replaced. */
export function openPgPool(url: string, log: EventLog): Pool {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: STATEMENT_PATIENCE_MS,
    // Compiling a query takes longer than any of these runs.
    options: '-c jit=off',
    application_name: 'naif-control telemetry',
  });
  pool.on('error', (error) => log.warn('database.connection-lost', { detail: error.message }));
  return pool;
}
