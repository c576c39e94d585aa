import type { EntityManager } from 'typeorm';
import type { VehicleRef } from '../../events/live-event.js';

/**
 * Every table whose rows belong to a client, by `client_id`. One that is missing here cannot be lost: the database
 * refuses to remove a client to whom anything still belongs, and a test compares this list with the database's keys.
 */
export const BELONGINGS = [
  'accounts',
  'client_documents',
  'client_drivers',
  'client_notes',
  'contracts',
  'vehicles',
  // After the vehicles, whose owners of today it repeats: what is left are former times.
  'vehicle_owners',
] as const;

/** How many rows of each table moved. */
export type MovedCounts = Partial<Record<(typeof BELONGINGS)[number], number>>;

/** What moved from one client to another, and whom that concerns. */
export interface Moved {
  readonly counts: MovedCounts;
  /** With their new owner. */
  readonly vehicles: readonly VehicleRef[];
  /** Sessions that ended, because what they may see was settled at their login. */
  readonly sessionIds: readonly string[];
}

/** Gives one client everything that belongs to another. */
export async function moveBelongings(
  manager: EntityManager,
  fromId: string,
  toId: string,
  now: Date,
): Promise<Moved> {
  const sessionIds = await endSessions(manager, fromId, now);
  const counts: MovedCounts = {};
  const vehicles = await rows<VehicleRef>(
    manager,
    `SELECT id, series, car_id AS "carId", $2::uuid AS "clientId" FROM vehicles WHERE client_id = $1 ORDER BY series`,
    [fromId, toId],
  );
  for (const table of BELONGINGS) {
    const moved = await rows(
      manager,
      `WITH moved AS (UPDATE ${table} SET client_id = $2 WHERE client_id = $1 RETURNING 1) SELECT 1 FROM moved`,
      [fromId, toId],
    );
    if (moved.length > 0) counts[table] = moved.length;
  }
  return { counts, vehicles, sessionIds };
}

async function endSessions(
  manager: EntityManager,
  clientId: string,
  now: Date,
): Promise<readonly string[]> {
  const ended = await rows<{ id: string }>(
    manager,
    `WITH ended AS (
       UPDATE sessions SET ended_at = $2, end_reason = 'revoked'
       WHERE ended_at IS NULL AND account_id IN (SELECT id FROM accounts WHERE client_id = $1)
       RETURNING id)
     SELECT id FROM ended`,
    [clientId, now],
  );
  return ended.map(({ id }) => id);
}

function rows<T = unknown>(
  manager: EntityManager,
  sql: string,
  parameters: unknown[],
): Promise<T[]> {
  return manager.query<T[]>(sql, parameters);
}
