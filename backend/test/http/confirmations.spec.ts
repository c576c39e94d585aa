import { Secret, TOTP } from 'otpauth';
import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { type Answer, call, faults, refusal } from './call.js';
import { mailsTo } from './mailed.js';
import { SoftwareAuthenticator, type Wiles } from './software-authenticator.js';

const ORIGIN = 'https://control.naif.example';
const MINUTE = 60_000;
const NOT_SHOWN = '403 AUTH.SECOND_FACTOR_NOT_SHOWN';
const DONE = '204 without a problem document';

let test: TestApp;
let account: TestAccount;
let addresses = 0;

beforeAll(async () => {
  // Requests come from an address of their own, so that nothing is throttled by chance.
  test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1', PUBLIC_ORIGIN: ORIGIN } });
});
afterAll(() => test.close());
beforeEach(async () => {
  test.clock.run();
  account = await test.createAccount('employee');
});

const send = (route: string, cookie: string, body?: unknown): Promise<Answer> => {
  addresses += 1;
  return call(test, route, {
    headers: { 'x-forwarded-for': `10.5.${addresses >> 8}.${addresses & 255}` },
    ...(body !== undefined && { body }),
    cookie,
  });
};
const PASSWORD = { currentPassword: TEST_PASSWORD };
const FACTOR = 'POST /api/account/second-factor';
const CONFIRMATION = 'POST /api/account/confirmation';
const need = async (cookie: string): Promise<unknown> =>
  (await send('GET /api/account/confirmation', cookie)).body;
const show = (cookie: string, method: string, code: string): Promise<Answer> =>
  send(`${CONFIRMATION}/second-factor`, cookie, { method, code });
const newSheet = (cookie: string, body: object = PASSWORD): Promise<Answer> =>
  send(`${FACTOR}/recovery-codes`, cookie, body);
const mailedCode = (kind: string): string =>
  /\n(\d{6})\n/.exec(mailsTo(test, kind, account.email)[0]!.text)![1]!;

/** An account with an app, in a session that is eleven minutes old. */
interface Guarded {
  readonly cookie: string;
  readonly code: () => string;
  readonly recoveryCodes: readonly string[];
}

async function guarded(): Promise<Guarded> {
  const cookie = await test.login(account.email);
  const begun = await send(`${FACTOR}/authenticator`, cookie, PASSWORD);
  const totp = new TOTP({ secret: Secret.fromBase32((begun.body as { secret: string }).secret) });
  const code = (): string => totp.generate({ timestamp: test.clock.now() });
  const confirmed = await send(`${FACTOR}/authenticator/confirmation`, cookie, { code: code() });
  const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
  test.clock.advance(11 * MINUTE);
  return { cookie, code, recoveryCodes };
}

/** What changes how one logs in. */
const CHANGES: [route: string, body: object][] = [
  ['POST /api/auth/password', { newPassword: 'trois girafes mangent du nougat' }],
  [`${FACTOR}/authenticator`, {}],
  [`${FACTOR}/authenticator/removal`, {}],
  [`${FACTOR}/email-codes`, { enabled: true }],
  [`${FACTOR}/recovery-codes`, {}],
  ['POST /api/account/passkeys/options', {}],
];

