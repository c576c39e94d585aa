import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { notOkBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('sessions', () => {
  let test: TestApp;
  let account: TestAccount;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    test.clock.run();
    account = await test.createAccount('employee');
  });

  const login = (email = account.email, password = TEST_PASSWORD): Promise<Answer> =>
    call(test, 'POST /api/auth/login', { body: { email, password } });
  const refresh = (cookie: string): Promise<Answer> =>
    call(test, 'POST /api/auth/refresh', { cookie });
  const me = (cookie: string): Promise<Answer> => call(test, 'GET /api/auth/me', { cookie });

  describe('login', () => {
    it('opens a session in cookies that no script can read', async () => {
      const answer = await login();
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        account: {
          id: account.id,
          email: account.email,
          displayName: account.email,
          role: 'employee',
          language: 'fr',
          theme: 'system',
          units: 'metric',
          timeZone: 'Europe/Paris',
        },
        permissions: expect.arrayContaining(['read:own-account', 'create:clients']) as string[],
        expiresAt: expect.any(String) as string,
      });
      const lifeMs = Date.parse((answer.body as { expiresAt: string }).expiresAt) - Date.now();
      expect(lifeMs).toBeGreaterThan(14 * MINUTE);
      expect(lifeMs).toBeLessThanOrEqual(15 * MINUTE);
      expect(answer.cookies).toEqual([
        expect.stringMatching(
          /^naif_access=[\w.-]+; Path=\/api; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
        ),
        expect.stringMatching(
          /^naif_refresh=[\w-]{43}; Path=\/api\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
        ),
      ]);
      expect((await me(answer.cookie)).body).toEqual(answer.body);
    });

    it('tells a client which client it is', async () => {
      const client = await test.createAccount('client');
      expect((await login(client.email)).body).toMatchObject({
        account: { role: 'client', clientId: client.clientId },
      });
    });

    it.each(notOkBodies('login'))('not ok: $name', async ({ body, faults: expected }) => {
      const answer = await call(test, 'POST /api/auth/login', { body });
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual(expected);
    });

    it('does not mind case in the address', async () => {
      expect((await login(account.email.toUpperCase())).status).toBe(200);
    });

    it('answers a wrong password, an unknown and a closed account alike', async () => {
      const closed = await test.createAccount('employee');
      await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [closed.id]);
      const answers = [
        await login(account.email, 'wrong'),
        await login('nobody@test.example'),
        await login(closed.email),
      ];
      for (const answer of answers) {
        expect(refusal(answer)).toBe('401 AUTH.BAD_CREDENTIALS');
        expect(answer.cookies).toEqual([]);
      }
      const bodies = answers.map(({ body }) => ({ ...(body as object), requestId: '' }));
      expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    });

    it('never writes a password or a token into the log', async () => {
      const { cookie } = await login();
      await login(account.email, 'wrong-and-secret');
      await refresh(cookie);
      const log = JSON.stringify(test.logged);
      expect(log).toContain('auth.login-refused');
      expect(log).not.toContain('wrong-and-secret');
      expect(log).not.toContain(TEST_PASSWORD);
      for (const token of cookie.match(/(?<==)[^;]+/g) ?? []) expect(log).not.toContain(token);
    });

    it('keeps no token that could be used in the database', async () => {
      const { cookie } = await login();
      const token = /naif_refresh=([^;]+)/.exec(cookie)?.[1] ?? '';
      const { rows } = await test.pool.query<{ token_hash: Buffer }>(
        'SELECT token_hash FROM refresh_tokens',
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row.token_hash.toString('base64url')).not.toBe(token);
        expect(row.token_hash.toString('utf8')).not.toBe(token);
      }
    });

    it('makes the hash stronger when today’s parameters are', async () => {
      const { hash, argon2id } = await import('argon2');
      const weak = await hash(TEST_PASSWORD, {
        type: argon2id,
        memoryCost: 8192,
        timeCost: 1,
        parallelism: 1,
      });
      await test.pool.query('UPDATE accounts SET password_hash = $2 WHERE id = $1', [
        account.id,
        weak,
      ]);
      expect((await login()).status).toBe(200);
      const { rows } = await test.pool.query<{ hash: string }>(
        'SELECT password_hash AS hash FROM accounts WHERE id = $1',
        [account.id],
      );
      expect(rows[0]?.hash).toContain('m=19456');
      expect((await login()).status).toBe(200);
    });
  });

  describe('an access token', () => {
    it.each([
      ['none', ''],
      ['an empty one', 'naif_access='],
      ['no JWT', 'naif_access=abc'],
      ['one without signature', `naif_access=${unsigned({ alg: 'none' })}.`],
      ['one that we did not sign', `naif_access=${unsigned({ alg: 'HS256' })}.AAAA`],
    ])('is needed: %s is refused', async (_, cookie) => {
      expect(refusal(await me(cookie))).toBe('401 AUTH.NOT_AUTHENTICATED');
    });

    it('is good for 15 minutes', async () => {
      const { cookie } = await login();
      test.clock.advance(14 * MINUTE + 50_000);
      expect((await me(cookie)).status).toBe(200);
      test.clock.advance(20_000);
      expect(refusal(await me(cookie))).toBe('401 AUTH.NOT_AUTHENTICATED');
    });

    it('is not taken as a bearer', async () => {
      const { cookie } = await login();
      const token = /naif_access=([^;]+)/.exec(cookie)?.[1] ?? '';
      const answer = await call(test, 'GET /api/auth/me', {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(401);
    });

    it('ends with its account', async () => {
      const { cookie } = await login();
      await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [account.id]);
      test.clock.advance(MINUTE); // What is believed of a session is asked again after half a minute.
      expect((await me(cookie)).status).toBe(401);
      expect(refusal(await refresh(cookie))).toBe('401 AUTH.SESSION_ENDED');
    });
  });

  describe('refresh', () => {
    it('goes on with the session, with new tokens', async () => {
      const first = await login();
      test.clock.advance(20 * MINUTE);
      const second = await refresh(first.cookie);
      expect(second.status).toBe(200);
      expect(second.cookies).toHaveLength(2);
      expect(second.cookie).not.toBe(first.cookie);
      expect((await me(second.cookie)).status).toBe(200);
      test.clock.advance(20 * MINUTE);
      expect((await refresh(second.cookie)).status).toBe(200);
    });

    it('refuses whoever has no token, or one that we do not know', async () => {
      expect(refusal(await refresh(''))).toBe('401 AUTH.NOT_AUTHENTICATED');
      expect(refusal(await refresh('naif_refresh=abc'))).toBe('401 AUTH.NOT_AUTHENTICATED');
    });

    it('ends the session when a spent token comes again, for everyone and at once', async () => {
      const stolen = await login();
      const owner = await refresh(stolen.cookie);
      test.clock.advance(11_000);
      const thief = await refresh(stolen.cookie);
      expect(refusal(thief)).toBe('401 AUTH.SESSION_ENDED');
      // The browser is told to forget both cookies.
      expect(thief.cookies.map((cookie) => cookie.split(';')[0])).toEqual([
        'naif_access=',
        'naif_refresh=',
      ]);
      expect((await me(owner.cookie)).status).toBe(401);
      expect(refusal(await refresh(owner.cookie))).toBe('401 AUTH.SESSION_ENDED');
      const { rows } = await test.pool.query(
        'SELECT end_reason FROM sessions WHERE account_id = $1',
        [account.id],
      );
      expect(rows).toEqual([{ end_reason: 'reuse' }]);
    });

    it('bears with two tabs that refresh at once, and only one of them gets the next refresh token', async () => {
      const { cookie } = await login();
      const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(cookie)));
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
      const rotated = answers.filter(({ cookies }) =>
        cookies.some((one) => one.startsWith('naif_refresh=')),
      );
      expect(rotated).toHaveLength(1);
      for (const answer of answers) expect((await me(answer.cookie)).status).toBe(200);
      test.clock.advance(15 * MINUTE);
      expect((await refresh(rotated[0]?.cookie ?? '')).status).toBe(200);
    });

    it('gives a thief within the grace nothing that outlives the session', async () => {
      const { cookie } = await login();
      const owner = await refresh(cookie);
      test.clock.advance(9_000);
      const thief = await refresh(cookie);
      expect(thief.cookies.map((one) => one.split('=')[0])).toEqual(['naif_access']);
      await call(test, 'POST /api/auth/logout', { cookie: owner.cookie });
      expect((await me(thief.cookie)).status).toBe(401);
    });

    it('lasts 30 days from the login, however often it is refreshed', async () => {
      let { cookie } = await login();
      for (let shift = 0; shift < 89; shift += 1) {
        test.clock.advance(DAY / 3);
        const next = await refresh(cookie);
        expect(next.status).toBe(200);
        cookie = next.cookie;
      }
      test.clock.advance(DAY / 3);
      expect(refusal(await refresh(cookie))).toBe('401 AUTH.SESSION_ENDED');
    });
  });

  describe('logout', () => {
    it('ends the session at once: access, refresh and cookies', async () => {
      const { cookie } = await login();
      expect((await me(cookie)).status).toBe(200);
      const answer = await call(test, 'POST /api/auth/logout', { cookie });
      expect(answer.status).toBe(204);
      expect(answer.cookies.map((one) => one.split(';')[0])).toEqual([
        'naif_access=',
        'naif_refresh=',
      ]);
      expect(refusal(await me(cookie))).toBe('401 AUTH.NOT_AUTHENTICATED');
      expect(refusal(await refresh(cookie))).toBe('401 AUTH.SESSION_ENDED');
    });

    it('leaves the account’s other sessions alone', async () => {
      const [one, two] = [await login(), await login()];
      await call(test, 'POST /api/auth/logout', { cookie: one.cookie });
      expect((await me(two.cookie)).status).toBe(200);
    });

    it('ends the session also for whoever has the access token alone', async () => {
      const { cookie } = await login();
      const access = cookie.split('; ').find((one) => one.startsWith('naif_access=')) ?? '';
      await call(test, 'POST /api/auth/logout', { cookie: access });
      expect((await me(cookie)).status).toBe(401);
      expect(refusal(await refresh(cookie))).toBe('401 AUTH.SESSION_ENDED');
    });

    it('is content without a session', async () => {
      expect((await call(test, 'POST /api/auth/logout')).status).toBe(204);
    });
  });

  describe('requests from other sites', () => {
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

    it('are refused where they would change something', async () => {
      const { cookie } = await login();
      for (const route of [
        'POST /api/auth/logout',
        'POST /api/auth/refresh',
        'POST /api/clients',
      ]) {
        expect(refusal(await call(test, route, { cookie, headers: evil }))).toBe(
          '403 AUTH.CROSS_SITE',
        );
      }
      expect((await me(cookie)).status).toBe(200);
    });

    it('cannot log anybody in', async () => {
      const body = { email: account.email, password: TEST_PASSWORD };
      const answer = await call(test, 'POST /api/auth/login', { body, headers: evil });
      expect(refusal(answer)).toBe('403 AUTH.CROSS_SITE');
      expect(answer.cookies).toEqual([]);
    });

    it('pass when they come from our own pages', async () => {
      const body = { email: account.email, password: TEST_PASSWORD };
      const headers = { origin: test.origin, 'sec-fetch-site': 'same-origin' };
      expect((await call(test, 'POST /api/auth/login', { body, headers })).status).toBe(200);
    });
  });
});

