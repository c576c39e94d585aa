import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { offsetOf, type PageRequest } from '../../http/pagination.js';

/** Which entries are wanted. */
export interface AuditFilter {
  /** Account or device that acted. */
  readonly actor?: string | undefined;
  readonly verb?: string | undefined;
  readonly kind?: string | undefined;
  readonly objectId?: string | undefined;
  readonly clientId?: string | undefined;
  /** First instant, ms since the epoch. */
  readonly fromMs?: number | undefined;
  /** First instant after, ms since the epoch. */
  readonly toMs?: number | undefined;
  /** Only entries before this one. */
  readonly before?: number | undefined;
}

/** An entry as it is kept. */
export interface KeptEntry {
  readonly seq: string;
  readonly at: Date;
  readonly actorRole: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly verb: string;
  readonly kind: string;
  readonly objectId: string;
  readonly clientId: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly erasedAt: Date | null;
}

/** A look at a client's data, as that client sees it. */
export interface KeptLook {
  readonly at: Date;
  readonly kind: string;
  readonly actorRole: string;
  readonly actorName: string | null;
  readonly vehicleId: string;
  readonly plate: string | null;
  readonly make: string | null;
  readonly model: string | null;
}

/** Finds entries of the audit trail. */
@Injectable()
export class AuditSearch {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The newest entries that match, newest first, at most `limit`. */
  async entries(filter: AuditFilter, limit: number): Promise<KeptEntry[]> {
    const values: unknown[] = [limit];
    const conditions = CONDITIONS.flatMap(({ value, sql }) => {
      const wanted = value(filter);
      return wanted === undefined ? [] : [sql(`$${values.push(wanted)}`)];
    });
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    return this.dataSource.query<KeptEntry[]>(
      `${SELECT} ${where} ORDER BY seq DESC LIMIT $1`,
      values,
    );
  }

  /** One page of who looked at the client's data, newest first, and how many looks there are. */
  async looksAt(
    clientId: string,
    page: PageRequest,
  ): Promise<[looks: readonly KeptLook[], total: number]> {
    const [looks, [counted]] = await Promise.all([
      this.dataSource.query<KeptLook[]>(LOOKS, [clientId, page.pageSize, offsetOf(page)]),
      this.dataSource.query<{ total: number }[]>(
        `SELECT count(*)::int4 AS total FROM audit_entries WHERE client_id = ${OF_CLIENT} AND verb = 'look'`,
        [clientId],
      ),
    ]);
    return [looks, counted?.total ?? 0];
  }
}

interface Condition {
  readonly value: (filter: AuditFilter) => unknown;
  readonly sql: (parameter: string) => string;
}

const CONDITIONS: readonly Condition[] = [
  { value: ({ actor }) => actor, sql: (id) => `actor_id = ${id}` },
  { value: ({ verb }) => verb, sql: (verb) => `verb = ${verb}` },
  { value: ({ kind }) => kind, sql: (kind) => `kind = ${kind}` },
  { value: ({ objectId }) => objectId, sql: (id) => `object_id = ${id}` },
  { value: ({ clientId }) => clientId, sql: (id) => `client_id = ${id}` },
  { value: ({ fromMs }) => instant(fromMs), sql: (at) => `at >= ${at}` },
  { value: ({ toMs }) => instant(toMs), sql: (at) => `at < ${at}` },
  { value: ({ before }) => before, sql: (seq) => `seq < ${seq}` },
];

function instant(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms);
}

const SELECT = `
  SELECT seq, at, actor_role AS "actorRole", actor_id AS "actorId", actor_name AS "actorName",
         session_id AS "sessionId", address, request_id AS "requestId", verb, kind, object_id AS "objectId",
         client_id AS "clientId", before, after, erased_at AS "erasedAt"
  FROM audit_entries`;

/** The client in $1, also from before others turned out to be the same one. */
const OF_CLIENT =
  'ANY(ARRAY(SELECT $1::uuid UNION ALL SELECT id FROM merged_clients WHERE kept_id = $1))';

const LOOKS = `
  SELECT entry.at, entry.kind, entry.actor_role AS "actorRole", entry.actor_name AS "actorName",
         entry.object_id AS "vehicleId", vehicle.plate, vehicle.make, vehicle.model
  FROM audit_entries entry LEFT JOIN vehicles vehicle ON vehicle.id::text = entry.object_id
  WHERE entry.client_id = ${OF_CLIENT} AND entry.verb = 'look'
  ORDER BY entry.seq DESC LIMIT $2 OFFSET $3`;