describe('a change of an account with a second factor', () => {
  it.each(CHANGES)('%s wants password and second factor', async (route, more) => {
    const { cookie, code } = await guarded();
    const body = { ...PASSWORD, ...more };
    expect(refusal(await send(route, cookie, body))).toBe(NOT_SHOWN);
    // The second factor alone does not do either.
    expect(refusal(await show(cookie, 'totp', code()))).toBe(DONE);
    const wrong = await send(route, cookie, { ...more, currentPassword: 'wrong' });
    expect(refusal(wrong)).toBe('400 AUTH.WRONG_PASSWORD');
    expect((await send(route, cookie, body)).status).toBeLessThan(300);
  });

  it('wants both for the removal of a passkey, too', async () => {
    const { cookie, code } = await guarded();
    const remove = (): Promise<Answer> =>
      send('DELETE /api/account/passkeys/7f2f4a5e-2f8a-4b58-9b39-000000000000', cookie);
    expect(refusal(await remove())).toBe('403 AUTH.NOT_CONFIRMED');
    expect((await send('POST /api/auth/password/confirmation', cookie, PASSWORD)).status).toBe(204);
    expect(refusal(await remove())).toBe(NOT_SHOWN);
    await show(cookie, 'totp', code());
    expect(refusal(await remove())).toBe('404 AUTH.PASSKEY_NOT_FOUND');
  });

  it('wants it again ten minutes later, and not before', async () => {
    const { cookie, code } = await guarded();
    expect(await need(cookie)).toEqual({ methods: ['totp', 'recovery'], passkeys: false });
    expect(refusal(await show(cookie, 'totp', code()))).toBe(DONE);
    expect(await need(cookie)).toEqual({ methods: [], passkeys: false });
    expect((await newSheet(cookie)).status).toBe(200);
    const { cookie: later } = await send('POST /api/auth/refresh', cookie);
    test.clock.advance(10 * MINUTE - 5_000);
    expect((await newSheet(later)).status).toBe(200);
    test.clock.advance(6_000);
    expect(refusal(await newSheet(later))).toBe(NOT_SHOWN);
  });

  it('counts the second factor of the login, but not a remembered device', async () => {
    const { code } = await guarded();
    const pending = await call(test, 'POST /api/auth/login', {
      body: { email: account.email, password: TEST_PASSWORD },
    });
    const done = await send('POST /api/auth/second-factor', pending.cookie, {
      method: 'totp',
      code: code(),
      rememberDevice: true,
    });
    expect(await need(done.cookie)).toMatchObject({ methods: [] });
    const remembered = await send('POST /api/auth/login', done.cookie, {
      email: account.email,
      password: TEST_PASSWORD,
    });
    expect(remembered.body).toHaveProperty('account');
    expect(refusal(await newSheet(remembered.cookie))).toBe(NOT_SHOWN);
  });

  it('is another session’s own affair', async () => {
    const { cookie, code } = await guarded();
    const pending = await call(test, 'POST /api/auth/login', {
      body: { email: account.email, password: TEST_PASSWORD },
    });
    const login = { method: 'totp', code: code() };
    expect((await send('POST /api/auth/second-factor', pending.cookie, login)).status).toBe(200);
    expect(refusal(await newSheet(cookie))).toBe(NOT_SHOWN);
  });

  it('takes a recovery code, once', async () => {
    const { cookie, recoveryCodes } = await guarded();
    const [code] = recoveryCodes;
    expect(refusal(await show(cookie, 'recovery', code!))).toBe(DONE);
    const again = await show(cookie, 'recovery', code!);
    expect(refusal(again)).toBe('400 AUTH.WRONG_CODE');
    expect(faults(again)).toEqual(['/code AUTH.WRONG_CODE']);
  });

  it('takes a code that the login took no second time', async () => {
    const { cookie, code } = await guarded();
    const typed = code();
    expect(refusal(await show(cookie, 'totp', typed))).toBe(DONE);
    expect(refusal(await show(cookie, 'totp', typed))).toBe('400 AUTH.WRONG_CODE');
  });

  it('lets five codes be tried in ten minutes, and the right one does not help then', async () => {
    const { cookie, code } = await guarded();
    const wrong = code() === '000000' ? '111111' : '000000';
    const tries: string[] = [];
    for (let i = 0; i < 5; i++) tries.push(refusal(await show(cookie, 'totp', wrong)));
    expect(tries).toEqual(Array<string>(5).fill('400 AUTH.WRONG_CODE'));
    expect(refusal(await show(cookie, 'totp', code()))).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    const { cookie: later } = await send('POST /api/auth/refresh', cookie);
    test.clock.advance(10 * MINUTE + 1);
    expect(refusal(await show(later, 'totp', code()))).toBe(DONE);
  });

  it('takes a code by e-mail where its owner chose so, and none is sent elsewhere', async () => {
    const { cookie } = await guarded();
    const refused = await send(`${CONFIRMATION}/email-code`, cookie);
    expect(refusal(refused)).toBe('400 AUTH.METHOD_NOT_OFFERED');
    expect(refusal(await show(cookie, 'email', '123456'))).toBe('400 AUTH.METHOD_NOT_OFFERED');

    account = await test.createAccount('client');
    const client = await test.login(account.email);
    const enabled = { ...PASSWORD, enabled: true };
    expect((await send(`${FACTOR}/email-codes`, client, enabled)).status).toBe(200);
    expect(refusal(await newSheet(client))).toBe(NOT_SHOWN);
    const sent = await send(`${CONFIRMATION}/email-code`, client);
    expect((sent.body as { emailSentTo: string }).emailSentTo).toContain('•••@');
    const once = await send(`${CONFIRMATION}/email-code`, client);
    expect(refusal(once)).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    const code = mailedCode('confirmation-code');
    expect(refusal(await show(client, 'email', code))).toBe(DONE);
    expect(refusal(await show(client, 'email', code))).toBe('400 AUTH.WRONG_CODE');
    expect((await newSheet(client)).status).toBe(200);
  });

  it('is not what a login waits for: what is asked in a session opens none', async () => {
    const { cookie, code } = await guarded();
    await show(cookie, 'totp', '000000');
    const { rows } = await test.pool.query<{ id: string }>(
      'SELECT session_id AS id FROM login_challenges WHERE account_id = $1',
      [account.id],
    );
    const stolen = `naif_pending=${encodeURIComponent(`confirmation of ${rows[0]!.id}`)}`;
    const answer = await send('POST /api/auth/second-factor', stolen, {
      method: 'totp',
      code: code(),
    });
    expect(refusal(answer)).toBe('401 AUTH.SECOND_FACTOR_EXPIRED');
  });
});

