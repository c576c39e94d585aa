import { Secret, TOTP } from 'otpauth';
import { Passwords } from '../../src/modules/auth/passwords.js';
import { SecondFactorSecrets } from '../../src/modules/auth/second-factor/second-factor-secrets.js';
import { plainRecoveryCode } from '../../src/modules/auth/second-factor/short-codes.js';
import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { notOkBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { mailed, mailsTo } from './mailed.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let test: TestApp;
let account: TestAccount;
let addresses = 0;

beforeAll(async () => {
  // Requests come from an address of their own, so that nothing is throttled by chance.
  test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  test.clock.run();
  account = await test.createAccount('employee');
});

const newAddress = (): string => {
  addresses += 1;
  return `10.3.${addresses >> 8}.${addresses & 255}`;
};
const send = (
  route: string,
  body?: unknown,
  cookie?: string,
  address = newAddress(),
): Promise<Answer> =>
  call(test, route, {
    headers: { 'x-forwarded-for': address },
    ...(body !== undefined && { body }),
    ...(cookie !== undefined && { cookie }),
  });
const login = (cookie?: string, address?: string, password = TEST_PASSWORD): Promise<Answer> =>
  send('POST /api/auth/login', { email: account.email, password }, cookie, address);
const answerWith = (
  pending: Answer,
  method: string,
  code: string,
  more: object = {},
  address?: string,
): Promise<Answer> =>
  send('POST /api/auth/second-factor', { method, code, ...more }, pending.cookie, address);
const me = async (cookie: string): Promise<number> =>
  (await send('GET /api/auth/me', undefined, cookie)).status;
const own = (cookie: string, what: string, body: object = {}): Promise<Answer> =>
  send(
    `POST /api/account/second-factor/${what}`,
    { currentPassword: TEST_PASSWORD, ...body },
    cookie,
  );
const status = async (cookie: string): Promise<Record<string, unknown>> =>
  (await send('GET /api/account/second-factor', undefined, cookie)).body as Record<string, unknown>;
const codeIn = (text: string): string => /\n(\d{6})\n/.exec(text)![1]!;

/** An app with the account's secret. */
interface App {
  readonly code: () => string;
  readonly secret: string;
  readonly cookie: string;
  readonly recoveryCodes: readonly string[];
}

/** Sets an app up; the code that confirmed it is spent. */
async function withApp(): Promise<App> {
  const { cookie } = await login();
  const { secret } = (await own(cookie, 'authenticator')).body as { secret: string };
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = (): string => totp.generate({ timestamp: test.clock.now() });
  const confirmed = await send(
    'POST /api/account/second-factor/authenticator/confirmation',
    { code: code() },
    cookie,
  );
  expect(confirmed.status).toBe(200);
  const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
  test.clock.advance(MINUTE);
  return { code, secret, cookie, recoveryCodes };
}

describe('an authenticator app', () => {
  it('is set up by its secret, as text, address and picture, and a code of it', async () => {
    const { cookie } = await login();
    const begun = await own(cookie, 'authenticator');
    const { secret, uri, qrSvg } = begun.body as Record<string, string>;
    expect(uri).toContain(`secret=${secret}`);
    expect(qrSvg).toMatch(/^<svg[^]*<\/svg>\s*$/);
    // Not confirmed: it does not count yet.
    expect((await login()).body).toHaveProperty('account');
    const code = new TOTP({ secret: Secret.fromBase32(secret!) }).generate();
    const route = 'POST /api/account/second-factor/authenticator/confirmation';
    const wrong = await send(route, { code: code === '000000' ? '111111' : '000000' }, cookie);
    expect(refusal(wrong)).toBe('400 AUTH.WRONG_CODE');
    const confirmed = await send(route, { code }, cookie);
    const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await status(cookie)).toEqual({
      authenticatorSince: expect.any(String) as string,
      emailCodes: false,
      recoveryCodesLeft: 10,
      rememberedDevices: 0,
      requiredByRole: false,
    });
    expect(refusal(await send(route, { code }, cookie))).toBe('409 AUTH.NO_PENDING_AUTHENTICATOR');
    await mailed(test, 'second-factor-changed', account.email);
  });

  it('waits 15 minutes for its confirmation', async () => {
    const { cookie } = await login();
    const { secret } = (await own(cookie, 'authenticator')).body as { secret: string };
    test.clock.advance(14 * MINUTE + 59_000);
    const again = (await send('POST /api/auth/refresh', undefined, cookie)).cookie;
    test.clock.advance(2_000);
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: test.clock.now(),
    });
    const route = 'POST /api/account/second-factor/authenticator/confirmation';
    expect(refusal(await send(route, { code }, again))).toBe('409 AUTH.NO_PENDING_AUTHENTICATOR');
  });

  it('needs the password to be set up, removed, or for a new sheet', async () => {
    const { cookie } = await withApp();
    for (const what of ['authenticator', 'authenticator/removal', 'recovery-codes']) {
      const answer = await own(cookie, what, { currentPassword: 'wrong' });
      expect(refusal(answer)).toBe('400 AUTH.WRONG_PASSWORD');
    }
  });

  it('is asked for after the password, and completes the login', async () => {
    const app = await withApp();
    const pending = await login();
    expect(pending.status).toBe(200);
    expect(pending.body).toEqual({
      secondFactor: {
        methods: ['totp', 'recovery'],
        expiresAt: expect.any(String) as string,
      },
    });
    expect(pending.cookies).toEqual([
      expect.stringMatching(
        /^naif_pending=[\w-]{43}; Path=\/api\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
      ),
    ]);
    expect(await me(pending.cookie)).toBe(401);
    expect((await send('POST /api/auth/refresh', undefined, pending.cookie)).status).toBe(401);
    const done = await answerWith(pending, 'totp', app.code());
    expect(done.body).toMatchObject({ account: { id: account.id } });
    expect(done.cookies.map((one) => one.split('=')[0]).sort()).toEqual([
      'naif_access',
      'naif_pending',
      'naif_refresh',
    ]);
    expect(await me(done.cookie)).toBe(200);
  });

  it('is not asked for after a wrong password', async () => {
    await withApp();
    const answer = await login(undefined, undefined, 'wrong');
    expect(refusal(answer)).toBe('401 AUTH.BAD_CREDENTIALS');
    expect(answer.cookies).toEqual([]);
  });

  it('gives each code once: not for a second login, nor for several at once', async () => {
    const app = await withApp();
    const code = app.code();
    const pendings = [await login(), await login(), await login()];
    const answers = await Promise.all(pendings.map((one) => answerWith(one, 'totp', code)));
    expect(answers.map(({ status: got }) => got).sort()).toEqual([200, 401, 401]);
    test.clock.advance(30_000);
    expect(refusal(await answerWith(await login(), 'totp', code))).toBe('401 AUTH.WRONG_CODE');
    expect((await answerWith(await login(), 'totp', app.code())).status).toBe(200);
  });

  it('completes a login once, also with a code that is right', async () => {
    const app = await withApp();
    const pending = await login();
    expect((await answerWith(pending, 'totp', app.code())).status).toBe(200);
    test.clock.advance(MINUTE);
    expect(refusal(await answerWith(pending, 'totp', app.code()))).toBe(
      '401 AUTH.SECOND_FACTOR_EXPIRED',
    );
  });

  it('is waited for ten minutes', async () => {
    const app = await withApp();
    const pending = await login();
    test.clock.advance(10 * MINUTE);
    expect(refusal(await answerWith(pending, 'totp', app.code()))).toBe(
      '401 AUTH.SECOND_FACTOR_EXPIRED',
    );
  });

  it('may be tried five times after one password, however many come at once', async () => {
    const app = await withApp();
    const pending = await login();
    const tries = Array.from({ length: 8 }, () => answerWith(pending, 'recovery', 'wrong-wrong'));
    const codes = (await Promise.all(tries)).map(refusal);
    expect(codes.filter((code) => code === '401 AUTH.WRONG_CODE')).toHaveLength(5);
    expect(refusal(await answerWith(pending, 'totp', app.code()))).toBe(
      '401 AUTH.SECOND_FACTOR_EXPIRED',
    );
  });

  it('is removed with its recovery sheet, and the login is one request again', async () => {
    const { cookie } = await withApp();
    expect((await own(cookie, 'authenticator/removal')).status).toBe(204);
    expect(await status(cookie)).toMatchObject({ recoveryCodesLeft: 0 });
    expect((await login()).body).toHaveProperty('account');
    expect(refusal(await own(cookie, 'authenticator/removal'))).toBe('404 AUTH.NO_SECOND_FACTOR');
  });

  it('keeps its secret and codes out of the database and the log', async () => {
    const { secret, recoveryCodes } = await withApp();
    const { rows } = await test.pool.query<{ all: string }>(
      "SELECT string_agg(s::text, ' ') AS all FROM second_factors s WHERE account_id = $1",
      [account.id],
    );
    const raw = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex');
    expect(rows[0]?.all).toContain(account.id);
    expect(rows[0]?.all).not.toContain(raw);
    const log = JSON.stringify(test.logged);
    expect(log).not.toContain(secret);
    for (const code of recoveryCodes) expect(log).not.toContain(code);
  });

  it.each(notOkBodies('code'))('not ok: $name', async ({ body, faults: expected }) => {
    const answer = await send('POST /api/auth/second-factor', body);
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(expected);
  });
});

