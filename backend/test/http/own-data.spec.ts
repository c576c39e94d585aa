import { TestApp, type TestAccount } from './app-harness.js';
import { call, refusal } from './call.js';
import { createDocument } from './documents.js';
import { createVehicle, enrolledVehicle, type TestDevice } from './test-device.js';
import { upload } from './uploads.js';

const NOW = Date.UTC(2026, 10, 25, 12);

interface OwnData {
  readonly madeAt: string;
  readonly client: Record<string, unknown>;
  readonly [section: string]: unknown;
}

describe('what is held about a client', () => {
  let test: TestApp;
  let employee: string;
  let own: TestAccount;
  let cookie: string;

  beforeAll(async () => {
    test = await TestApp.start({ nowMs: NOW });
    employee = await test.loggedInAs('employee');
    own = await test.createAccount('client');
    cookie = await test.login(own.email);
  });
  afterAll(() => test.close());

  const download = async (as = cookie): Promise<OwnData> => {
    const answer = await call(test, 'GET /api/account/data', { cookie: as });
    expect(answer.status).toBe(200);
    return answer.body as OwnData;
  };

  /** So many readings, a second apart, the last one now. */
  async function drive(device: TestDevice, count: number): Promise<void> {
    for (let sent = 0; sent < count; sent += 1000) {
      const records = Array.from({ length: Math.min(1000, count - sent) }, (_, index) => ({
        time: new Date(NOW - (count - sent - index) * 1000).toISOString(),
        data: { sensors: [{ sensor: 'obd2', speed: (sent + index) % 200 }] },
      }));
      const body = { localtime: new Date(NOW).toISOString(), records };
      expect((await upload(test, device, body)).body).toMatchObject({ stored: records.length });
    }
  }

  it('is a file of its own, kept by nobody on the way', async () => {
    const answer = await call(test, 'GET /api/account/data', { cookie });
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="naif-control-data.json"',
      'cache-control': 'private, no-store',
    });
  });

  it('is all there, empty where there is nothing', async () => {
    const data = await download();
    expect(data).toMatchObject({
      madeAt: new Date(NOW).toISOString(),
      client: { id: own.clientId, kind: 'person', firstName: 'Ada', lastName: 'Test' },
      accounts: [{ id: own.id, email: own.email, language: 'fr' }],
      sessions: [{ address: '127.0.0.1' }],
      formerIds: [],
      drivers: [],
      vehicles: [],
      contracts: [],
      documents: [],
      notes: [],
      readings: [],
    });
  });

  it('is all there when there is much, and only what is theirs', async () => {
    const { vehicle, device } = await enrolledVehicle(test, employee, own.clientId);
    await drive(device, 5200);
    const idle = await createVehicle(test, own.clientId);
    const path = `/api/clients/${own.clientId}`;
    await call(test, `POST ${path}/notes`, { cookie: employee, body: { text: 'Rappelé.' } });
    const driver = { firstName: 'C', lastName: 'F', birthDate: '2000-01-01', relation: 'child' };
    await call(test, `POST ${path}/drivers`, { cookie: employee, body: driver });
    const otherPhones = ['+33478123456'];
    await call(test, `PATCH ${path}`, { cookie: employee, body: { version: 1, otherPhones } });
    const documentId = await createDocument(test, employee, own.clientId!);
    const contract = { clientId: own.clientId, vehicleId: vehicle.id, formula: 'third-party' };
    await call(test, 'POST /api/contracts', {
      cookie: employee,
      body: { ...contract, startsOn: '2026-01-01', premiumCents: 12_345 },
    });
    // Of somebody else.
    const foreign = await enrolledVehicle(test, employee);
    await drive(foreign.device, 3);
    await createDocument(test, employee, foreign.vehicle.clientId);

    const data = await download();
    expect(data).toMatchObject({
      client: { otherPhones },
      notes: [{ text: 'Rappelé.' }],
      drivers: [{ firstName: 'C', birthDate: '2000-01-01' }],
      vehicles: [{ id: vehicle.id }, { id: idle.id }],
      contracts: [{ vehicleId: vehicle.id, premiumCents: 12_345 }],
      documents: [{ id: documentId, contentType: 'application/pdf' }],
      contractVersions: [{ premiumCents: 12_345 }],
      ownerships: [{ vehicleId: vehicle.id }, { vehicleId: idle.id }],
    });
    // What the database works out for searching is the system’s own affair.
    for (const own of ['search', 'nameKey', 'phoneDigits']) {
      expect(data['client']).not.toHaveProperty(own);
    }
    const trail = data['trail'] as { verb: string; actorRole: string }[];
    expect(trail).toContainEqual(
      expect.objectContaining({ verb: 'add-note', actorRole: 'employee' }),
    );
    const [first, second] = data['readings'] as { vehicleId: string; readings: object[] }[];
    expect(first!.vehicleId).toBe(vehicle.id);
    expect(first!.readings).toHaveLength(5200);
    expect(first!.readings[0]).toMatchObject({ speedKmh: 0 });
    expect(first!.readings.at(-1)).toMatchObject({ speedKmh: 5199 % 200 });
    expect(new Set(first!.readings.map((one) => (one as { time: string }).time)).size).toBe(5200);
    expect(second).toEqual({ vehicleId: idle.id, readings: [] });
    const text = JSON.stringify(data);
    expect(text).not.toContain(foreign.vehicle.id);
    expect(text).not.toContain(foreign.vehicle.clientId);
    const { file } = (data['documents'] as { file: string }[])[0]!;
    expect((await call(test, `GET ${file}`, { cookie })).status).toBe(200);
  });

  it('is of a vehicle that changed hands the time in which it was theirs', async () => {
    const { vehicle, device } = await enrolledVehicle(test, employee);
    await drive(device, 40);
    const [former, present] = [
      await test.createAccount('client'),
      await test.createAccount('client'),
    ];
    // 25 November begins in France at 23 o'clock UTC.
    await test.pool.query(
      `UPDATE vehicle_owners SET client_id = $2, period = daterange(NULL, '2026-11-25') WHERE vehicle_id = $1`,
      [vehicle.id, former.clientId],
    );
    await test.pool.query(
      `INSERT INTO vehicle_owners (vehicle_id, client_id, period) VALUES ($1, $2, daterange('2026-11-25', NULL))`,
      [vehicle.id, present.clientId],
    );
    const before = {
      time: '2026-11-24T22:59:59.000Z',
      data: { sensors: [{ sensor: 'obd2', speed: 7 }] },
    };
    await upload(test, device, { localtime: before.time, records: [before] });
    const ofFormer = await download(await test.login(former.email));
    expect(ofFormer).toMatchObject({
      vehicles: [],
      ownerships: [{ vehicleId: vehicle.id, until: '2026-11-25' }],
      readings: [{ vehicleId: vehicle.id, readings: [{ time: before.time, speedKmh: 7 }] }],
    });
    const ofPresent = await download(await test.login(present.email));
    expect(ofPresent).toMatchObject({ vehicles: [{ id: vehicle.id }] });
    const [told] = ofPresent['readings'] as { readings: unknown[] }[];
    expect(told!.readings).toHaveLength(40);
    expect(JSON.stringify(ofPresent)).not.toContain(before.time);
  });

  describe('as tables', () => {
    const table = async (section: string, as = cookie): Promise<string[]> => {
      const answer = await call(test, `GET /api/account/data?format=csv&section=${section}`, {
        cookie: as,
      });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'text/csv; charset=utf-8',
      ]);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="naif-control-${section}.csv"`,
      );
      return (answer.body as string)
        .replace(/^\uFEFF/, '')
        .trimEnd()
        .split('\r\n');
    };

    it('has a row for each thing that the document holds', async () => {
      const data = await download();
      for (const [section, held] of Object.entries(data)) {
        if (!Array.isArray(held) || section === 'readings' || held.length === 0) continue;
        // Whoever takes a table away leaves a line in the trail.
        if (section === 'trail') continue;
        expect([section, (await table(section)).length - 1]).toEqual([section, held.length]);
      }
      expect((await table('client'))[1]).toContain(own.email);
      expect((await table('trail')).join()).toContain('download');
    });

    it('has every reading, and whose it is', async () => {
      const [header, ...rows] = await table('readings');
      expect(header).toMatch(/^vehicleId;time;speedKmh;latitude;/);
      expect(rows).toHaveLength(5200);
      const stranger = await test.createAccount('client');
      expect(await table('readings', await test.login(stranger.email))).toEqual([header]);
    });

    it.each(['csv', 'csv&section=nothing', 'xml'])('needs to know which: %s', async (query) => {
      const answer = await call(test, `GET /api/account/data?format=${query}`, { cookie });
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      const pointer = query === 'xml' ? 'format' : 'section';
      expect(JSON.stringify(answer.body)).toContain(pointer);
    });
  });

  it('holds no secrets and nothing of how it is stored', async () => {
    const text = JSON.stringify(await download());
    for (const word of [
      'password',
      'hash',
      'argon2',
      'objectKey',
      'token',
      '"search"',
      'foundBy',
      'series',
    ]) {
      expect(text).not.toContain(word);
    }
  });

  it.each(['employee', 'admin', 'auditor'] as const)('is not for %ss', async (role) => {
    const answer = await call(test, 'GET /api/account/data', {
      cookie: await test.loggedInAs(role),
    });
    expect(refusal(answer)).toBe('403 AUTH.FORBIDDEN');
  });

  it('is nothing of another client', async () => {
    const stranger = await test.createAccount('client');
    const data = await download(await test.login(stranger.email));
    expect(data.client).toMatchObject({ id: stranger.clientId });
    expect(JSON.stringify(data)).not.toContain(own.clientId);
  });
});