describe('guessing passwords', () => {
  let test: TestApp;
  let account: TestAccount;

  beforeAll(async () => {
    // The caller's address comes from the header, as behind a proxy.
    test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1' } });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    account = await test.createAccount('employee');
  });

  const from = (address: string, email: string, password = 'wrong'): Promise<Answer> =>
    call(test, 'POST /api/auth/login', {
      body: { email, password },
      headers: { 'x-forwarded-for': address },
    });

  it('is slowed down after five failures, and the right password does not help then', async () => {
    for (let i = 0; i < 5; i += 1)
      expect((await from('192.0.2.1', account.email)).status).toBe(401);
    const answer = await from('192.0.2.1', account.email, TEST_PASSWORD);
    expect(refusal(answer)).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    const waitSeconds = Number(answer.headers.get('retry-after'));
    expect(waitSeconds).toBeGreaterThan(0);
    expect(waitSeconds).toBeLessThanOrEqual(30);
    test.clock.advance(waitSeconds * 1000);
    expect((await from('192.0.2.1', account.email, TEST_PASSWORD)).status).toBe(200);
  });

  it('goes on with what a proxy forwards, be it an address or not', async () => {
    for (const address of ['fe80::1%eth0', 'unknown', '2001:db8::1']) {
      expect((await from(address, account.email, TEST_PASSWORD)).status).toBe(200);
    }
  });

  it('looks the same for an account that does not exist', async () => {
    for (let i = 0; i < 5; i += 1)
      expect((await from('192.0.2.2', 'ghost@test.example')).status).toBe(401);
    expect(refusal(await from('192.0.2.2', 'ghost@test.example'))).toBe(
      '429 AUTH.TOO_MANY_ATTEMPTS',
    );
  });

  it('does not keep the owner out who logs in from where they always do', async () => {
    expect((await from('203.0.113.1', account.email, TEST_PASSWORD)).status).toBe(200);
    for (let i = 0; i < 30; i += 1) await from(`198.51.100.${i}`, account.email);
    expect((await from('198.51.100.99', account.email)).status).toBe(429);
    expect((await from('203.0.113.1', account.email, TEST_PASSWORD)).status).toBe(200);
  });

  it('does not keep the owner out of a new place for longer than ten seconds', async () => {
    for (let i = 0; i < 30; i += 1) await from(`198.51.101.${i}`, account.email);
    const answer = await from('203.0.113.2', account.email, TEST_PASSWORD);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(10);
    test.clock.advance(10_000);
    expect((await from('203.0.113.2', account.email, TEST_PASSWORD)).status).toBe(200);
  });
});

describe('cookies', () => {
  it('go over HTTPS alone when the page does', async () => {
    const test = await TestApp.start({
      env: { TRUST_PROXY: '127.0.0.1', PUBLIC_ORIGIN: 'https://naif.example' },
    });
    try {
      const { email } = await test.createAccount('employee');
      const body = { email, password: TEST_PASSWORD };
      const headers = {
        'x-forwarded-proto': 'https',
        origin: 'https://naif.example',
        'sec-fetch-site': 'same-origin',
      };
      const answer = await call(test, 'POST /api/auth/login', { body, headers });
      expect(answer.cookies).toHaveLength(2);
      for (const cookie of answer.cookies) expect(cookie).toContain('; Secure');
      // Only the listed origin may post, not the host's own.
      const own = await call(test, 'POST /api/auth/login', {
        body,
        headers: { origin: test.origin },
      });
      expect(refusal(own)).toBe('403 AUTH.CROSS_SITE');
    } finally {
      await test.close();
    }
  });
});

function unsigned(header: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = {
    sub: 'x',
    role: 'admin',
    sid: 'x',
    iss: 'naif-control',
    aud: 'naif-control/web',
  };
  return `${part(header)}.${part({ ...payload, exp: 4_000_000_000 })}`;
}
