import { randomBytes } from 'node:crypto';
import type { Actor, AuditedChange, Origin, PersonalPart } from './audit-entry.js';
import { plainAddress } from '../auth/auth.public.js';
import { personalDigest, SALT_BYTES } from './audit-hash.js';
import { canonicalJson } from './canonical-json.js';
import { withoutSecrets } from './secret-fields.js';

/** Runs a statement in the transaction that makes the change. */
export type Statement = (sql: string, values: unknown[]) => Promise<unknown>;

/** Who acted, with the name that people know, from where and when. */
export interface Act {
  readonly actor: Actor;
  readonly actorName: string | undefined;
  readonly origin: Origin;
  readonly atMs: number;
}

/** Entries in one statement: some hundred kilobytes. */
const MOST_IN_A_STATEMENT = 500;

/** Puts changes down to be chained when the transaction commits, in this order. */
export async function writePending(
  run: Statement,
  act: Act,
  changes: readonly AuditedChange[],
): Promise<void> {
  for (let start = 0; start < changes.length; start += MOST_IN_A_STATEMENT) {
    const rows = changes
      .slice(start, start + MOST_IN_A_STATEMENT)
      .map((change) => pendingRow(act, change));
    await run(WRITE, [`[${rows.join(',')}]`]);
  }
}

/** A row of `audit_pending` as JSON. */
function pendingRow({ actor, actorName, origin, atMs }: Act, change: AuditedChange): string {
  const { verb, kind, objectId, clientId } = change;
  const salt = randomBytes(SALT_BYTES);
  const personal: PersonalPart = {
    actorName,
    address: origin.address === undefined ? undefined : plainAddress(unmapped(origin.address)),
    before: change.before && withoutSecrets(change.before),
    after: change.after && withoutSecrets(change.after),
  };
  return canonicalJson({
    at: new Date(atMs),
    actor_role: actor.role,
    actor_id: 'accountId' in actor ? actor.accountId : actor.id,
    session_id: 'sessionId' in actor ? actor.sessionId : undefined,
    request_id: origin.requestId,
    verb,
    kind,
    object_id: objectId,
    client_id: clientId,
    digest: `\\x${personalDigest(salt, personal).toString('hex')}`,
    salt: `\\x${salt.toString('hex')}`,
    actor_name: personal.actorName,
    address: personal.address,
    before: personal.before,
    after: personal.after,
  });
}

/** An IPv4 address that came over an IPv6 socket is shown as what it is. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

const COLUMNS =
  'at, actor_role, actor_id, session_id, request_id, verb, kind, object_id, client_id, digest, salt, actor_name, address, before, after';

const WRITE = `
  INSERT INTO audit_pending (${COLUMNS})
  SELECT ${COLUMNS} FROM jsonb_to_recordset($1::jsonb) AS told (
    at timestamptz, actor_role text, actor_id uuid, session_id uuid, request_id text, verb text, kind text,
    object_id text, client_id uuid, digest bytea, salt bytea, actor_name text, address text, before jsonb, after jsonb)`;
