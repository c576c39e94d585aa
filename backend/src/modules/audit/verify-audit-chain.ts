import type { LastingPart, PersonalPart } from './audit-entry.js';
import { entryHash, NO_ENTRY, personalDigest } from './audit-hash.js';
import { firstOutside, readRanges, type SeqRanges } from './seq-ranges.js';

/** Runs a statement and gives its rows. */
export type Query = <T>(sql: string, values?: unknown[]) => Promise<T[]>;

/** How far the trail was at some time, as it was written down elsewhere: in the log, say. */
export interface Anchor {
  readonly entries: number;
  /** Hash of that entry, hexadecimal. */
  readonly hash: string;
}

/** The first entry that is not as it was written, and why that is known. */
export interface ChainFault {
  readonly seq: number;
  readonly why: string;
}

/** What was checked, and what was found. */
export interface ChainVerdict {
  /** Entries that were read and are good. */
  readonly entries: number;
  /** Of these, entries whose personal values were erased. */
  readonly erased: number;
  /** Hash of the last good entry. */
  readonly hash: string;
  /** Missing: all is well. */
  readonly fault?: ChainFault;
}

/** Entries read at a time: some megabytes at most. */
const BATCH = 1000;

/**
 * Reads the whole audit trail and computes everything anew: that the numbers have no gap, that each hash follows from
 * the one before and from its entry, that what was not erased is what was written, that what was erased was erased by
 * `AuditTrail.erase`, that the trail ends where its head says, and that it has grown from the anchors.
 *
 * @param query of one connection; it sees one moment, while others go on writing
 */
export async function verifyAuditChain(
  query: Query,
  anchors: readonly Anchor[] = [],
): Promise<ChainVerdict> {
  await query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const reading = new Reading(anchors);
    for (;;) {
      const rows = await query<EntryRow>(ENTRIES, [reading.entries, BATCH]);
      for (const row of rows) reading.take(row);
      if (reading.fault || rows.length < BATCH) break;
    }
    const [head] = await query<{ entries: string; hash: string }>(HEAD);
    const [left] = await query<{ count: string }>('SELECT count(*) FROM audit_pending');
    return reading.verdict(
      head && { entries: Number(head.entries), hash: head.hash },
      Number(left?.count ?? 0),
    );
  } finally {
    await query('ROLLBACK');
  }
}

/** What was read so far. */
class Reading {
  entries = 0;
  fault: ChainFault | undefined;
  private hash = NO_ENTRY;
  private readonly erased: number[] = [];
  private readonly erasures: SeqRanges[] = [];
  private readonly anchors: ReadonlyMap<number, string>;

  constructor(anchors: readonly Anchor[]) {
    this.anchors = new Map(anchors.map(({ entries, hash }) => [entries, hash.toLowerCase()]));
  }

  take(row: EntryRow): void {
    if (this.fault) return;
    const seq = this.entries + 1;
    const why = this.faultOf(row, seq);
    if (why !== undefined) {
      this.fault = { seq, why };
      return;
    }
    this.entries = seq;
    this.hash = row.hash;
    if (row.erasedAt) this.erased.push(seq);
    else if (row.kind === 'audit-trail' && row.verb === 'erase')
      this.erasures.push(readRanges(row.after?.['entries']));
  }

  verdict(head: Anchor | undefined, left: number): ChainVerdict {
    const fault = this.fault ?? this.faultOfTheWhole(head, left);
    const { entries, hash, erased } = this;
    return { entries, erased: erased.length, hash, ...(fault && { fault }) };
  }

  private faultOf(row: EntryRow, seq: number): string | undefined {
    if (Number(row.seq) !== seq)
      return `it is missing: entry ${row.seq} follows on entry ${seq - 1}`;
    if (entryHash(this.hash, seq, lastingPart(row), row.digest) !== row.hash)
      return 'its hash does not follow from it and the entry before: it was altered, forged or moved';
    if (row.salt) {
      if (!personalDigest(row.salt, personalPart(row)).equals(row.digest))
        return 'its personal values are not those that were written';
    } else if (!row.erasedAt || personalValuesLeft(row))
      return 'its salt is gone, but it was not erased as the law has it';
    else if (row.kind === 'audit-trail')
      return 'it says what was erased, and is never erased itself';
    const anchor = this.anchors.get(seq);
    if (anchor !== undefined && anchor !== row.hash)
      return `its hash is not ${anchor}, as was noted elsewhere: the trail was written anew`;
    return undefined;
  }

  private faultOfTheWhole(head: Anchor | undefined, left: number): ChainFault | undefined {
    const next = this.entries + 1;
    if (!head) return { seq: next, why: 'the head of the trail is gone' };
    const furthest = Math.max(head.entries, ...this.anchors.keys());
    if (furthest > this.entries)
      return { seq: next, why: `it is missing: there were ${furthest} entries` };
    if (head.entries < this.entries)
      return {
        seq: head.entries + 1,
        why: `the head of the trail knows ${head.entries} entries only`,
      };
    if (head.hash !== this.hash)
      return {
        seq: this.entries,
        why: `its hash is not ${head.hash}, as the head of the trail says`,
      };
    const blanked = firstOutside(this.erased, this.erasures.flat());
    if (blanked !== undefined)
      return {
        seq: blanked,
        why: 'its personal values are gone, and no entry says that they were erased',
      };
    if (left > 0)
      return { seq: next, why: `${left} entries wait for it that no commit has chained` };
    return undefined;
  }
}

interface EntryRow {
  readonly seq: string;
  readonly atMs: string;
  readonly actorRole: string;
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly requestId: string | null;
  readonly verb: string;
  readonly kind: string;
  readonly objectId: string;
  readonly clientId: string | null;
  readonly digest: Buffer;
  readonly hash: string;
  readonly salt: Buffer | null;
  readonly actorName: string | null;
  readonly address: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly erasedAt: Date | null;
}

function lastingPart(row: EntryRow): LastingPart {
  const { actorRole, verb, kind, objectId } = row;
  return {
    atMs: Number(row.atMs),
    actorRole,
    actorId: row.actorId ?? undefined,
    sessionId: row.sessionId ?? undefined,
    requestId: row.requestId ?? undefined,
    verb,
    kind,
    objectId,
    clientId: row.clientId ?? undefined,
  };
}

function personalPart({ actorName, address, before, after }: EntryRow): PersonalPart {
  return {
    actorName: actorName ?? undefined,
    address: address ?? undefined,
    before: before ?? undefined,
    after: after ?? undefined,
  };
}

function personalValuesLeft({ actorName, address, before, after }: EntryRow): boolean {
  return [actorName, address, before, after].some((value) => value !== null);
}

const ENTRIES = `
  SELECT seq, (extract(epoch FROM at) * 1000)::bigint AS "atMs", actor_role AS "actorRole", actor_id AS "actorId",
         session_id AS "sessionId", request_id AS "requestId", verb, kind, object_id AS "objectId",
         client_id AS "clientId", digest, encode(hash, 'hex') AS hash, salt, actor_name AS "actorName", address, before,
         after, erased_at AS "erasedAt"
  FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT $2`;

const HEAD = `SELECT entries, encode(hash, 'hex') AS hash FROM audit_head`;
