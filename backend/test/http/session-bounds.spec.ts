import { randomUUID } from 'node:crypto';
import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { type Answer, call, refusal } from './call.js';

const NOW = Date.UTC(2026, 10, 24, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let test: TestApp;

beforeAll(async () => {
  test = await TestApp.start({ nowMs: NOW });
});
beforeEach(() => test.clock.set(NOW));
afterAll(() => test.close());

const refresh = (cookie: string): Promise<Answer> =>
  call(test, 'POST /api/auth/refresh', { cookie });
const sessionsOf = async (admin: string, { id }: TestAccount): Promise<unknown[]> =>
  (
    (await call(test, `GET /api/accounts/${id}/sessions`, { cookie: admin })).body as {
      items: unknown[];
    }
  ).items;

describe('a session that is not used', () => {
  it.each([
    ['employee', 12 * HOUR],
    ['admin', 12 * HOUR],
    ['auditor', 12 * HOUR],
    ['client', 30 * DAY],
  ] as const)('of role %s ends after %i ms, whatever was granted', async (role, idleMs) => {
    const account = await test.createAccount(role);
    const [used, unused] = [await test.login(account.email), await test.login(account.email)];
    test.clock.set(NOW + idleMs - HOUR);
    const next = await refresh(used);
    expect(next.status).toBe(200);
    test.clock.set(NOW + idleMs + 1);
    expect(refusal(await refresh(unused))).toBe('401 AUTH.SESSION_ENDED');
    // The one that was used goes on; a client's ends by its age.
    expect(refusal(await refresh(next.cookie))).toBe(
      role === 'client' ? '401 AUTH.SESSION_ENDED' : '200 without a problem document',
    );
    const admin = await test.loggedInAs('admin');
    expect(await sessionsOf(admin, account)).toHaveLength(role === 'client' ? 0 : 1);
  });

  it('ends by its age, however often it is used', async () => {
    const account = await test.createAccount('employee');
    let cookie = await test.login(account.email);
    for (let at = NOW + 11 * HOUR; at < NOW + 30 * DAY; at += 11 * HOUR) {
      test.clock.set(at);
      const next = await refresh(cookie);
      expect(next.status).toBe(200);
      ({ cookie } = next);
    }
    test.clock.set(NOW + 30 * DAY + 1);
    expect(refusal(await refresh(cookie))).toBe('401 AUTH.SESSION_ENDED');
  });
});

describe('a login in a browser that is logged in', () => {
  it('begins another session and ends the one before', async () => {
    const [one, other] = [await test.createAccount('employee'), await test.createAccount('client')];
    const before = await test.login(one.email);
    const body = { email: other.email, password: TEST_PASSWORD };
    const { cookie, status } = await call(test, 'POST /api/auth/login', { cookie: before, body });
    expect(status).toBe(200);
    expect(refusal(await refresh(before))).toBe('401 AUTH.SESSION_ENDED');
    const me = await call(test, 'GET /api/auth/me', { cookie });
    expect(me.body).toMatchObject({ account: { id: other.id } });
    expect(refusal(await call(test, 'GET /api/auth/me', { cookie: before }))).toBe(
      '401 AUTH.NOT_AUTHENTICATED',
    );
  });

  it('ends nothing when it fails', async () => {
    const { email } = await test.createAccount('employee');
    const before = await test.login(email);
    const body = { email, password: 'wrong' };
    expect((await call(test, 'POST /api/auth/login', { cookie: before, body })).status).toBe(401);
    expect((await refresh(before)).status).toBe(200);
  });
});

describe('what changes how one logs in', () => {
  it('wants the password again ten minutes after the login', async () => {
    const account = await test.createAccount('employee');
    const cookie = await test.login(account.email);
    const remove = (): Promise<Answer> =>
      call(test, `DELETE /api/account/passkeys/${randomUUID()}`, { cookie });
    const confirm = (currentPassword: string): Promise<Answer> =>
      call(test, 'POST /api/auth/password/confirmation', { cookie, body: { currentPassword } });
    test.clock.set(NOW + 10 * MINUTE);
    expect(refusal(await remove())).toBe('404 AUTH.PASSKEY_NOT_FOUND');
    test.clock.set(NOW + 10 * MINUTE + 1);
    expect(refusal(await remove())).toBe('403 AUTH.NOT_CONFIRMED');
    expect(refusal(await confirm('wrong'))).toBe('400 AUTH.WRONG_PASSWORD');
    expect(refusal(await remove())).toBe('403 AUTH.NOT_CONFIRMED');
    expect((await confirm(TEST_PASSWORD)).status).toBe(204);
    expect(refusal(await remove())).toBe('404 AUTH.PASSKEY_NOT_FOUND');
    // Another session of the same account is not meant.
    test.clock.set(NOW + 14 * MINUTE);
    const other = await test.login(account.email);
    test.clock.set(NOW + 24 * MINUTE + 1);
    const elsewhere = await call(test, `DELETE /api/account/passkeys/${randomUUID()}`, {
      cookie: other,
    });
    expect(refusal(elsewhere)).toBe('403 AUTH.NOT_CONFIRMED');
  });

  it.each([
    ['POST /api/auth/password', { newPassword: 'trois girafes mangent du nougat' }],
    ['POST /api/account/second-factor/authenticator', {}],
    ['POST /api/account/second-factor/authenticator/removal', {}],
    ['POST /api/account/second-factor/email-codes', { enabled: true }],
    ['POST /api/account/second-factor/recovery-codes', {}],
  ])('%s asks for the password itself, right after the login too', async (route, more) => {
    const cookie = await test.loggedInAs('employee');
    const body = { ...more, currentPassword: 'not the password' };
    expect(refusal(await call(test, route, { cookie, body }))).toBe('400 AUTH.WRONG_PASSWORD');
  });
});

describe('guesses of the own password', () => {
  it('are few in a session that somebody left open', async () => {
    const cookie = await test.loggedInAs('employee');
    const guess = (): Promise<Answer> =>
      call(test, 'POST /api/auth/password/confirmation', {
        cookie,
        body: { currentPassword: 'x' },
      });
    const answers: string[] = [];
    for (let tries = 0; tries < 6; tries++) answers.push(refusal(await guess()));
    expect(answers.slice(0, 5)).toEqual(Array<string>(5).fill('400 AUTH.WRONG_PASSWORD'));
    expect(answers[5]).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
  });
});
