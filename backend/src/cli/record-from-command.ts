import type { Client } from 'pg';
import { SystemClock } from '../adapters/system/system-clock.js';
import type { AuditedChange } from '../modules/audit/audit.public.js';
import { writePending } from '../modules/audit/pending-entry.js';

/**
 * Writes into the audit trail what a command of the operator changes, in the transaction that the client is in.
 *
 * @param command as the operator typed it, without its arguments
 */
export async function recordFromCommand(
  client: Client,
  command: string,
  changes: readonly AuditedChange[],
): Promise<void> {
  const act = {
    actor: { role: 'system' as const },
    actorName: command,
    origin: {},
    atMs: new SystemClock().now(),
  };
  await writePending((sql, values) => client.query(sql, values), act, changes);
}