describe('a passkey in place of password and second factor', () => {
  const publicKeyOf = ({ body }: Answer): unknown => (body as { publicKey: unknown }).publicKey;
  const added = async (cookie: string): Promise<SoftwareAuthenticator> => {
    const device = new SoftwareAuthenticator(ORIGIN);
    const options = await send('POST /api/account/passkeys/options', cookie, PASSWORD);
    const credential = device.create(publicKeyOf(options));
    const made = await send('POST /api/account/passkeys', cookie, { label: 'Key', credential });
    expect(made.status).toBe(201);
    return device;
  };
  const shown = async (
    cookie: string,
    device: SoftwareAuthenticator,
    wiles?: Wiles,
  ): Promise<Answer> => {
    const options = await send(`${CONFIRMATION}/passkey/options`, cookie);
    const credential = device.get(publicKeyOf(options), wiles);
    return send(`${CONFIRMATION}/passkey`, cookie, { credential });
  };

  it('is enough for ten minutes', async () => {
    const { cookie, code } = await guarded();
    await show(cookie, 'totp', code());
    const device = await added(cookie);
    const { cookie: later } = await send('POST /api/auth/refresh', cookie);
    test.clock.advance(11 * MINUTE);
    expect(refusal(await newSheet(later, {}))).toBe('403 AUTH.NOT_CONFIRMED');
    expect(await need(later)).toEqual({ methods: ['totp', 'recovery'], passkeys: true });
    expect(refusal(await shown(later, device))).toBe(DONE);
    expect((await newSheet(later, {})).status).toBe(200);
    test.clock.advance(10 * MINUTE + 1000);
    const { cookie: last } = await send('POST /api/auth/refresh', later);
    expect(refusal(await newSheet(last, {}))).toBe('403 AUTH.NOT_CONFIRMED');
  });

  it('is one of the own, signs what was asked, and its holder was checked', async () => {
    const cookie = await test.login(account.email);
    const device = await added(cookie);
    const refused = '400 AUTH.PASSKEY_REFUSED';
    const other = await test.createAccount('employee');
    const stranger = await added(await test.login(other.email));
    expect(refusal(await shown(cookie, stranger))).toBe(refused);
    expect(refusal(await shown(cookie, device, { verified: false }))).toBe(refused);
    const options = await send(`${CONFIRMATION}/passkey/options`, cookie);
    const credential = device.get(publicKeyOf(options));
    const answer = (): Promise<Answer> => send(`${CONFIRMATION}/passkey`, cookie, { credential });
    expect(refusal(await answer())).toBe(DONE);
    expect(refusal(await answer())).toBe(refused);
  });
});

describe('an account without second factor', () => {
  it('confirms with the password alone, which may then be left out for ten minutes', async () => {
    const cookie = await test.login(account.email);
    expect(await need(cookie)).toEqual({ methods: [], passkeys: false });
    const begin = (body: object): Promise<Answer> => send(`${FACTOR}/authenticator`, cookie, body);
    // That one has just logged in is not enough.
    expect(refusal(await begin({}))).toBe('403 AUTH.NOT_CONFIRMED');
    expect((await begin(PASSWORD)).status).toBe(200);
    expect((await begin({})).status).toBe(200);
    test.clock.advance(10 * MINUTE + 1000);
    expect(refusal(await begin({}))).toBe('403 AUTH.NOT_CONFIRMED');
    expect((await begin(PASSWORD)).status).toBe(200);
  });

  it.each([
    'DELETE /api/account/sessions/7f2f4a5e-2f8a-4b58-9b39-000000000000',
    'POST /api/account/sessions/revocation',
  ])('%s wants it ten minutes after the login', async (route) => {
    const cookie = await test.login(account.email);
    const expected = route.startsWith('DELETE') ? '404 ACCOUNT.SESSION_NOT_FOUND' : DONE;
    expect(refusal(await send(route, cookie))).toBe(expected);
    test.clock.advance(10 * MINUTE + 1000);
    expect(refusal(await send(route, cookie))).toBe('403 AUTH.NOT_CONFIRMED');
    await send('POST /api/auth/password/confirmation', cookie, PASSWORD);
    expect(refusal(await send(route, cookie))).toBe(expected);
  });
});
