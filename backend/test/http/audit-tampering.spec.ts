import type { Client } from 'pg';
import {
  verifyAuditChain,
  type ChainVerdict,
  type Query,
} from '../../src/modules/audit/verify-audit-chain.js';
import { TestApp } from './app-harness.js';
import { queryOf, SOME_CLIENT, superuserOf, verifyChain, writeEntries } from './audit-chain.js';

describe('the audit trail under the hands of who rules the database', () => {
  let test: TestApp;
  let superuser: Client;

  beforeAll(async () => {
    test = await TestApp.start();
    await writeEntries(test, 10);
    superuser = await superuserOf(test);
  });
  afterAll(async () => {
    await superuser.end();
    await test.close();
  });

  /** What the check says of the tampered trail, which is whole again afterwards. */
  async function verdictOn(statements: readonly string[]): Promise<ChainVerdict> {
    const query = queryOf(superuser);
    // The check opens a transaction of its own; here it has to look into the one that is open.
    const inside: Query = async (sql, values) =>
      /^(BEGIN|ROLLBACK)/.test(sql) ? [] : query(sql, values);
    await superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
    try {
      for (const statement of statements) await superuser.query(statement);
      return await verifyAuditChain(inside);
    } finally {
      await superuser.query('ROLLBACK');
    }
  }

  const ALTERED = /altered, forged or moved/;
  it.each<[string, number, RegExp, string[]]>([
    [
      'an altered value',
      4,
      /personal values are not/,
      [`UPDATE audit_entries SET after = '{"lastName": "Other"}' WHERE seq = 4`],
    ],
    [
      'a value put where there was none',
      4,
      /personal values are not/,
      [`UPDATE audit_entries SET address = '192.0.2.1' WHERE seq = 4`],
    ],
    [
      'an altered name',
      7,
      /personal values are not/,
      [`UPDATE audit_entries SET actor_name = 'nobody' WHERE seq = 7`],
    ],
    [
      'an altered salt',
      3,
      /personal values are not/,
      [`UPDATE audit_entries SET salt = sha256('x') WHERE seq = 3`],
    ],
    [
      'a value with the digest that fits it',
      3,
      ALTERED,
      [`UPDATE audit_entries SET after = NULL, digest = sha256('x') WHERE seq = 3`],
    ],
    ['an altered verb', 1, ALTERED, [`UPDATE audit_entries SET verb = 'create' WHERE seq = 1`]],
    [
      'an altered time',
      10,
      ALTERED,
      [`UPDATE audit_entries SET at = at - interval '1 ms' WHERE seq = 10`],
    ],
    [
      'another actor',
      5,
      ALTERED,
      [`UPDATE audit_entries SET actor_id = '${SOME_CLIENT}' WHERE seq = 5`],
    ],
    ['an altered hash', 5, ALTERED, [`UPDATE audit_entries SET hash = sha256('x') WHERE seq = 5`]],
    ['a row deleted from the middle', 5, /missing/, ['DELETE FROM audit_entries WHERE seq = 5']],
    [
      'a row deleted and the gap closed',
      5,
      ALTERED,
      [
        'DELETE FROM audit_entries WHERE seq = 5',
        'UPDATE audit_entries SET seq = seq - 1 WHERE seq > 5',
        'UPDATE audit_head SET entries = 9',
      ],
    ],
    ['the first row deleted', 1, /missing/, ['DELETE FROM audit_entries WHERE seq = 1']],
    ['a deleted tail', 8, /missing: there were 10/, ['DELETE FROM audit_entries WHERE seq > 7']],
    ['everything deleted', 1, /missing: there were 10/, ['TRUNCATE audit_entries']],
    [
      'swapped rows',
      4,
      ALTERED,
      [
        'UPDATE audit_entries SET seq = 1000 WHERE seq = 4',
        'UPDATE audit_entries SET seq = 4 WHERE seq = 5',
        'UPDATE audit_entries SET seq = 5 WHERE seq = 1000',
      ],
    ],
    [
      'a forged row at the end',
      11,
      ALTERED,
      [
        `INSERT INTO audit_entries (seq, at, actor_role, verb, kind, object_id, digest, hash, salt)
       VALUES (11, now(), 'admin', 'create', 'client', 'x', sha256('x'), sha256('y'), sha256('z'))`,
        `UPDATE audit_head SET entries = 11, hash = sha256('y')`,
      ],
    ],
    [
      'a forged row between others',
      6,
      ALTERED,
      [
        'UPDATE audit_entries SET seq = -seq WHERE seq > 5',
        'UPDATE audit_entries SET seq = 1 - seq WHERE seq < 0',
        `INSERT INTO audit_entries (seq, at, actor_role, verb, kind, object_id, digest, hash, salt)
       SELECT 6, at, actor_role, verb, kind, object_id, digest, hash, salt FROM audit_entries WHERE seq = 5`,
        'UPDATE audit_head SET entries = 11',
      ],
    ],
    [
      'a good row more than the head knows',
      10,
      /head of the trail knows 9/,
      ['UPDATE audit_head SET entries = 9'],
    ],
    [
      'a head with another hash',
      10,
      /as the head of the trail says/,
      [`UPDATE audit_head SET hash = sha256('x')`],
    ],
    ['no head', 11, /head of the trail is gone/, ['DELETE FROM audit_head']],
    [
      'a salt taken away alone',
      2,
      /not erased as the law has it/,
      [
        'ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_erased_whole',
        'UPDATE audit_entries SET salt = NULL, erased_at = now() WHERE seq = 2',
      ],
    ],
    [
      'values blanked without an entry that says so',
      2,
      /no entry says/,
      [
        'UPDATE audit_entries SET salt = NULL, actor_name = NULL, before = NULL, after = NULL, erased_at = now() WHERE seq = 2',
      ],
    ],
    [
      'an entry that never was chained',
      11,
      /1 entries wait/,
      [
        `INSERT INTO audit_pending (at, actor_role, verb, kind, object_id, digest, salt)
       VALUES (now(), 'admin', 'create', 'client', 'x', sha256('x'), sha256('z'))`,
      ],
    ],
  ])('shows %s', async (_, seq, why, statements) => {
    const { fault } = await verdictOn(statements);
    expect(fault).toEqual({ seq, why: expect.stringMatching(why) as string });
    expect((await verifyChain(test)).fault).toBeUndefined();
  });

  describe('is closed to the application itself', () => {
    it.each([
      [`UPDATE audit_entries SET verb = 'create' WHERE seq = 1`, /stay as they are/],
      [
        `UPDATE audit_entries SET salt = NULL, actor_name = NULL, before = NULL, after = NULL, erased_at = now()`,
        /stay as they are/,
      ],
      ['DELETE FROM audit_entries WHERE seq = 10', /stay as they are/],
      ['TRUNCATE audit_entries', /stay as they are/],
      [
        `INSERT INTO audit_entries (seq, at, actor_role, verb, kind, object_id, digest, hash, salt)
        VALUES (11, now(), 'admin', 'create', 'client', 'x', sha256('x'), sha256('y'), sha256('z'))`,
        /written by commits/,
      ],
      ['UPDATE audit_head SET entries = 3', /moves with its entries/],
      ['DELETE FROM audit_head', /moves with its entries/],
      ['TRUNCATE audit_head', /moves with its entries/],
      [
        `SET LOCAL naif.erasing_audit_entries = 'on'; UPDATE audit_entries SET verb = 'create' WHERE seq = 1`,
        /stay as they are/,
      ],
      [
        `SET LOCAL naif.erasing_audit_entries = 'on'; DELETE FROM audit_entries`,
        /stay as they are/,
      ],
    ])('%s', async (statement, why) => {
      const client = await test.pool.connect();
      try {
        await expect(client.query(`BEGIN; ${statement}; COMMIT`)).rejects.toThrow(why);
        await client.query('ROLLBACK');
      } finally {
        client.release();
      }
      expect(await verifyChain(test)).toMatchObject({ entries: 10, erased: 0 });
    });
  });
});