describe('a recovery code', () => {
  it('works once, typed as it may be, and a new sheet makes the old void', async () => {
    const { cookie, recoveryCodes } = await withApp();
    const [first = '', second = ''] = recoveryCodes;
    const typed = first.toUpperCase().replace('-', ' ');
    expect((await answerWith(await login(), 'recovery', typed)).status).toBe(200);
    expect(refusal(await answerWith(await login(), 'recovery', first))).toBe('401 AUTH.WRONG_CODE');
    expect(await status(cookie)).toMatchObject({ recoveryCodesLeft: 9 });
    const sheet = (await own(cookie, 'recovery-codes')).body as { recoveryCodes: string[] };
    expect(await status(cookie)).toMatchObject({ recoveryCodesLeft: 10 });
    expect((await answerWith(await login(), 'recovery', second)).status).toBe(401);
    expect((await answerWith(await login(), 'recovery', sheet.recoveryCodes[0]!)).status).toBe(200);
  });

  it('lies under a slow hash with the salt of its sheet', async () => {
    const { recoveryCodes } = await withApp();
    const { rows } = await test.pool.query<{ salt: Buffer; hash: Buffer }>(
      'SELECT salt, code_hash AS hash FROM recovery_codes WHERE account_id = $1',
      [account.id],
    );
    const { salt } = rows[0]!;
    expect(rows.every((row) => row.salt.equals(salt))).toBe(true);
    const secrets = new SecondFactorSecrets(test.keys);
    const [code = ''] = recoveryCodes;
    const keyed = secrets.codeHash(account.id, 'recovery', plainRecoveryCode(code));
    const slow = await new Passwords().digest(keyed, salt);
    expect(rows.filter(({ hash }) => hash.equals(slow))).toHaveLength(1);
  });

  it('works also when it is from before codes were hashed slowly', async () => {
    await withApp();
    const secrets = new SecondFactorSecrets(test.keys);
    await test.pool.query('DELETE FROM recovery_codes WHERE account_id = $1', [account.id]);
    await test.pool.query('INSERT INTO recovery_codes (code_hash, account_id) VALUES ($1, $2)', [
      secrets.codeHash(account.id, 'recovery', '7h2kd9mq4x'),
      account.id,
    ]);
    const answer = await answerWith(await login(), 'recovery', '7H2KD-9MQ4X');
    expect(answer.status).toBe(200);
  });

  it('is nobody else’s', async () => {
    const { recoveryCodes } = await withApp();
    account = await test.createAccount('employee');
    await withApp();
    const answer = await answerWith(await login(), 'recovery', recoveryCodes[0]!);
    expect(refusal(answer)).toBe('401 AUTH.WRONG_CODE');
  });
});

