import { createHash } from 'node:crypto';
import type { LastingPart, PersonalPart } from './audit-entry.js';
import { entryHash, NO_ENTRY, personalDigest } from './audit-hash.js';

const SALT = Buffer.alloc(32, 7);
const personal: PersonalPart = {
  actorName: 'Hugo Petit',
  address: '192.0.2.1',
  before: undefined,
  after: { lastName: 'Lefèvre', firstName: 'Amélie' },
};

describe('personalDigest', () => {
  it('is SHA-256 of the salt and the canonical JSON', () => {
    const text =
      '{"actorName":"Hugo Petit","address":"192.0.2.1","after":{"firstName":"Amélie","lastName":"Lefèvre"}}';
    const expected = createHash('sha256').update(Buffer.concat([SALT, Buffer.from(text)]));
    expect(personalDigest(SALT, personal).toString('hex')).toBe(expected.digest('hex'));
  });

  it.each<[string, Buffer, PersonalPart]>([
    ['the salt', Buffer.alloc(32, 8), personal],
    ['the name', SALT, { ...personal, actorName: undefined }],
    ['the address', SALT, { ...personal, address: '192.0.2.2' }],
    ['where a value stands', SALT, { ...personal, before: personal.after, after: undefined }],
    ['a value', SALT, { ...personal, after: { ...personal.after, lastName: 'Lefevre' } }],
    ['an empty one', SALT, { ...personal, before: {} }],
  ])('depends on %s', (_, salt, other) => {
    expect(personalDigest(salt, other).equals(personalDigest(SALT, personal))).toBe(false);
  });
});

describe('entryHash', () => {
  const entry: LastingPart = {
    atMs: Date.UTC(2026, 10, 25, 10),
    actorRole: 'employee',
    actorId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    sessionId: undefined,
    requestId: undefined,
    verb: 'create',
    kind: 'client',
    objectId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    clientId: undefined,
  };
  const digest = Buffer.alloc(32, 1);
  const hash = entryHash(NO_ENTRY, 1, entry, digest);

  it('is SHA-256 of one line a field', () => {
    const text = `naif-audit-1\n${NO_ENTRY}\n1\n1795600800000\nemployee\n${entry.actorId}\n\n\ncreate\nclient\n${entry.objectId}\n\n${'01'.repeat(32)}`;
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('depends on each field and on its place', () => {
    const id = entry.actorId!;
    const others = [
      entryHash(hash, 1, entry, digest),
      entryHash(NO_ENTRY, 2, entry, digest),
      entryHash(NO_ENTRY, 1, entry, Buffer.alloc(32, 2)),
      ...[
        { atMs: entry.atMs + 1 },
        { actorRole: 'admin' },
        { actorId: undefined },
        { sessionId: id },
        { requestId: id },
        { verb: 'update' },
        { kind: 'vehicle' },
        { objectId: id },
        { clientId: id },
        { actorId: undefined, sessionId: id },
      ].map((change) => entryHash(NO_ENTRY, 1, { ...entry, ...change }, digest)),
    ];
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
  });
});
