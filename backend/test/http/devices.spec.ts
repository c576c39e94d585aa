import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { type Answer, call, faults, refusal } from './call.js';
import {
  createVehicle,
  enrolledVehicle,
  TestDevice,
  type TestVehicle,
  type TokenChanges,
} from './test-device.js';

const HOUR = 3_600_000;

describe('devices', () => {
  let test: TestApp;
  let cookie: string;

  beforeAll(async () => {
    // The caller's address comes from the header, as behind a proxy.
    test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1' } });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    test.clock.run();
    cookie = await test.loggedInAs('employee');
  });

  async function newCode(vehicle: TestVehicle): Promise<string> {
    const answer = await call(test, `POST /api/vehicles/${vehicle.id}/enrolment-codes`, { cookie });
    expect(answer.status).toBe(201);
    return (answer.body as { code: string }).code;
  }

  function enrol(
    code: string,
    { publicKey } = new TestDevice(test),
    address = '192.0.2.1',
  ): Promise<Answer> {
    const headers = { 'x-forwarded-for': address };
    return call(test, 'POST /api/embedded/enrolments', { body: { code, publicKey }, headers });
  }

  /** Any request of the device: what its token is worth. */
  function upload(
    device: TestDevice,
    carId = device.carId,
    authorization = `Bearer ${device.token()}`,
  ): Promise<Answer> {
    const time = new Date(test.clock.now()).toISOString();
    return call(test, `POST /api/embedded/${carId}/UploadData`, {
      headers: { authorization },
      body: { localtime: time, records: [{ time, data: { sensors: [] } }] },
    });
  }

  describe('an enrolment code', () => {
    it('is shown once, in two groups, and is good for a day', async () => {
      const vehicle = await createVehicle(test);
      const answer = await call(test, `POST /api/vehicles/${vehicle.id}/enrolment-codes`, {
        cookie,
      });
      const { code, expiresAt } = answer.body as { code: string; expiresAt: string };
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      const lifeMs = Date.parse(expiresAt) - Date.now();
      expect(lifeMs).toBeGreaterThan(23.9 * HOUR);
      expect(lifeMs).toBeLessThanOrEqual(24 * HOUR);
      const { rows } = await test.pool.query(
        'SELECT to_jsonb(c) AS row FROM enrolment_codes c WHERE vehicle_id = $1',
        [vehicle.id],
      );
      expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''));
    });

    it('makes a key the vehicle’s device', async () => {
      const vehicle = await createVehicle(test);
      const answer = await enrol(await newCode(vehicle));
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        carId: vehicle.carId,
        deviceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        audience: 'naif-control',
        settings: { samplingIntervalMs: 1000, batchSize: 5 },
        vinCheck: {
          salt: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/) as string,
          digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        },
      });
      const { body } = await call(test, `GET /api/vehicles/${vehicle.id}`, { cookie });
      expect(body).toMatchObject({
        device: {
          id: (answer.body as { deviceId: string }).deviceId,
          enrolledAt: expect.any(String) as string,
        },
      });
    });

    it('comes with what tells the right car from another, and without its VIN', async () => {
      const vehicle = await createVehicle(test);
      const answer = await enrol(await newCode(vehicle));
      const { salt, digest } = (answer.body as { vinCheck: { salt: string; digest: string } })
        .vinCheck;
      const { rows } = await test.pool.query<{ vin: string }>(
        'SELECT vin FROM vehicles WHERE id = $1',
        [vehicle.id],
      );
      const hmac = (vin: string): string =>
        createHmac('sha256', Buffer.from(salt, 'base64url')).update(vin).digest('hex');
      expect(digest).toBe(hmac(rows[0]!.vin));
      expect(digest).not.toBe(hmac('VF1TEST0000999999'));
      expect(JSON.stringify(answer.body)).not.toContain(rows[0]!.vin);
    });

    it('may be typed carelessly', async () => {
      const code = await newCode(await createVehicle(test));
      expect(
        (
          await enrol(
            ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `,
          )
        ).status,
      ).toBe(201);
    });

    it('works once', async () => {
      const code = await newCode(await createVehicle(test));
      const device = new TestDevice(test);
      expect((await enrol(code, device)).status).toBe(201);
      expect(refusal(await enrol(code))).toBe('409 ENROLMENT.CODE_USED');
    });

    it('answers whoever used it again: the first receipt may be lost on the way', async () => {
      const code = await newCode(await createVehicle(test));
      const device = new TestDevice(test);
      const first = await enrol(code, device);
      const again = await enrol(code, device);
      expect(again.status).toBe(201);
      // But for the VIN's salt, which is new each time.
      const vinCheck = expect.any(Object) as unknown;
      expect(again.body).toEqual({ ...(first.body as object), vinCheck });
    });

    it('is closed to its user, too, once the device was revoked', async () => {
      const code = await newCode(await createVehicle(test));
      const device = new TestDevice(test);
      await enrol(code, device);
      await test.pool.query('UPDATE devices SET revoked_at = now() WHERE public_key = $1', [
        device.publicKey,
      ]);
      expect(refusal(await enrol(code, device))).toBe('409 ENROLMENT.CODE_USED');
    });

    it('works once also when two use it at the same time', async () => {
      const vehicle = await createVehicle(test);
      const code = await newCode(vehicle);
      const answers = await Promise.all(Array.from({ length: 5 }, () => enrol(code)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
      const { rows } = await test.pool.query(
        'SELECT revoked_at FROM devices WHERE vehicle_id = $1',
        [vehicle.id],
      );
      expect(rows).toEqual([{ revoked_at: null }]);
    });

    it('expires', async () => {
      const code = await newCode(await createVehicle(test));
      test.clock.advance(24 * HOUR + 1000);
      expect(refusal(await enrol(code))).toBe('410 ENROLMENT.CODE_EXPIRED');
    });

    it('gives way to a newer one', async () => {
      const vehicle = await createVehicle(test);
      const older = await newCode(vehicle);
      const newer = await newCode(vehicle);
      expect(refusal(await enrol(older))).toBe('404 ENROLMENT.CODE_UNKNOWN');
      expect((await enrol(newer)).status).toBe(201);
    });

    it('can be made many times at once, and one of them counts', async () => {
      const vehicle = await createVehicle(test);
      const codes = await Promise.all(Array.from({ length: 4 }, () => newCode(vehicle)));
      const statuses: number[] = [];
      for (const code of codes) statuses.push((await enrol(code)).status);
      expect(statuses.sort()).toEqual([201, 404, 404, 404]);
    });

    it('is not made for a vehicle that does not exist', async () => {
      const answer = await call(test, `POST /api/vehicles/${randomUUID()}/enrolment-codes`, {
        cookie,
      });
      expect(refusal(answer)).toBe('404 VEHICLE.NOT_FOUND');
    });

    it.each(['AAAAA-AAAAA', 'short', ''])('cannot be guessed: %j', async (code) => {
      expect(refusal(await enrol(code, undefined, '192.0.2.50'))).toBe(
        '404 ENROLMENT.CODE_UNKNOWN',
      );
    });

    it('cannot be guessed by trying often, nor keeps guessing others from working', async () => {
      const code = await newCode(await createVehicle(test));
      for (let i = 0; i < 10; i += 1)
        expect((await enrol('00000-00000', undefined, '192.0.2.60')).status).toBe(404);
      const answer = await enrol(code, undefined, '192.0.2.60');
      expect(refusal(answer)).toBe('429 ENROLMENT.TOO_MANY_ATTEMPTS');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await enrol(code, undefined, '192.0.2.61')).status).toBe(201);
    });

    it('needs a usable public key, and is not spent by a bad one', async () => {
      const code = await newCode(await createVehicle(test));
      const body = { code, publicKey: 'too-short' };
      const answer = await call(test, 'POST /api/embedded/enrolments', { body });
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual(['/publicKey matches']);
      expect((await enrol(code)).status).toBe(201);
    });

    it('does not let one key speak for two vehicles', async () => {
      const device = new TestDevice(test);
      expect((await enrol(await newCode(await createVehicle(test)), device)).status).toBe(201);
      const answer = await enrol(await newCode(await createVehicle(test)), device);
      expect(refusal(answer)).toBe('409 ENROLMENT.KEY_TAKEN');
      expect(faults(answer)).toEqual(['/publicKey ENROLMENT.KEY_TAKEN']);
    });
  });

  describe('a second enrolment', () => {
    it('revokes the device that the vehicle had', async () => {
      const { vehicle, device } = await enrolledVehicle(test, cookie);
      expect((await upload(device)).status).toBe(200);
      const next = await new TestDevice(test).enrol(await newCode(vehicle));
      expect(refusal(await upload(device))).toBe('401 DEVICE.REVOKED');
      expect((await upload(next)).status).toBe(200);
    });

    it('with the same key is the same device: its receipt was lost', async () => {
      const { vehicle, device } = await enrolledVehicle(test, cookie);
      const { id } = device;
      await device.enrol(await newCode(vehicle));
      expect(device.id).toBe(id);
      expect((await upload(device)).status).toBe(200);
    });
  });

  it('are shown with the last word of their agent', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const time = new Date(test.clock.now()).toISOString();
    await call(test, `POST /api/embedded/${device.carId}/UploadData`, {
      headers: { authorization: `Bearer ${device.token()}` },
      body: {
        localtime: time,
        records: [],
        status: { time, power: 'driving', agent_version: '1.2.3' },
      },
    });
    const shown = async (): Promise<unknown> =>
      (
        (await call(test, `GET /api/vehicles/${vehicle.id}`, { cookie })).body as {
          device: unknown;
        }
      ).device;
    const deadline = Date.now() + 20_000;
    while (!JSON.stringify(await shown()).includes('lastStatusAt') && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(await shown()).toMatchObject({
      id: device.id,
      agentVersion: '1.2.3',
      lastStatusAt: time,
    });
  });

  describe('a token', () => {
    let device: TestDevice;
    beforeEach(async () => {
      ({ device } = await enrolledVehicle(test, cookie));
    });

    it('is good until it expires, however often it is sent', async () => {
      const token = `Bearer ${device.token()}`;
      for (let i = 0; i < 3; i += 1)
        expect((await upload(device, device.carId, token)).status).toBe(200);
      test.clock.advance(361_000);
      expect(refusal(await upload(device, device.carId, token))).toBe('401 DEVICE.TOKEN_EXPIRED');
    });

    it.each<[string, (now: number) => TokenChanges, string]>([
      [
        'forged with another key',
        () => ({ key: generateKeyPairSync('ed25519').privateKey }),
        '401 DEVICE.TOKEN_INVALID',
      ],
      [
        'of a device that nobody knows',
        () => ({ header: { kid: randomUUID() } }),
        '401 DEVICE.TOKEN_INVALID',
      ],
      ['of no device', () => ({ header: { kid: 'x' } }), '401 DEVICE.TOKEN_INVALID'],
      [
        'without a signature algorithm',
        () => ({ header: { alg: 'none' } }),
        '401 DEVICE.TOKEN_INVALID',
      ],
      [
        'for another audience',
        () => ({ claims: { aud: 'naif.example' } }),
        '401 DEVICE.TOKEN_INVALID',
      ],
      [
        'that lives too long',
        (now) => ({ claims: { exp: now + 601 } }),
        '401 DEVICE.TOKEN_INVALID',
      ],
      [
        'that has expired',
        (now) => ({ claims: { iat: now - 500, exp: now - 200 } }),
        '401 DEVICE.TOKEN_EXPIRED',
      ],
      [
        'of a clock far behind',
        (now) => ({ claims: { iat: now - 7200, exp: now - 6900 } }),
        '401 DEVICE.CLOCK_WRONG',
      ],
      [
        'of a clock ahead',
        (now) => ({ claims: { iat: now + 90, exp: now + 390 } }),
        '401 DEVICE.CLOCK_WRONG',
      ],
      ['that is not valid yet', (now) => ({ claims: { nbf: now + 90 } }), '401 DEVICE.CLOCK_WRONG'],
      [
        'about another vehicle',
        () => ({ claims: { sub: 'f'.repeat(64) } }),
        '403 DEVICE.WRONG_VEHICLE',
      ],
    ])('%s is refused', async (_, changes, expected) => {
      const token = device.token(changes(Math.floor(test.clock.now() / 1000)));
      const answer = await upload(device, device.carId, `Bearer ${token}`);
      expect(refusal(answer)).toBe(expected);
      expect(Date.parse(answer.headers.get('date') ?? '')).not.toBeNaN();
    });

    it('does not open another vehicle', async () => {
      const other = await enrolledVehicle(test, cookie);
      expect(refusal(await upload(device, other.vehicle.carId))).toBe('403 DEVICE.WRONG_VEHICLE');
      expect(refusal(await upload(device, 'f'.repeat(64)))).toBe('403 DEVICE.WRONG_VEHICLE');
    });

    it.each(['', 'Bearer', 'Basic eDp5'])('is missing in %j', async (authorization) => {
      expect(refusal(await upload(device, device.carId, authorization))).toBe(
        '401 DEVICE.TOKEN_MISSING',
      );
    });

    it('is not replaced by a person’s session', async () => {
      const answer = await call(test, `POST /api/embedded/${device.carId}/UploadData`, {
        cookie,
        body: {},
      });
      expect(refusal(answer)).toBe('401 DEVICE.TOKEN_MISSING');
    });

    it('opens nothing that is for people', async () => {
      const headers = { authorization: `Bearer ${device.token()}` };
      expect(refusal(await call(test, 'GET /api/vehicles', { headers }))).toBe(
        '401 AUTH.NOT_AUTHENTICATED',
      );
    });
  });

  describe('revocation', () => {
    it('works at once, also for a token that was good a moment ago', async () => {
      const { vehicle, device } = await enrolledVehicle(test, cookie);
      const token = `Bearer ${device.token()}`;
      expect((await upload(device, device.carId, token)).status).toBe(200);
      expect(
        (await call(test, `POST /api/devices/${device.id}/revocation`, { cookie })).status,
      ).toBe(204);
      expect(refusal(await upload(device, device.carId, token))).toBe('401 DEVICE.REVOKED');
      const { body } = await call(test, `GET /api/vehicles/${vehicle.id}`, { cookie });
      expect(body).toMatchObject({ device: null });
    });

    it('of a device under load leaves no request behind that gets through later', async () => {
      const { device } = await enrolledVehicle(test, cookie);
      const during = Array.from({ length: 20 }, () => upload(device));
      await call(test, `POST /api/devices/${device.id}/revocation`, { cookie });
      expect(refusal(await upload(device))).toBe('401 DEVICE.REVOKED');
      for (const answer of await Promise.all(during)) expect([200, 401]).toContain(answer.status);
    });

    it('may be said twice, and is not for devices that do not exist', async () => {
      const { device } = await enrolledVehicle(test, cookie);
      for (let i = 0; i < 2; i += 1) {
        expect(
          (await call(test, `POST /api/devices/${device.id}/revocation`, { cookie })).status,
        ).toBe(204);
      }
      const answer = await call(test, `POST /api/devices/${randomUUID()}/revocation`, { cookie });
      expect(refusal(answer)).toBe('404 DEVICE.NOT_FOUND');
    });

    it('tells a stranger who only knows the device’s id nothing', async () => {
      const { device } = await enrolledVehicle(test, cookie);
      await call(test, `POST /api/devices/${device.id}/revocation`, { cookie });
      const forged = device.token({ key: generateKeyPairSync('ed25519').privateKey });
      expect(refusal(await upload(device, device.carId, `Bearer ${forged}`))).toBe(
        '401 DEVICE.TOKEN_INVALID',
      );
    });
  });
});
