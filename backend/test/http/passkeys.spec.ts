import { generateKeyPairSync } from 'node:crypto';
import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { notOkBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { mailed } from './mailed.js';
import { SoftwareAuthenticator, type Wiles } from './software-authenticator.js';

const ORIGIN = 'https://control.naif.example';
const MINUTE = 60_000;

describe('passkeys', () => {
  let test: TestApp;
  let account: TestAccount;
  let cookie: string;
  let addresses = 0;

  beforeAll(async () => {
    test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1', PUBLIC_ORIGIN: ORIGIN } });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    test.clock.run();
    account = await test.createAccount('employee');
    cookie = await test.login(account.email);
  });

  const send = (route: string, body?: unknown, who?: string): Promise<Answer> => {
    addresses += 1;
    return call(test, route, {
      headers: { 'x-forwarded-for': `10.4.${addresses >> 8}.${addresses & 255}` },
      ...(body !== undefined && { body }),
      ...(who !== undefined && { cookie: who }),
    });
  };
  const publicKeyOf = ({ body }: Answer): Record<string, unknown> =>
    (body as { publicKey: Record<string, unknown> }).publicKey;
  const creation = async (who = cookie): Promise<Record<string, unknown>> =>
    publicKeyOf(
      await send('POST /api/account/passkeys/options', { currentPassword: TEST_PASSWORD }, who),
    );
  const add = (credential: unknown, label = 'Phone', who = cookie): Promise<Answer> =>
    send('POST /api/account/passkeys', { label, credential }, who);
  const registered = async (): Promise<SoftwareAuthenticator> => {
    const device = new SoftwareAuthenticator(ORIGIN);
    expect((await add(device.create(await creation()))).status).toBe(201);
    return device;
  };
  const begin = (): Promise<Answer> => send('POST /api/auth/passkey/options');
  const finish = (begun: Answer, credential: unknown): Promise<Answer> =>
    send('POST /api/auth/passkey', { credential }, begun.cookie);
  const login = async (device: SoftwareAuthenticator, wiles?: Wiles): Promise<Answer> => {
    const begun = await begin();
    return finish(begun, device.get(publicKeyOf(begun), wiles));
  };
  const list = async (): Promise<Record<string, unknown>[]> => {
    const { body } = await send('GET /api/account/passkeys', undefined, cookie);
    return (body as { items: Record<string, unknown>[] }).items;
  };

  describe('are added', () => {
    it('with the password: made for this host, known by its device, held by its owner', async () => {
      const options = await creation();
      expect(options).toMatchObject({
        rp: { id: 'control.naif.example', name: 'NAIF Control' },
        user: { name: account.email },
        attestation: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      const device = new SoftwareAuthenticator(ORIGIN);
      const added = await add(device.create(options), ' Téléphone ');
      expect(added.status).toBe(201);
      expect(added.body).toEqual({
        id: expect.any(String) as string,
        label: 'Téléphone',
        backedUp: true,
        createdAt: expect.any(String) as string,
      });
      expect(await list()).toEqual([added.body]);
      const mail = await mailed(test, 'passkey-added', account.email);
      expect(mail.text).toContain('Téléphone');
      // A device that has one is told not to make another.
      expect(await creation()).toMatchObject({ excludeCredentials: [{ id: device.id }] });
    });

    it('not without the password', async () => {
      const body = { currentPassword: 'wrong' };
      expect(refusal(await send('POST /api/account/passkeys/options', body, cookie))).toBe(
        '400 AUTH.WRONG_PASSWORD',
      );
    });

    it.each<[string, Wiles]>([
      ['for another page', { origin: 'https://evil.example' }],
      ['for another host', { rpId: 'evil.example' }],
      ['for another challenge', { challenge: 'AAAA' }],
      ['without checking who holds it', { verified: false }],
    ])('not when they were made %s', async (_, wiles) => {
      const device = new SoftwareAuthenticator(ORIGIN);
      const answer = await add(device.create(await creation(), wiles));
      expect(refusal(answer)).toBe('400 AUTH.PASSKEY_NOT_USABLE');
      expect(faults(answer)).toEqual(['/credential AUTH.PASSKEY_NOT_USABLE']);
      expect(await list()).toEqual([]);
    });

    it.each(notOkBodies('passkey'))('not ok: $name', async ({ body, faults: expected }) => {
      await creation();
      const answer = await send('POST /api/account/passkeys', body, cookie);
      expect(answer.status).toBe(400);
      expect(faults(answer)).toEqual(expected);
    });

    it('once a challenge, within five minutes, in the session that asked', async () => {
      const device = new SoftwareAuthenticator(ORIGIN);
      const made = device.create(await creation());
      const other = await test.login(account.email);
      expect(refusal(await add(made, 'Phone', other))).toBe('400 AUTH.PASSKEY_NOT_USABLE');
      expect((await add(made)).status).toBe(201);
      expect(refusal(await add(made))).toBe('400 AUTH.PASSKEY_NOT_USABLE');
      const late = new SoftwareAuthenticator(ORIGIN).create(await creation());
      test.clock.advance(5 * MINUTE);
      expect(refusal(await add(late))).toBe('400 AUTH.PASSKEY_NOT_USABLE');
    });

    it('not twice, even for another account', async () => {
      const device = await registered();
      const stranger = await test.loggedInAs('employee');
      const made = device.create(await creation(stranger));
      expect(refusal(await add(made, 'Mine now', stranger))).toBe('409 AUTH.PASSKEY_TAKEN');
    });
  });

  describe('log in', () => {
    it('without anybody typing who they are', async () => {
      const device = await registered();
      const begun = await begin();
      expect(publicKeyOf(begun)).toMatchObject({
        rpId: 'control.naif.example',
        userVerification: 'required',
      });
      expect(publicKeyOf(begun)['allowCredentials'] ?? []).toEqual([]);
      expect(begun.cookies).toEqual([
        expect.stringMatching(
          /^naif_passkey=[\w-]{43}; Path=\/api\/auth; Expires=[^;]+; HttpOnly;.* SameSite=Strict/,
        ),
      ]);
      const done = await finish(begun, device.get(publicKeyOf(begun)));
      expect(done.body).toMatchObject({ account: { id: account.id } });
      expect((await send('GET /api/auth/me', undefined, done.cookie)).status).toBe(200);
      const [passkey] = await list();
      expect(passkey).toHaveProperty('lastUsedAt');
    });

    it('in place of password and second factor', async () => {
      const device = await registered();
      const emailCodes = { currentPassword: TEST_PASSWORD, enabled: true };
      await send('POST /api/account/second-factor/email-codes', emailCodes, cookie);
      const body = { email: account.email, password: TEST_PASSWORD };
      expect((await send('POST /api/auth/login', body)).body).toHaveProperty('secondFactor');
      expect((await login(device)).body).toHaveProperty('account');
    });

    it.each<[string, Wiles]>([
      ['of a page elsewhere', { origin: 'https://evil.example' }],
      ['for another host', { rpId: 'evil.example' }],
      ['of another challenge', { challenge: 'AAAA' }],
      ['without checking who holds it', { verified: false }],
      ['with another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
      ['with a count that stands still, as a copy’s does', { counter: 0 }],
      ['in somebody else’s name', { userHandle: Buffer.from('x').toString('base64url') }],
      ['in nobody’s name', { userHandle: '' }],
    ])('not by an answer %s', async (_, wiles) => {
      const device = await registered();
      expect((await login(device)).status).toBe(200);
      const answer = await login(device, wiles);
      expect(refusal(answer)).toBe('401 AUTH.PASSKEY_REFUSED');
      expect(answer.cookies).toEqual([]);
    });

    it('not by an answer that comes again, nor without its cookie, nor too late', async () => {
      const device = await registered();
      const begun = await begin();
      const signed = device.get(publicKeyOf(begun));
      expect(refusal(await send('POST /api/auth/passkey', { credential: signed }))).toBe(
        '401 AUTH.PASSKEY_REFUSED',
      );
      const twice = await Promise.all([finish(begun, signed), finish(begun, signed)]);
      expect(twice.map(({ status }) => status).sort()).toEqual([200, 401]);
      const late = await begin();
      test.clock.advance(5 * MINUTE);
      expect(refusal(await finish(late, device.get(publicKeyOf(late))))).toBe(
        '401 AUTH.PASSKEY_REFUSED',
      );
    });

    it.each([{}, { id: 1 }, { id: 'a', response: null }, { response: { signature: [] } }])(
      'not by something that is no answer: %j',
      async (credential) => {
        expect(refusal(await finish(await begin(), credential))).toBe('401 AUTH.PASSKEY_REFUSED');
      },
    );

    it('not into a closed account, nor with an unknown or removed passkey: all alike', async () => {
      const removed = await registered();
      const [passkey] = await list();
      const route = `DELETE /api/account/passkeys/${String(passkey!['id'])}`;
      const stranger = await test.loggedInAs('admin');
      expect(refusal(await send(route, undefined, stranger))).toBe('404 AUTH.PASSKEY_NOT_FOUND');
      expect((await send(route, undefined, cookie)).status).toBe(204);
      expect(await list()).toEqual([]);
      const closed = await registered();
      await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [account.id]);
      const unknown = new SoftwareAuthenticator(ORIGIN);
      const answers = [await login(removed), await login(closed), await login(unknown)];
      for (const answer of answers) expect(refusal(answer)).toBe('401 AUTH.PASSKEY_REFUSED');
    });

    it('not too often from one address', async () => {
      const ask = (): Promise<Answer> =>
        call(test, 'POST /api/auth/passkey/options', {
          headers: { 'x-forwarded-for': '192.0.2.90' },
        });
      for (let i = 0; i < 30; i += 1) expect((await ask()).status).toBe(200);
      expect(refusal(await ask())).toBe('429 AUTH.TOO_MANY_ATTEMPTS');
    });
  });
});

describe('passkeys of the demo', () => {
  it('work at http://localhost, and at its address the refusal says why they cannot', async () => {
    const test = await TestApp.start();
    try {
      const { email } = await test.createAccount('employee');
      const cookie = await test.login(email);
      const origin = test.origin.replace('127.0.0.1', 'localhost');
      const at = (place: string, route: string, body?: unknown, who = cookie): Promise<Answer> =>
        call({ origin: place } as TestApp, route, {
          cookie: who,
          headers: { origin: place },
          ...(body !== undefined && { body }),
        });
      const password = { currentPassword: TEST_PASSWORD };
      const refused = await at(test.origin, 'POST /api/account/passkeys/options', password);
      expect(refusal(refused)).toBe('409 AUTH.PASSKEY_NEEDS_NAME');
      expect((refused.body as { detail: string }).detail).toContain('http://localhost');

      const device = new SoftwareAuthenticator(origin);
      const options = await at(origin, 'POST /api/account/passkeys/options', password);
      const { publicKey } = options.body as { publicKey: { rp: { id: string } } };
      expect(publicKey.rp.id).toBe('localhost');
      const credential = device.create(publicKey);
      const added = await at(origin, 'POST /api/account/passkeys', { label: 'Key', credential });
      expect(added.status).toBe(201);
      const begun = await at(origin, 'POST /api/auth/passkey/options');
      const signed = device.get((begun.body as { publicKey: unknown }).publicKey);
      const body = { credential: signed };
      const done = await at(origin, 'POST /api/auth/passkey', body, begun.cookie);
      expect(done.body).toMatchObject({ account: { email } });
    } finally {
      await test.close();
    }
  });
});
