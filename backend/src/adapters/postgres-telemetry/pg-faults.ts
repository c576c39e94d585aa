import { DatabaseError } from 'pg';
import { StoreUnavailableError } from '../../ports/store-unavailable.js';

/**
 * Classes of SQLSTATE that say "not now" rather than "not this": connection, read-only after a failover,
 * serialization and deadlock, resources, operator's intervention, system.
 */
const NOT_NOW = new Set(['08', '25', '40', '53', '57', '58']);

/** What a failed statement means to the port's caller. Errors that the driver itself made are lost connections. */
export function storeFault(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    return NOT_NOW.has((error.code ?? '').slice(0, 2)) ? new StoreUnavailableError(error) : error;
  }
  return error instanceof StoreUnavailableError ? error : new StoreUnavailableError(error);
}

/** Runs statements and tells their faults in the port's words. */
export async function asStore<T>(statements: () => Promise<T>): Promise<T> {
  try {
    return await statements();
  } catch (error) {
    throw storeFault(error);
  }
}
