import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { notOkBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { mailed, mailsTo, tokenIn } from './mailed.js';

const MINUTE = 60_000;
const NEXT = 'trois girafes mangent du nougat';

describe('passwords', () => {
  let test: TestApp;
  let account: TestAccount;
  let addresses = 0;

  beforeAll(async () => {
    // Every request may come from an address of its own, so that nothing is throttled by chance.
    test = await TestApp.start({
      env: { TRUST_PROXY: '127.0.0.1', PUBLIC_ORIGIN: 'https://naif.example' },
    });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    test.clock.run();
    account = await test.createAccount('employee');
  });

  const post = (route: string, body: unknown, cookie?: string): Promise<Answer> => {
    addresses += 1;
    const headers = { 'x-forwarded-for': `10.1.${addresses >> 8}.${addresses & 255}` };
    return call(test, `POST /api/auth/${route}`, { body, headers, ...(cookie && { cookie }) });
  };
  const login = (password: string, email = account.email): Promise<Answer> =>
    post('login', { email, password });
  const change = (cookie: string, newPassword: string, currentPassword = TEST_PASSWORD) =>
    post('password', { currentPassword, newPassword }, cookie);
  const me = async (cookie: string): Promise<number> =>
    (await call(test, 'GET /api/auth/me', { cookie })).status;

  describe('a change', () => {
    it('sets the new password, goes on with this session, ends the others and is told by mail', async () => {
      const [own, other] = [await login(TEST_PASSWORD), await login(TEST_PASSWORD)];
      expect(await me(other.cookie)).toBe(200);
      const answer = await change(own.cookie, NEXT);
      expect(answer.status).toBe(204);
      expect(await me(own.cookie)).toBe(200);
      expect(await me(other.cookie)).toBe(401);
      expect((await login(TEST_PASSWORD)).status).toBe(401);
      expect((await login(NEXT)).status).toBe(200);
      const mail = await mailed(test, 'password-changed', account.email);
      expect(mail.text).not.toContain(NEXT);
    });

    it.each(notOkBodies('password-change'))('not ok: $name', async ({ body, faults: expected }) => {
      const { cookie } = await login(TEST_PASSWORD);
      const answer = await post('password', body, cookie);
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual(expected);
    });

    it('needs the current password, and is slowed down after five guesses', async () => {
      const { cookie } = await login(TEST_PASSWORD);
      for (let i = 0; i < 5; i += 1) {
        const answer = await change(cookie, NEXT, 'wrong');
        expect(refusal(answer)).toBe('400 AUTH.WRONG_PASSWORD');
        expect(faults(answer)).toEqual(['/currentPassword AUTH.WRONG_PASSWORD']);
      }
      expect(refusal(await change(cookie, NEXT))).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
      test.clock.advance(MINUTE / 2);
      expect((await change(cookie, NEXT)).status).toBe(204);
    });

    it.each([
      ['what can be guessed', 'Bordeaux2026!', 'AUTH.PASSWORD_WEAK', ['HAS_DATE', 'HAS_NAME']],
      ['what everybody knows', '123456789123', 'AUTH.PASSWORD_KNOWN', []],
      ['the same again', TEST_PASSWORD, 'AUTH.PASSWORD_UNCHANGED', []],
    ])('refuses %s, and says what is to blame', async (_, password, code, blamed) => {
      const { cookie } = await login(TEST_PASSWORD);
      const answer = await change(cookie, password);
      expect(refusal(answer)).toBe(`400 ${code}`);
      const all = [code, ...blamed.map((each) => `AUTH.PASSWORD_${each}`)];
      expect(faults(answer)).toEqual(all.map((each) => `/newPassword ${each}`).sort());
      expect((await login(TEST_PASSWORD)).status).toBe(200);
    });

    it('refuses what is made of the own address', async () => {
      const { cookie } = await login(TEST_PASSWORD);
      expect(refusal(await change(cookie, `${account.email}1`))).toMatch(/PASSWORD_(WEAK|KNOWN)$/);
    });
  });

  describe('a reset', () => {
    const request = (email: string): Promise<Answer> => post('password-reset', { email });
    const complete = (token: string, password = NEXT): Promise<Answer> =>
      post('password-reset/completion', { token, password });
    const link = async (): Promise<string> => {
      expect((await request(account.email)).status).toBe(202);
      return tokenIn(await mailed(test, 'password-reset', account.email));
    };

    it('mails a link that sets a new password once and ends every session', async () => {
      const { cookie } = await login(TEST_PASSWORD);
      const token = await link();
      expect(mailsTo(test, 'password-reset', account.email)[0]?.text).toContain(
        `https://naif.example/password-reset#${token}`,
      );
      expect(await me(cookie)).toBe(200);
      const answer = await complete(token);
      expect(answer.status).toBe(204);
      expect(answer.cookies).toEqual([]);
      expect(await me(cookie)).toBe(401);
      expect((await login(TEST_PASSWORD)).status).toBe(401);
      expect((await login(NEXT)).status).toBe(200);
      await mailed(test, 'password-changed', account.email);
      expect(refusal(await complete(token))).toBe('410 AUTH.LINK_NOT_VALID');
    });

    it.each(notOkBodies('reset'))('not ok: $name', async ({ body, faults: expected }) => {
      const answer = await post('password-reset', body);
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual(expected);
    });

    it('keeps no token in the database and none in the log', async () => {
      const token = await link();
      const { rows } = await test.pool.query<{ hash: Buffer }>(
        'SELECT token_hash AS hash FROM account_links WHERE account_id = $1',
        [account.id],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.hash.toString('base64url')).not.toBe(token);
      await complete(token, 'too weak for us');
      await complete(token);
      expect(JSON.stringify(test.logged)).not.toContain(token);
      expect(JSON.stringify(test.logged)).not.toContain(NEXT);
    });

    it('works for 30 minutes', async () => {
      const token = await link();
      test.clock.advance(30 * MINUTE);
      expect(refusal(await complete(token))).toBe('410 AUTH.LINK_NOT_VALID');
    });

    it('works by its newest link only, and no more after a change', async () => {
      const first = await link();
      await request(account.email);
      await until(() => mailsTo(test, 'password-reset', account.email).length === 2);
      expect(refusal(await complete(first))).toBe('410 AUTH.LINK_NOT_VALID');
      const second = tokenIn(mailsTo(test, 'password-reset', account.email)[0]!);
      await change((await login(TEST_PASSWORD)).cookie, NEXT);
      expect(refusal(await complete(second))).toBe('410 AUTH.LINK_NOT_VALID');
    });

    it('lets one of several at once win', async () => {
      const token = await link();
      const answers = await Promise.all(Array.from({ length: 4 }, () => complete(token)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410, 410]);
    });

    it('leaves the link good when the password was refused', async () => {
      const token = await link();
      expect(refusal(await complete(token, 'Bordeaux2026!'))).toBe('400 AUTH.PASSWORD_WEAK');
      expect((await complete(token)).status).toBe(204);
    });

    it('is no acceptance of an invitation', async () => {
      const token = await link();
      const answer = await post('invitations/acceptance', { token, password: NEXT });
      expect(refusal(answer)).toBe('410 AUTH.LINK_NOT_VALID');
    });

    it('answers the same for nobody and for a closed account, and mails neither', async () => {
      const closed = await test.createAccount('employee');
      await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [closed.id]);
      const before = test.mailer.mails().length;
      const answers = [await request('nobody@test.example'), await request(closed.email)];
      const known = await request(account.email);
      await mailed(test, 'password-reset', account.email);
      for (const answer of answers) {
        expect(answer.status).toBe(known.status);
        expect(answer.body).toEqual(known.body);
      }
      expect(test.mailer.mails().length).toBe(before + 1);
    });

    it('takes as long for nobody as for somebody', async () => {
      const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
      for (let i = 0; i < 21; i += 1) {
        const { email } = await test.createAccount('employee');
        for (const [who, address] of [
          ['known', email],
          ['unknown', `nobody-at-all-${i}@test.example`],
        ] as const) {
          const start = performance.now();
          expect((await request(address)).status).toBe(202);
          times[who].push(performance.now() - start);
          // What goes on after the answer must not slow the next one down.
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
      const median = (all: number[]): number => all.sort((a, b) => a - b)[10]!;
      const ratio = median(times.known) / median(times.unknown);
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(2.5);
    });

    it('ends with the account that is closed meanwhile', async () => {
      const token = await link();
      await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [account.id]);
      expect(refusal(await complete(token))).toBe('410 AUTH.LINK_NOT_VALID');
    });

    it('fills nobody’s mailbox: three mails, then no more for a while, and nobody can tell', async () => {
      for (let i = 0; i < 6; i += 1) expect((await request(account.email)).status).toBe(202);
      await until(() => mailsTo(test, 'password-reset', account.email).length === 3);
      test.clock.advance(20 * MINUTE);
      await request(account.email);
      await until(() => mailsTo(test, 'password-reset', account.email).length === 4);
    });

    it('slows one address down, whatever it asks for', async () => {
      const ask = (email: string): Promise<Answer> =>
        call(test, 'POST /api/auth/password-reset', {
          body: { email },
          headers: { 'x-forwarded-for': '192.0.2.77' },
        });
      for (let i = 0; i < 10; i += 1)
        expect((await ask(`nobody-${i}@test.example`)).status).toBe(202);
      expect(refusal(await ask(account.email))).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    });

    it('links to no place that the request names', async () => {
      const headers = { 'x-forwarded-for': '192.0.2.78', 'x-forwarded-host': 'evil.example' };
      await call(test, 'POST /api/auth/password-reset', {
        body: { email: account.email },
        headers,
      });
      const { text } = await mailed(test, 'password-reset', account.email);
      expect(text).toContain('https://naif.example/');
      expect(text).not.toContain('evil');
    });
  });

  async function until(holds: () => boolean): Promise<void> {
    for (let tries = 0; !holds(); tries += 1) {
      if (tries > 500) throw new Error('It never came true.');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
});

describe('without a mail server', () => {
  it('a reset is refused, alike for everybody', async () => {
    const test = await TestApp.start({ mailBySettings: true });
    try {
      const { email } = await test.createAccount('employee');
      for (const one of [email, 'nobody@test.example']) {
        const answer = await call(test, 'POST /api/auth/password-reset', { body: { email: one } });
        expect(refusal(answer)).toBe('503 MAIL.NOT_CONFIGURED');
      }
    } finally {
      await test.close();
    }
  });
});
