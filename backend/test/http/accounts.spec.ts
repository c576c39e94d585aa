import { randomUUID } from 'node:crypto';
import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { notOkBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { mailed, mailsTo, tokenIn } from './mailed.js';

const DAY = 24 * 3_600_000;
const PASSWORD = 'trois girafes mangent du nougat';

interface AccountBody {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

describe('accounts', () => {
  let test: TestApp;
  let admin: TestAccount;
  let cookie: string;
  let addresses = 0;

  beforeAll(async () => {
    test = await TestApp.start({
      env: { TRUST_PROXY: '127.0.0.1', PUBLIC_ORIGIN: 'https://naif.example' },
    });
    admin = await test.createAccount('admin');
    cookie = await test.login(admin.email);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    if (test.clock.now() - Date.now() < 1_000) return;
    test.clock.run();
    cookie = await test.login(admin.email);
  });

  const as = (who: string, route: string, body?: unknown): Promise<Answer> => {
    addresses += 1;
    const headers = { 'x-forwarded-for': `10.2.${addresses >> 8}.${addresses & 255}` };
    return call(test, route, { cookie: who, headers, ...(body !== undefined && { body }) });
  };
  const asAdmin = (route: string, body?: unknown): Promise<Answer> => as(cookie, route, body);
  const invite = (more: object = {}): Promise<Answer> =>
    asAdmin('POST /api/accounts', {
      email: `${randomUUID().slice(0, 8)}@test.example`,
      displayName: 'Zoé Durand',
      role: 'employee',
      ...more,
    });
  const accept = (token: string, more: object = {}): Promise<Answer> =>
    as('', 'POST /api/auth/invitations/acceptance', { token, password: PASSWORD, ...more });
  const patch = (id: string, body: object): Promise<Answer> =>
    asAdmin(`PATCH /api/accounts/${id}`, body);
  const login = (email: string, password = TEST_PASSWORD): Promise<Answer> =>
    as('', 'POST /api/auth/login', { email, password });
  const me = async (who: string): Promise<number> => (await as(who, 'GET /api/auth/me')).status;

  describe('an invitation', () => {
    it('makes an account that waits for its holder, who chooses a password and a name', async () => {
      const email = 'Zoe.Durand@test.example';
      const made = await invite({ email, language: 'en' });
      expect(made.status).toBe(201);
      expect(made.body).toEqual({
        id: expect.any(String) as string,
        email,
        displayName: 'Zoé Durand',
        role: 'employee',
        language: 'en',
        status: 'invited',
        portfolioOnly: false,
        createdAt: expect.any(String) as string,
        hasSecondFactor: false,
        version: 1,
      });
      const mail = await mailed(test, 'invitation', email);
      expect(mail.subject).toBe('Your access to NAIF Control');
      expect(mail.text).toContain('https://naif.example/invitation#');
      expect((await login(email, PASSWORD)).status).toBe(401);

      expect((await accept(tokenIn(mail), { displayName: 'Zoé D.' })).status).toBe(204);
      const session = await login(email, PASSWORD);
      expect(session.body).toMatchObject({ account: { displayName: 'Zoé D.', role: 'employee' } });
      const { id } = made.body as AccountBody;
      expect((await asAdmin(`GET /api/accounts/${id}`)).body).toMatchObject({
        status: 'active',
        lastLoginAt: expect.any(String) as string,
      });
      expect(refusal(await accept(tokenIn(mail)))).toBe('410 AUTH.LINK_NOT_VALID');
    });

    it.each(notOkBodies('invitation'))('not ok: $name', async ({ body, faults: expected }) => {
      const before = test.mailer.mails().length;
      const answer = await asAdmin('POST /api/accounts', body);
      expect(answer.status).toBe(400);
      expect(faults(answer)).toEqual(expected);
      expect(test.mailer.mails()).toHaveLength(before);
    });

    it.each(notOkBodies('acceptance'))(
      'acceptance, not ok: $name',
      async ({ body, faults: expected }) => {
        const answer = await as('', 'POST /api/auth/invitations/acceptance', body);
        expect(refusal(answer)).toBe('400 REQUEST.INVALID');
        expect(faults(answer)).toEqual(expected);
      },
    );

    it('of a client opens their data alone', async () => {
      const clientId = await test.createClient();
      const email = 'client-invited@test.example';
      expect((await invite({ email, role: 'client', clientId })).body).toMatchObject({ clientId });
      await accept(tokenIn(await mailed(test, 'invitation', email)));
      expect((await login(email, PASSWORD)).body).toMatchObject({ account: { clientId } });
    });

    it('refuses an address that another account has, whatever its case', async () => {
      const answer = await invite({ email: admin.email.toUpperCase() });
      expect(refusal(answer)).toBe('409 ACCOUNT.EMAIL_TAKEN');
      expect(faults(answer)).toEqual(['/email ACCOUNT.EMAIL_TAKEN']);
    });

    it('is made once of two at once', async () => {
      const email = 'twice@test.example';
      const answers = await Promise.all([invite({ email }), invite({ email })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    });

    it('works for seven days, and can be sent again', async () => {
      const email = 'late@test.example';
      const { id } = (await invite({ email })).body as AccountBody;
      const first = tokenIn(await mailed(test, 'invitation', email));
      test.clock.advance(7 * DAY);
      cookie = await test.login(admin.email);
      expect(refusal(await accept(first))).toBe('410 AUTH.LINK_NOT_VALID');
      expect((await asAdmin(`POST /api/accounts/${id}/invitations`)).status).toBe(204);
      const second = tokenIn(mailsTo(test, 'invitation', email)[0]!);
      expect(second).not.toBe(first);
      expect((await accept(second)).status).toBe(204);
      expect(refusal(await asAdmin(`POST /api/accounts/${id}/invitations`))).toBe(
        '409 ACCOUNT.ALREADY_ACCEPTED',
      );
    });

    it('sent again makes the one before void; a closed account gets none', async () => {
      const email = 'again@test.example';
      const { id } = (await invite({ email })).body as AccountBody;
      const first = tokenIn(await mailed(test, 'invitation', email));
      await asAdmin(`POST /api/accounts/${id}/invitations`);
      expect(refusal(await accept(first))).toBe('410 AUTH.LINK_NOT_VALID');
      const second = tokenIn(mailsTo(test, 'invitation', email)[0]!);
      await patch(id, { version: 1, closed: true });
      expect(refusal(await accept(second))).toBe('410 AUTH.LINK_NOT_VALID');
      expect(refusal(await asAdmin(`POST /api/accounts/${id}/invitations`))).toBe(
        '409 ACCOUNT.CLOSED',
      );
    });

    it('leaves nothing behind when the mail is not taken', async () => {
      jest.spyOn(test.mailer, 'send').mockRejectedValueOnce(new Error('no'));
      const email = 'unlucky@test.example';
      expect((await invite({ email })).status).toBe(500);
      expect((await invite({ email })).status).toBe(201);
    });
  });

  describe('a list', () => {
    it('is paged, searched without accents, sorted and filtered', async () => {
      await invite({ email: 'liste-1@test.example', displayName: 'Éric Listé' });
      await invite({ email: 'liste-2@test.example', displayName: 'Anna Listé', role: 'auditor' });
      const list = async (query: string) => {
        const { body } = await asAdmin(`GET /api/accounts?search=listé&${query}`);
        const { items, total } = body as { items: { displayName: string }[]; total: number };
        return [items.map(({ displayName }) => displayName), total];
      };
      expect(await list('')).toEqual([['Anna Listé', 'Éric Listé'], 2]);
      expect(await list('sort=-displayName&pageSize=1')).toEqual([['Éric Listé'], 2]);
      expect(await list('page=2&pageSize=1')).toEqual([['Éric Listé'], 2]);
      expect(await list('role=auditor')).toEqual([['Anna Listé'], 1]);
      expect(await list('status=active')).toEqual([[], 0]);
      expect(await list('status=invited&sort=email')).toEqual([['Éric Listé', 'Anna Listé'], 2]);
      expect(refusal(await asAdmin('GET /api/accounts?sort=passwordHash'))).toBe(
        '400 REQUEST.INVALID',
      );
    });

    it('holds no hash of a password', async () => {
      const { body } = await asAdmin('GET /api/accounts?pageSize=100');
      expect(JSON.stringify(body)).not.toContain('argon2');
    });
  });

  describe('a change', () => {
    let account: TestAccount;
    beforeEach(async () => {
      account = await test.createAccount('employee');
    });

    it('changes what it names, raises the version, and leaves the rest', async () => {
      const answer = await patch(account.id, { version: 1, displayName: ' Max ', language: 'en' });
      expect(answer.body).toMatchObject({
        displayName: 'Max',
        language: 'en',
        role: 'employee',
        version: 2,
      });
      expect((await patch(account.id, { version: 2 })).body).toMatchObject({ displayName: 'Max' });
    });

    it.each(notOkBodies('account'))('not ok: $name', async ({ body, faults: expected }) => {
      const answer = await patch(account.id, body as object);
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual(expected);
    });

    it('of a stale version is refused; of two at once one wins', async () => {
      const change = (displayName: string) => patch(account.id, { version: 1, displayName });
      const answers = await Promise.all([change('One'), change('Two'), change('Three')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const stale = await change('Late');
      expect(refusal(stale)).toBe('409 RECORD.CHANGED_MEANWHILE');
      expect(faults(stale)).toEqual(['/version RECORD.CHANGED_MEANWHILE']);
    });

    it('of the role ends the sessions: the next login has the new one', async () => {
      const session = await login(account.email);
      await me(session.cookie);
      expect((await patch(account.id, { version: 1, role: 'auditor' })).status).toBe(200);
      expect(await me(session.cookie)).toBe(401);
      expect((await login(account.email)).body).toMatchObject({ account: { role: 'auditor' } });
    });

    it('closes and opens again', async () => {
      const session = await login(account.email);
      expect(await me(session.cookie)).toBe(200);
      const closed = await patch(account.id, { version: 1, closed: true });
      expect(closed.body).toMatchObject({
        status: 'closed',
        closedAt: expect.any(String) as string,
      });
      expect(await me(session.cookie)).toBe(401);
      expect(refusal(await login(account.email))).toBe('401 AUTH.BAD_CREDENTIALS');
      const open = await patch(account.id, { version: 2, closed: false });
      expect(open.body).toMatchObject({ status: 'active' });
      expect(open.body).not.toHaveProperty('closedAt');
      expect((await login(account.email)).status).toBe(200);
      expect(await me(session.cookie)).toBe(401);
    });

    it('makes no client of staff, nor staff of a client', async () => {
      const client = await test.createAccount('client');
      expect(refusal(await patch(account.id, { version: 1, role: 'client' }))).toBe(
        '409 ACCOUNT.ROLE_FIXED',
      );
      expect(refusal(await patch(client.id, { version: 1, role: 'admin' }))).toBe(
        '409 ACCOUNT.ROLE_FIXED',
      );
    });

    it('of nobody is refused', async () => {
      const nobody = randomUUID();
      for (const answer of [
        await patch(nobody, { version: 1 }),
        await asAdmin(`GET /api/accounts/${nobody}`),
        await asAdmin(`POST /api/accounts/${nobody}/invitations`),
        await asAdmin(`GET /api/accounts/${nobody}/sessions`),
        await asAdmin(`POST /api/accounts/${nobody}/sessions/revocation`),
      ]) {
        expect(refusal(answer)).toBe('404 ACCOUNT.NOT_FOUND');
      }
    });
  });

  describe('administrators', () => {
    it('cannot close or demote themselves, but rename themselves', async () => {
      await test.createAccount('admin');
      for (const change of [{ closed: true }, { role: 'employee' }]) {
        const answer = await patch(admin.id, { version: 1, ...change });
        expect(refusal(answer)).toBe('409 ACCOUNT.OWN_ACCOUNT');
      }
      expect((await patch(admin.id, { version: 1, displayName: 'Boss' })).status).toBe(200);
      expect(await me(cookie)).toBe(200);
    });
  });

  describe('sessions of an account', () => {
    it('are listed, and end one by one or all at once', async () => {
      const account = await test.createAccount('employee');
      const sessions = [
        await login(account.email),
        await login(account.email),
        await login(account.email),
      ];
      const list = async () => {
        const { body } = await asAdmin(`GET /api/accounts/${account.id}/sessions`);
        return (body as { items: { id: string; current: boolean; address: string }[] }).items;
      };
      const listed = await list();
      expect(listed).toHaveLength(3);
      expect(listed[0]).toEqual({
        id: expect.any(String) as string,
        createdAt: expect.any(String) as string,
        lastSeenAt: expect.any(String) as string,
        expiresAt: expect.any(String) as string,
        device: 'node',
        address: expect.stringMatching(/^10\.2\./) as string,
        current: false,
      });
      for (const { cookie: who } of sessions) expect(await me(who)).toBe(200);
      const one = `DELETE /api/accounts/${account.id}/sessions/${listed[0]!.id}`;
      expect((await asAdmin(one)).status).toBe(204);
      expect(refusal(await asAdmin(one))).toBe('404 ACCOUNT.SESSION_NOT_FOUND');
      const after = await Promise.all(sessions.map(({ cookie: who }) => me(who)));
      expect(after.sort()).toEqual([200, 200, 401]);
      expect((await asAdmin(`POST /api/accounts/${account.id}/sessions/revocation`)).status).toBe(
        204,
      );
      for (const { cookie: who } of sessions) expect(await me(who)).toBe(401);
      expect(await list()).toEqual([]);
    });

    it('are not found under another account', async () => {
      const [one, other] = [
        await test.createAccount('employee'),
        await test.createAccount('client'),
      ];
      await login(one.email);
      const { body } = await asAdmin(`GET /api/accounts/${one.id}/sessions`);
      const [session] = (body as { items: { id: string }[] }).items;
      const answer = await asAdmin(`DELETE /api/accounts/${other.id}/sessions/${session!.id}`);
      expect(refusal(answer)).toBe('404 ACCOUNT.SESSION_NOT_FOUND');
    });
  });
});

describe('without a mail server', () => {
  it('nobody is invited', async () => {
    const test = await TestApp.start({ mailBySettings: true });
    try {
      const cookie = await test.loggedInAs('admin');
      const body = { email: 'a@test.example', displayName: 'A', role: 'employee' };
      expect(refusal(await call(test, 'POST /api/accounts', { cookie, body }))).toBe(
        '503 MAIL.NOT_CONFIGURED',
      );
    } finally {
      await test.close();
    }
  });
});

// An application of its own each: passport knows one at a time.
describe('the last administrators', () => {
  it('cannot leave nobody behind: an invited or closed one does not count', async () => {
    const own = await TestApp.start();
    try {
      const last = await own.createAccount('admin');
      const who = await own.login(last.email);
      const send = (route: string, body: object) => call(own, route, { cookie: who, body });
      await send('POST /api/accounts', {
        email: 'b@test.example',
        displayName: 'B',
        role: 'admin',
      });
      const closed = await own.createAccount('admin');
      await own.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [closed.id]);
      for (const change of [{ closed: true }, { role: 'auditor' }]) {
        const answer = await send(`PATCH /api/accounts/${last.id}`, { version: 1, ...change });
        expect(refusal(answer)).toBe('409 ACCOUNT.LAST_ADMIN');
      }
    } finally {
      await own.close();
    }
  });

  it('who demote each other at once do not both succeed', async () => {
    const own = await TestApp.start();
    try {
      const [a, b] = [await own.createAccount('admin'), await own.createAccount('admin')];
      const [asA, asB] = [await own.login(a.email), await own.login(b.email)];
      const demote = (who: string, id: string): Promise<Answer> =>
        call(own, `PATCH /api/accounts/${id}`, {
          cookie: who,
          body: { version: 1, role: 'employee' },
        });
      const answers = await Promise.all([demote(asA, b.id), demote(asB, a.id)]);
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      const { rows } = await own.pool.query("SELECT FROM accounts WHERE role = 'admin'");
      expect(rows).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});
