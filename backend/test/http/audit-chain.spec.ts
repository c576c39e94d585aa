import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../src/modules/audit/audit-trail.js';
import type { Anchor, ChainVerdict } from '../../src/modules/audit/verify-audit-chain.js';
import { TestApp } from './app-harness.js';
import {
  recordAll,
  SOME_CLIENT,
  superuserOf,
  SYSTEM,
  verifyChain,
  writeEntries,
} from './audit-chain.js';

const VISITOR = 'bbbbbbbb-0000-4000-8000-000000000000';

describe('the chain of the audit trail', () => {
  let test: TestApp;
  let superuser: Client;

  beforeAll(async () => {
    test = await TestApp.start();
    superuser = await superuserOf(test);
  });
  beforeEach(async () => {
    await beginAnew();
    await write(10);
  });
  afterAll(async () => {
    await superuser.end();
    await test.close();
  });

  const dataSource = (): DataSource => test.app.get(DataSource);
  const trail = (): AuditTrail => test.app.get(AuditTrail);
  const write = (count: number): Promise<void> => writeEntries(test, count);
  const verify = (anchors?: readonly Anchor[]): Promise<ChainVerdict> => verifyChain(test, anchors);

  /** Does what only somebody can do who rules the database: no trigger sees it. */
  async function tamper(...statements: string[]): Promise<void> {
    await superuser.query('SET session_replication_role = replica');
    for (const statement of statements) await superuser.query(statement);
    await superuser.query('SET session_replication_role = origin');
  }

  /** The trail as it is before anything was done. */
  const beginAnew = (): Promise<void> =>
    tamper(
      'DELETE FROM audit_entries',
      "UPDATE audit_head SET entries = 0, hash = decode(repeat('00', 32), 'hex')",
    );

  it('is whole', async () => {
    const verdict = await verify();
    expect(verdict).toEqual({
      entries: 10,
      erased: 0,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(await verify([{ entries: 10, hash: verdict.hash.toUpperCase() }])).toEqual(verdict);
  });

  it('is empty before anything was done', async () => {
    await beginAnew();
    expect(await verify()).toEqual({ entries: 0, erased: 0, hash: '0'.repeat(64) });
  });

  it('goes over more entries than are read at a time', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({
      verb: 'create',
      kind: 'client' as const,
      objectId: String(index),
    }));
    await recordAll(test, many);
    expect(await verify()).toMatchObject({ entries: 2510 });
    await tamper(`UPDATE audit_entries SET object_id = 'x' WHERE seq = 2400`);
    expect((await verify()).fault?.seq).toBe(2400);
  });

  it('shows a tail that was cut off together with the head, to whoever noted how far it was', async () => {
    const { hash } = await verify();
    await tamper(
      'DELETE FROM audit_entries WHERE seq > 7',
      'UPDATE audit_head SET entries = 7, hash = (SELECT hash FROM audit_entries WHERE seq = 7)',
    );
    expect((await verify()).fault).toBeUndefined();
    expect((await verify([{ entries: 10, hash }])).fault?.seq).toBe(8);
    // And grown over again.
    await write(10);
    expect(await verify([{ entries: 10, hash }])).toMatchObject({
      entries: 9,
      fault: { seq: 10, why: expect.stringContaining('written anew') as string },
    });
  });

  it('has in the log how far it is', async () => {
    await test.restart();
    const { hash } = await verify();
    expect(test.logged).toContainEqual(
      expect.objectContaining({ event: 'audit.head', entries: 10, hash }),
    );
  });

  describe('with personal values erased', () => {
    const erase = (): Promise<number> =>
      dataSource().transaction((manager) =>
        trail().erase(manager, SYSTEM, { clientId: SOME_CLIENT }),
      );

    it('stays whole and says so', async () => {
      expect(await erase()).toBe(3);
      expect(await verify()).toMatchObject({ entries: 11, erased: 3 });
      expect((await verify()).fault).toBeUndefined();
      const { rows } = await test.pool.query(
        'SELECT seq, salt, actor_name, address, before, after FROM audit_entries WHERE erased_at IS NOT NULL ORDER BY seq',
      );
      const blank = { salt: null, actor_name: null, address: null, before: null, after: null };
      expect(rows).toEqual(['2', '5', '8'].map((seq) => ({ seq, ...blank })));
      const { rows: left } = await test.pool.query<{ text: string }>(
        'SELECT audit_entries::text AS text FROM audit_entries',
      );
      expect(left.map(({ text }) => text).join()).not.toContain('After 4');
      const { rows: said } = await test.pool.query(
        'SELECT verb, kind, client_id, after FROM audit_entries WHERE seq = 11',
      );
      expect(said).toEqual([
        {
          verb: 'erase',
          kind: 'audit-trail',
          client_id: SOME_CLIENT,
          after: {
            entries: [
              [2, 2],
              [5, 5],
              [8, 8],
            ],
          },
        },
      ]);
    });

    it('is erased once, and what is written afterwards stays', async () => {
      await erase();
      expect(await erase()).toBe(0);
      await write(2);
      expect(await verify()).toMatchObject({ entries: 13, erased: 3 });
      expect(await erase()).toBe(1);
      expect(await verify()).toMatchObject({ entries: 14, erased: 4 });
      expect((await verify()).fault).toBeUndefined();
    });

    it('is erased by who acted, too', async () => {
      const visitor = { role: 'visitor', id: VISITOR, name: 'Ada Test' } as const;
      const change = { verb: 'reset-password', kind: 'account', objectId: VISITOR } as const;
      await dataSource().transaction((manager) => trail().record(manager, visitor, change));
      const erased = await dataSource().transaction((manager) =>
        trail().erase(manager, SYSTEM, { accountId: VISITOR }),
      );
      expect(erased).toBe(1);
      expect(await verify()).toMatchObject({ entries: 12, erased: 1 });
    });

    it('shows what is put in the place of what was erased', async () => {
      await erase();
      await tamper(
        `UPDATE audit_entries SET salt = sha256('x'), erased_at = NULL, after = '{"lastName": "Invented"}' WHERE seq = 5`,
      );
      expect((await verify()).fault?.seq).toBe(5);
    });

    it('is not written if its transaction is not', async () => {
      await expect(
        dataSource().transaction(async (manager) => {
          await trail().erase(manager, SYSTEM, { clientId: SOME_CLIENT });
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(await verify()).toMatchObject({ entries: 10, erased: 0 });
    });
  });

  describe('with many who write', () => {
    it('is one line of 50 changes at once', async () => {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          dataSource().transaction(async (manager) => {
            const change = {
              verb: 'create',
              kind: 'client' as const,
              objectId: `parallel-${index}`,
            };
            await trail().record(manager, SYSTEM, change);
            // Later than others, and holding nobody up meanwhile.
            await manager.query('SELECT pg_sleep($1)', [(index % 7) / 500]);
          }),
        ),
      );
      const verdict = await verify();
      expect(verdict.fault).toBeUndefined();
      expect(verdict.entries).toBe(60);
    });

    it('holds nobody up before its commit, and takes no locks against others', async () => {
      const one = dataSource().createQueryRunner();
      await one.startTransaction();
      await trail().record(one.manager, SYSTEM, {
        verb: 'create',
        kind: 'client',
        objectId: 'slow',
      });
      await write(1);
      await one.commitTransaction();
      await one.release();
      const { rows } = await test.pool.query<{ object_id: string }>(
        'SELECT object_id FROM audit_entries WHERE seq > 10 ORDER BY seq',
      );
      expect(rows.map((row) => row.object_id)).toEqual(['object-0', 'slow']);
      expect((await verify()).fault).toBeUndefined();
    });

    it('leaves nothing of what was rolled back, nor of a part that was', async () => {
      const note = (objectId: string) => ({ verb: 'create', kind: 'client' as const, objectId });
      await expect(
        dataSource().transaction(async (manager) => {
          await trail().record(manager, SYSTEM, note('never'));
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await dataSource().transaction(async (manager) => {
        await trail().record(manager, SYSTEM, note('first'));
        await manager
          .transaction(async (inner) => {
            await trail().record(inner, SYSTEM, note('never'));
            throw new Error('only this part');
          })
          .catch(() => undefined);
        await trail().record(manager, SYSTEM, note('last'));
      });
      const { rows } = await test.pool.query<{ object_id: string }>(
        'SELECT object_id FROM audit_entries WHERE seq > 10 ORDER BY seq',
      );
      expect(rows.map((row) => row.object_id)).toEqual(['first', 'last']);
      expect((await verify()).entries).toBe(12);
    });

    it('is whole while it is checked', async () => {
      const writing = { goesOn: true };
      const writer = (async () => {
        while (writing.goesOn) await write(3);
      })();
      const verdicts: ChainVerdict[] = [];
      for (let round = 0; round < 10; round++) verdicts.push(await verify());
      writing.goesOn = false;
      await writer;
      expect(verdicts.map(({ fault }) => fault)).toEqual(verdicts.map(() => undefined));
      expect(verdicts.at(-1)!.entries).toBeGreaterThan(verdicts[0]!.entries);
    });
  });
});
