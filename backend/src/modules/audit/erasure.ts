import type { EntityManager } from 'typeorm';
import type { AuditedChange } from './audit-entry.js';
import { rangesOf } from './seq-ranges.js';

/** Whose personal values are erased: a client's, or those of somebody who acted. */
export type ErasedSubject =
  | { readonly clientId: string; readonly accountId?: undefined }
  | { readonly accountId: string; readonly clientId?: undefined };

/** What was erased, and how it is written down. */
export interface Erased {
  readonly count: number;
  readonly change: AuditedChange;
}

/** Blanks the personal part of the subject's entries. */
export async function eraseSubject(
  manager: EntityManager,
  { clientId, accountId }: ErasedSubject,
  at: Date,
): Promise<Erased> {
  const column = clientId === undefined ? 'actor_id' : 'client_id';
  const subjectId = clientId ?? accountId;
  const rows = await manager.query<{ seq: string }[]>(
    `SELECT erase_audit_entries(ARRAY(SELECT seq FROM audit_entries WHERE ${column} = $1 ORDER BY seq), $2) AS seq`,
    [subjectId, at],
  );
  const seqs = rows.map(({ seq }) => Number(seq)).sort((a, b) => a - b);
  return {
    count: seqs.length,
    change: {
      verb: 'erase',
      kind: 'audit-trail',
      objectId: subjectId,
      ...(clientId !== undefined && { clientId }),
      after: { entries: rangesOf(seqs) },
    },
  };
}