describe('a code by e-mail', () => {
  const withEmail = async (): Promise<string> => {
    const { cookie } = await login();
    const answer = await own(cookie, 'email-codes', { enabled: true });
    expect((answer.body as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10);
    return cookie;
  };
  const newestCode = (): string => codeIn(mailsTo(test, 'login-code', account.email)[0]!.text);

  it('is mailed after the password, and completes the login once', async () => {
    await withEmail();
    const pending = await login();
    expect(pending.body).toMatchObject({
      secondFactor: { methods: ['email', 'recovery'], emailSentTo: 'e•••@test.example' },
    });
    const code = newestCode();
    expect(JSON.stringify(pending.body)).not.toContain(code);
    expect(JSON.stringify(test.logged)).not.toContain(`"${code}"`);
    expect((await answerWith(pending, 'email', code)).status).toBe(200);
    expect(refusal(await answerWith(pending, 'email', code))).toBe(
      '401 AUTH.SECOND_FACTOR_EXPIRED',
    );
    expect(refusal(await answerWith(await login(), 'email', code))).toBe('401 AUTH.WRONG_CODE');
  });

  it('works ten minutes, and for its own login alone', async () => {
    await withEmail();
    const [first, second] = [await login(), await login()];
    const code = newestCode();
    expect(refusal(await answerWith(first, 'email', code))).toBe('401 AUTH.WRONG_CODE');
    test.clock.advance(10 * MINUTE);
    expect(refusal(await answerWith(second, 'email', code))).toBe('401 AUTH.SECOND_FACTOR_EXPIRED');
  });

  it('is sent again after half a minute; then the one before is void', async () => {
    await withEmail();
    const pending = await login();
    const first = newestCode();
    const again = (): Promise<Answer> =>
      send('POST /api/auth/second-factor/email-code', undefined, pending.cookie, '192.0.2.50');
    expect(refusal(await again())).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    test.clock.advance(30_000);
    expect((await again()).body).toEqual({ emailSentTo: 'e•••@test.example' });
    const second = newestCode();
    if (second !== first) {
      expect((await answerWith(pending, 'email', first)).status).toBe(401);
    }
    expect((await answerWith(pending, 'email', second)).status).toBe(200);
  });

  it('does not flood a mailbox: five from one address, then one in two minutes', async () => {
    await withEmail();
    for (let i = 0; i < 5; i += 1) expect((await login(undefined, '192.0.2.51')).status).toBe(200);
    expect(refusal(await login(undefined, '192.0.2.51'))).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    expect((await login(undefined, '192.0.2.52')).status).toBe(200);
  });

  it('is not offered beside an app, unless it was chosen', async () => {
    const { cookie } = await withApp();
    const pending = await login();
    expect(refusal(await answerWith(pending, 'email', '123456'))).toBe(
      '400 AUTH.METHOD_NOT_OFFERED',
    );
    expect(
      refusal(await send('POST /api/auth/second-factor/email-code', undefined, pending.cookie)),
    ).toBe('400 AUTH.METHOD_NOT_OFFERED');
    await own(cookie, 'email-codes', { enabled: true });
    const both = await login();
    expect(both.body).toMatchObject({ secondFactor: { methods: ['totp', 'email', 'recovery'] } });
    expect(both.body).not.toHaveProperty('secondFactor.emailSentTo');
    await send('POST /api/auth/second-factor/email-code', undefined, both.cookie);
    expect((await answerWith(both, 'email', newestCode())).status).toBe(200);
    expect((await own(cookie, 'email-codes', { enabled: false })).body).toEqual({});
    expect((await login()).body).toMatchObject({ secondFactor: { methods: ['totp', 'recovery'] } });
  });
});

describe('a remembered browser', () => {
  it('shows the second factor again after 30 days, and the password always', async () => {
    const app = await withApp();
    const done = await answerWith(await login(), 'totp', app.code(), { rememberDevice: true });
    const device = done.cookies.find((one) => one.startsWith('naif_device='))!;
    expect(device).toMatch(
      /^naif_device=[\w-]{43}; Path=\/api\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    const cookie = device.split(';')[0]!;
    expect((await login(cookie)).body).toHaveProperty('account');
    expect((await login(cookie, undefined, 'wrong')).status).toBe(401);
    expect(await status(done.cookie)).toMatchObject({ rememberedDevices: 1 });
    test.clock.advance(30 * DAY);
    expect((await login(cookie)).body).toHaveProperty('secondFactor');
  });

  it('is one account’s, and forgotten on demand, by a new password and by a new second factor', async () => {
    const app = await withApp();
    const remembered = async (): Promise<string> => {
      test.clock.advance(MINUTE);
      const done = await answerWith(await login(), 'totp', app.code(), { rememberDevice: true });
      return done.cookies.find((one) => one.startsWith('naif_device='))!.split(';')[0]!;
    };
    let device = await remembered();
    const route = 'DELETE /api/account/second-factor/remembered-devices';
    expect((await send(route, undefined, app.cookie)).status).toBe(204);
    expect((await login(device)).body).toHaveProperty('secondFactor');

    device = await remembered();
    await own(app.cookie, 'recovery-codes');
    expect((await login(device)).body).toHaveProperty('secondFactor');

    device = await remembered();
    const newPassword = 'trois girafes mangent du nougat';
    const change = { currentPassword: TEST_PASSWORD, newPassword };
    expect((await send('POST /api/auth/password', change, app.cookie)).status).toBe(204);
    expect((await login(device, undefined, newPassword)).body).toHaveProperty('secondFactor');

    account = await test.createAccount('employee');
    await withApp();
    expect((await login(device)).body).toHaveProperty('secondFactor');
  });
});

describe('guessing codes', () => {
  it('is slowed down whatever the number of passwords, addresses and logins', async () => {
    const app = await withApp();
    const codes: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const pending = await login();
      for (let j = 0; j < 4; j += 1)
        codes.push(refusal(await answerWith(pending, 'recovery', 'wrong-wrong')));
    }
    expect(codes.filter((code) => code === '401 AUTH.WRONG_CODE')).toHaveLength(10);
    expect(codes.slice(10)).toEqual(Array(2).fill('429 AUTH.TOO_MANY_ATTEMPTS'));
    const stranger = await answerWith(await login(), 'totp', app.code());
    expect(refusal(stranger)).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    expect(Number(stranger.headers.get('retry-after'))).toBeLessThanOrEqual(300);
  });

  it('does not keep the owner out who logs in from where they always do', async () => {
    const app = await withApp();
    const home = '203.0.113.9';
    const first = await login(undefined, home);
    expect((await answerWith(first, 'totp', app.code(), {}, home)).status).toBe(200);
    for (let i = 0; i < 3; i += 1) {
      const pending = await login();
      for (let j = 0; j < 4; j += 1) await answerWith(pending, 'recovery', 'wrong-wrong');
    }
    test.clock.advance(MINUTE);
    const back = await login(undefined, home);
    expect((await answerWith(back, 'totp', app.code(), {}, home)).status).toBe(200);
  });
});

describe('a second factor that the role needs', () => {
  let admin: string;
  let version = 1;
  beforeAll(async () => {
    admin = await test.loggedInAs('admin');
  });
  const require = async (...requiredForRoles: string[]): Promise<Answer> => {
    const answer = await send(
      'PATCH /api/settings/second-factor',
      { requiredForRoles, version },
      admin,
    );
    if (answer.status === 200) version += 1;
    return answer;
  };
  afterEach(async () => {
    test.clock.run();
    await require();
  });

  it('is a code by e-mail for whoever has set nothing up, and nobody else is asked', async () => {
    expect((await require('employee')).body).toEqual({ requiredForRoles: ['employee'], version });
    const { email } = await test.createAccount('auditor');
    expect(await test.login(email)).toContain('naif_access');
    const pending = await login();
    expect(pending.body).toMatchObject({ secondFactor: { methods: ['email'] } });
    const { text } = await mailed(test, 'login-code', account.email);
    const done = await answerWith(pending, 'email', codeIn(text));
    expect(done.status).toBe(200);
    expect(await status(done.cookie)).toMatchObject({ requiredByRole: true, emailCodes: false });
  });

  it('is refused from a stale version, and of two at once one wins', async () => {
    const answers = await Promise.all([
      send('PATCH /api/settings/second-factor', { requiredForRoles: ['admin'], version }, admin),
      send('PATCH /api/settings/second-factor', { requiredForRoles: ['client'], version }, admin),
    ]);
    expect(answers.map(({ status: got }) => got).sort()).toEqual([200, 409]);
    version += 1;
    const stale = { requiredForRoles: [], version: version - 1 };
    const answer = await send('PATCH /api/settings/second-factor', stale, admin);
    expect(refusal(answer)).toBe('409 RECORD.CHANGED_MEANWHILE');
  });

  it.each(notOkBodies('rule'))('not ok: $name', async ({ body, faults: expected }) => {
    const answer = await send('PATCH /api/settings/second-factor', body, admin);
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(expected);
  });

  it('is taken away by an administrator from whoever lost it, but not from themselves', async () => {
    await withApp();
    const route = `DELETE /api/accounts/${account.id}/second-factor`;
    expect((await send(route, undefined, admin)).status).toBe(204);
    expect((await login()).body).toHaveProperty('account');
    await mailed(test, 'second-factor-changed', account.email);
    expect(refusal(await send(route, undefined, admin))).toBe('404 AUTH.NO_SECOND_FACTOR');
    const { body } = await send('GET /api/account', undefined, admin);
    const self = `DELETE /api/accounts/${(body as { id: string }).id}/second-factor`;
    expect(refusal(await send(self, undefined, admin))).toBe('403 AUTH.FORBIDDEN');
  });
});

describe('how long a refusal takes', () => {
  it('does not tell whether there is an account, nor whether it has a second factor', async () => {
    await withApp();
    const guarded = account.email;
    const plain = (await test.createAccount('employee')).email;
    const time = async (email: string): Promise<number> => {
      const start = performance.now();
      const answer = await send('POST /api/auth/login', { email, password: 'wrong' });
      expect(answer.status).toBe(401);
      return performance.now() - start;
    };
    const emails = [guarded, plain, 'nobody'];
    const times = new Map<string, number[]>(emails.map((email) => [email, []]));
    // Taken in turns, so that a busy moment of the machine meets all alike; a pause keeps the throttle away.
    for (let i = 0; i < 15; i += 1) {
      for (const email of emails) {
        const address = email === 'nobody' ? `nobody-${i}@test.example` : email;
        times.get(email)!.push(await time(address));
      }
      test.clock.advance(MINUTE);
    }
    const median = (email: string): number => times.get(email)!.sort((a, b) => a - b)[7]!;
    for (const email of [guarded, plain]) {
      const ratio = median('nobody') / median(email);
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.6);
    }
  });
});
