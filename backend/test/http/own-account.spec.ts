import { io } from 'socket.io-client';
import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { notOkBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { mailed, mailsTo } from './mailed.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let test: TestApp;
let account: TestAccount;

beforeAll(async () => {
  test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  account = await test.createAccount('employee');
});

const login = (address = '192.0.2.1', userAgent = FIREFOX): Promise<Answer> =>
  call(test, 'POST /api/auth/login', {
    body: { email: account.email, password: TEST_PASSWORD },
    headers: { 'x-forwarded-for': address, 'user-agent': userAgent },
  });
const me = async (cookie: string): Promise<number> =>
  (await call(test, 'GET /api/auth/me', { cookie })).status;

describe('the own profile', () => {
  it('is read and changed, field by field', async () => {
    const { cookie } = await login();
    const before = await call(test, 'GET /api/account', { cookie });
    const profile = {
      id: account.id,
      email: account.email,
      displayName: account.email,
      role: 'employee',
      language: 'fr',
      theme: 'system',
      units: 'metric',
      timeZone: 'Europe/Paris',
      version: 1,
    };
    expect(before.body).toEqual(profile);
    const look = { theme: 'dark', units: 'imperial', timeZone: 'Indian/Reunion' };
    const change = { ...look, displayName: ' Élodie ' };
    const after = await call(test, 'PATCH /api/account', {
      cookie,
      body: { version: 1, ...change },
    });
    expect(after.body).toEqual({ ...profile, ...change, displayName: 'Élodie', version: 2 });
    const language = { version: 2, language: 'en' };
    await call(test, 'PATCH /api/account', { cookie, body: language });
    const session = await call(test, 'GET /api/auth/me', { cookie });
    expect(session.body).toMatchObject({
      account: { ...look, language: 'en', displayName: 'Élodie' },
    });
  });

  it.each(notOkBodies('profile'))('not ok: $name', async ({ body, faults: expected }) => {
    const { cookie } = await login();
    const answer = await call(test, 'PATCH /api/account', { cookie, body });
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(expected);
  });

  it('is changed by one of two at once', async () => {
    const { cookie } = await login();
    const change = (theme: string): Promise<Answer> =>
      call(test, 'PATCH /api/account', { cookie, body: { version: 1, theme } });
    const answers = await Promise.all([change('dark'), change('light')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(refusal(await change('dark'))).toBe('409 RECORD.CHANGED_MEANWHILE');
  });
});

describe('the own sessions', () => {
  interface SessionBody {
    readonly id: string;
    readonly current: boolean;
    readonly device: string;
    readonly address: string;
  }
  const list = async (cookie: string): Promise<SessionBody[]> => {
    const { body } = await call(test, 'GET /api/account/sessions', { cookie });
    return (body as { items: SessionBody[] }).items;
  };

  it('are told apart by device and address, and which one asks', async () => {
    await login('192.0.2.7');
    const { cookie } = await login('2001:db8::1');
    const sessions = await list(cookie);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current)).toEqual([
      expect.objectContaining({ device: 'Firefox, Linux', address: '2001:db8::1' }),
    ]);
  });

  it('end one by one, and their sockets with them, at once', async () => {
    const [here, there] = [await login(), await login()];
    const socket = io(test.origin, {
      path: '/api/live',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: there.cookie },
    });
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve);
      socket.on('connect_error', reject);
    });
    const closed = new Promise<string>((resolve) => socket.on('disconnect', resolve));
    const other = (await list(here.cookie)).find(({ current }) => !current)!;
    const route = `DELETE /api/account/sessions/${other.id}`;
    expect((await call(test, route, { cookie: here.cookie })).status).toBe(204);
    await expect(closed).resolves.toBe('io server disconnect');
    expect(await me(there.cookie)).toBe(401);
    expect(await me(here.cookie)).toBe(200);
    expect(refusal(await call(test, 'POST /api/auth/refresh', { cookie: there.cookie }))).toBe(
      '401 AUTH.SESSION_ENDED',
    );
    expect(refusal(await call(test, route, { cookie: here.cookie }))).toBe(
      '404 ACCOUNT.SESSION_NOT_FOUND',
    );
  });

  it('of somebody else are not found', async () => {
    const victim = await login();
    const [session] = await list(victim.cookie);
    const cookie = await test.loggedInAs('admin');
    const answer = await call(test, `DELETE /api/account/sessions/${session!.id}`, { cookie });
    expect(refusal(answer)).toBe('404 ACCOUNT.SESSION_NOT_FOUND');
    expect(await me(victim.cookie)).toBe(200);
  });

  it('end everywhere else', async () => {
    const [here, ...elsewhere] = [await login(), await login(), await login('192.0.2.9')];
    for (const { cookie } of elsewhere) expect(await me(cookie)).toBe(200);
    const answer = await call(test, 'POST /api/account/sessions/revocation', {
      cookie: here.cookie,
    });
    expect(answer.status).toBe(204);
    for (const { cookie } of elsewhere) expect(await me(cookie)).toBe(401);
    expect(await me(here.cookie)).toBe(200);
    expect(await list(here.cookie)).toHaveLength(1);
  });
});

describe('a login from a new device or place', () => {
  const notices = () => mailsTo(test, 'new-device', account.email);

  it('is told by mail, but not the first of all, nor a second from the same', async () => {
    await login('192.0.2.1');
    await login('192.0.2.1', FIREFOX.replaceAll('140', '141'));
    await login('192.0.2.2');
    const mail = await mailed(test, 'new-device', account.email);
    expect(mail.text).toContain('Firefox, Linux, adresse 192.0.2.2');
    await login('192.0.2.2');
    expect(notices()).toHaveLength(1);
    await login('192.0.2.1', 'curl/8.5.0');
    await login('192.0.2.1', 'curl/8.6.0');
    await mailed(test, 'new-device', account.email);
    for (let tries = 0; notices().length < 2 && tries < 300; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(notices().map(({ text }) => /curl/.test(text))).toEqual([true, false]);
  });

  it('is not told of a login that failed', async () => {
    await login('192.0.2.1');
    await call(test, 'POST /api/auth/login', {
      body: { email: account.email, password: 'wrong' },
      headers: { 'x-forwarded-for': '192.0.2.3' },
    });
    expect(notices()).toEqual([]);
  });

  it('succeeds also where no mail can be sent', async () => {
    const send = jest.spyOn(test.mailer, 'send').mockRejectedValue(new Error('down'));
    await login('192.0.2.1');
    expect((await login('192.0.2.2')).status).toBe(200);
    send.mockRestore();
    expect(test.logged).toContainEqual(
      expect.objectContaining({ event: 'mail.failed', kind: 'new-device' }),
    );
  });
});
