import { createHash } from 'node:crypto';
import type { LastingPart, PersonalPart } from './audit-entry.js';
import { canonicalJson } from './canonical-json.js';

/** In front of what is hashed: another form of entries gets another word. */
const FORM = 'naif-audit-1';

/** What the first entry is chained to. */
export const NO_ENTRY = '0'.repeat(64);

/** Bytes of an entry's salt: as many as the hash, so that nobody tries values until one fits. */
export const SALT_BYTES = 32;

/** Digest of what may be erased. Without the salt, which goes with it, it tells nothing. */
export function personalDigest(salt: Buffer, personal: PersonalPart): Buffer {
  const { actorName, address, before, after } = personal;
  return createHash('sha256')
    .update(salt)
    .update(canonicalJson({ actorName, address, before, after }), 'utf8')
    .digest();
}

/**
 * The hash of an entry, in hexadecimal digits. The database computes it when it writes the entry
 * (`chain_audit_entries`); here it is computed again, by another program, to be compared. One field a line, and no field
 * holds a line break: no two entries share a text.
 */
export function entryHash(
  previous: string,
  seq: number,
  entry: LastingPart,
  digest: Buffer,
): string {
  const { atMs, actorRole, actorId, sessionId, requestId, verb, kind, objectId, clientId } = entry;
  const lines = [
    FORM,
    previous,
    seq,
    atMs,
    actorRole,
    actorId ?? '',
    sessionId ?? '',
    requestId ?? '',
    verb,
    kind,
    objectId,
    clientId ?? '',
    digest.toString('hex'),
  ];
  return createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex');
}
