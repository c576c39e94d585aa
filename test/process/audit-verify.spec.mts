import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { WatchedProgram } from './watched-program.mts';

/** What `npm run audit:verify` runs. */
describe('the check of the audit trail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naif-audit-'));
  chmodSync(folder, 0o711); // As root: the account of PostgreSQL must get through.
  const own = { PORT: '0', DATA_DIR: join(folder, 'data') };
  const running: WatchedProgram[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function verify(
    env: Record<string, string> = own,
    ...args: string[]
  ): Promise<{ code: number | null; printed: string; said: string }> {
    const check = new WatchedProgram('cli/verify-audit.js', env, args);
    const code = await check.end();
    return { code, printed: check.printed, said: check.said };
  }

  /** The superuser, at a database of the server that runs. */
  function superuserAt(database: string): string {
    const record = JSON.parse(readFileSync(join(own.DATA_DIR, 'database.json'), 'utf8')) as {
      superuserPassword: string;
      port: number;
    };
    const { superuserPassword, port } = record;
    return `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/${database}`;
  }

  async function tamper(statement: string): Promise<void> {
    const client = new Client(superuserAt('naif'));
    await client.connect();
    await client.query(`SET session_replication_role = replica; ${statement}`);
    await client.end();
  }

  it('says in a sentence that there is nothing to check, or what an anchor is', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { code, said } = await verify({ DATA_DIR: empty });
    expect(code).toBe(1);
    expect(said).toBe(`There is no database in ${empty} yet: set DATA_DIR or DATABASE_URL.\n`);

    const wrong = await verify(own, '--anchor', '12');
    expect(wrong.code).toBe(1);
    expect(wrong.said).toMatch(
      /^--anchor is ENTRIES:HASH, not 12\.\n\nUsage: npm run audit:verify/,
    );
  });

  it('checks a database whose server is off, and writes nothing', async () => {
    const setup = new WatchedProgram('cli/setup.js', own, ['--email', 'first@naif.example']);
    expect(await setup.end()).toBe(0);
    const { code, printed, said } = await verify();
    expect(said).toBe('');
    expect(code).toBe(0);
    expect(printed).toMatch(
      /^Entries checked: 1 .*\nOf these erased: 0 .*\nLast good entry: 1:[0-9a-f]{64}\n$/,
    );
    expect((await verify()).printed).toBe(printed);
  });

  it('checks beside a running server, against its log, and names the first bad entry', async () => {
    const server = new WatchedProgram('main.js', own);
    running.push(server);
    await server.listening();
    const { entries, hash } = (await server.event('audit.head')) as unknown as {
      entries: number;
      hash: string;
    };
    const anchor = `${entries}:${hash}`;
    const good = await verify(own, '--anchor', anchor);
    expect(good.code).toBe(0);
    expect(good.printed).toContain(`Compared with:   ${anchor}\nLast good entry: ${anchor}\n`);

    const elsewhere = await verify({ ...own, DATABASE_URL: superuserAt('postgres') });
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.said).toMatch(/^This database has no audit trail yet: .*\n$/);

    const forged = await verify(own, '--anchor', `${entries}:${'0'.repeat(64)}`);
    expect(forged.code).toBe(1);
    expect(forged.said).toContain('First bad entry: 1; its hash is not 0000');

    await tamper(`UPDATE audit_entries SET after = '{"email": "other@naif.example"}'`);
    const bad = await verify();
    expect(bad.code).toBe(1);
    expect(bad.printed).toContain('Entries checked: 0');
    expect(bad.said).toBe(
      'The audit trail is NOT as it was written. First bad entry: 1; its personal values are not those that were written.\n',
    );

    await tamper('DELETE FROM audit_entries');
    expect((await verify()).said).toContain('First bad entry: 1; it is missing');
    expect((await fetch(`${await server.listening()}/api/health/ready`)).status).toBe(200);
  });

  it('has the first administrator in the trail', async () => {
    const other = { ...own, DATA_DIR: join(folder, 'other') };
    const setup = new WatchedProgram('cli/setup.js', other, [
      '--email',
      'a@naif.example',
      '--name',
      'Ada',
    ]);
    expect(await setup.end()).toBe(0);
    const password = /Password: +(\S+)/.exec(setup.printed)?.[1];
    const server = new WatchedProgram('main.js', other);
    running.push(server);
    const origin = await server.listening();
    const login = await fetch(`${origin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'a@naif.example', password }),
    });
    const cookie = login.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const answer = await fetch(`${origin}/api/audit`, { headers: { cookie } });
    expect(await answer.json()).toMatchObject({
      items: [
        {
          seq: 1,
          actor: { role: 'system', name: 'npm run setup' },
          verb: 'create',
          kind: 'account',
          after: { email: 'a@naif.example', role: 'admin', displayName: 'Ada', language: 'fr' },
        },
      ],
    });
  });
});
