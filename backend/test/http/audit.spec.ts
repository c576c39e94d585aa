import { randomUUID } from 'node:crypto';
import { type TestAccount, TestApp } from './app-harness.js';
import { recordAll, SOME_CLIENT, verifyChain } from './audit-chain.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createVehicle, enrolledVehicle, TestDevice } from './test-device.js';
import { upload } from './uploads.js';

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly actor: Readonly<Record<string, string>>;
  readonly verb: string;
  readonly kind: string;
  readonly objectId: string;
  readonly clientId?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

let test: TestApp;
let employee: TestAccount;
let cookie: string;
let admin: string;

beforeAll(async () => {
  test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1' } });
  employee = await test.createAccount('employee');
  cookie = await test.login(employee.email);
  admin = await test.loggedInAs('admin');
});
afterAll(async () => {
  // Whatever was done above: the chain is whole, and no secret is in it.
  expect((await verifyChain(test)).fault).toBeUndefined();
  await test.close();
});

const audit = (query: string): Promise<Answer> =>
  call(test, `GET /api/audit?${query}`, { cookie: admin });
async function entries(query = ''): Promise<Entry[]> {
  const answer = await audit(query);
  expect(answer.status).toBe(200);
  return (answer.body as { items: Entry[] }).items;
}
const idOf = ({ body }: Answer): string => (body as { id: string }).id;
const post = (route: string, body?: unknown): Promise<Answer> =>
  call(test, `POST ${route}`, {
    cookie,
    headers: { 'x-forwarded-for': '203.0.113.5', 'x-request-id': 'the-request' },
    ...(body !== undefined && { body }),
  });
/** Who did what the employee did, and from where. */
const byEmployee = () => ({
  actor: {
    role: 'employee',
    id: employee.id,
    name: employee.email,
    sessionId: expect.any(String) as string,
  },
  address: '203.0.113.5',
  requestId: 'the-request',
});

describe('an entry is left by', () => {
  it('a new client', async () => {
    const body = { firstName: 'Amélie', lastName: 'Lefèvre', email: 'amelie@example.fr' };
    const id = idOf(await post('/api/clients', body));
    expect(await entries(`objectId=${id}`)).toEqual([
      {
        seq: expect.any(Number) as number,
        at: expect.stringMatching(/^20\d\d-.*Z$/) as string,
        ...byEmployee(),
        verb: 'create',
        kind: 'client',
        objectId: id,
        clientId: id,
        after: expect.objectContaining(body) as unknown,
      },
    ]);
  });

  it('a new vehicle and a new contract', async () => {
    const clientId = await test.createClient();
    const car = {
      clientId,
      vin: 'VF1AUD1T000000001',
      plate: 'AV-001-DT',
      make: 'Renault',
      model: 'Clio',
    };
    const vehicleId = idOf(await post('/api/vehicles', car));
    const contract = {
      clientId,
      vehicleId,
      formula: 'comprehensive',
      startsOn: '2026-01-01',
      premiumCents: 50_000,
    };
    const contractId = idOf(await post('/api/contracts', contract));
    expect(await entries(`clientId=${clientId}`)).toMatchObject([
      {
        ...byEmployee(),
        verb: 'create',
        kind: 'contract',
        objectId: contractId,
        clientId,
        after: { ...contract, status: 'quote', number: expect.any(String) as string },
      },
      {
        ...byEmployee(),
        verb: 'create',
        kind: 'vehicle',
        objectId: vehicleId,
        clientId,
        // Without the VIN: the pseudonym says as much.
        after: { clientId, plate: car.plate, make: 'Renault', model: 'Clio' },
      },
    ]);
  });

  it('each step of a device: code, enrolment, another one, revocation', async () => {
    const { id: vehicleId, clientId } = await createVehicle(test);
    await post(`/api/vehicles/${vehicleId}/enrolment-codes`);
    const { code } = (await post(`/api/vehicles/${vehicleId}/enrolment-codes`)).body as {
      code: string;
    };
    const first = await new TestDevice(test).enrol(code);
    // Its receipt was lost: it asks again, and nothing changes.
    await first.enrol(code);
    const { code: next } = (await post(`/api/vehicles/${vehicleId}/enrolment-codes`)).body as {
      code: string;
    };
    const second = await new TestDevice(test).enrol(next);
    await post(`/api/devices/${second.id}/revocation`);
    await post(`/api/devices/${second.id}/revocation`);

    const left = (await entries(`clientId=${clientId}`)).reverse();
    expect(left).toMatchObject([
      {
        ...byEmployee(),
        verb: 'create',
        kind: 'enrolment-code',
        after: { vehicleId, codesVoided: 0 },
      },
      {
        ...byEmployee(),
        verb: 'create',
        kind: 'enrolment-code',
        after: { vehicleId, codesVoided: 1 },
      },
      {
        actor: { role: 'device', id: first.id },
        verb: 'enrol',
        kind: 'device',
        objectId: first.id,
        after: { vehicleId, agentVersion: '0.0.0-test', enrolmentCodeId: left[1]!.objectId },
      },
      { verb: 'create', kind: 'enrolment-code' },
      {
        actor: { role: 'device', id: second.id },
        verb: 'revoke',
        kind: 'device',
        objectId: first.id,
        before: { revokedAt: null },
      },
      {
        actor: { role: 'device', id: second.id },
        verb: 'enrol',
        kind: 'device',
        objectId: second.id,
      },
      {
        ...byEmployee(),
        verb: 'revoke',
        kind: 'device',
        objectId: second.id,
        before: { revokedAt: null },
        after: { revokedAt: expect.any(String) as string },
      },
    ]);
    expect(left).toHaveLength(7);
    const { rows } = await test.pool.query<{ text: string }>(
      'SELECT audit_entries::text AS text FROM audit_entries',
    );
    const everything = rows
      .map(({ text }) => text)
      .join()
      .replaceAll('-', '');
    for (const secret of [code, next]) expect(everything).not.toContain(secret.replaceAll('-', ''));
  });

  it('a command to a device, and by the device that follows it', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const wish = { kind: 'settings', settings: { batchSize: 7 } };
    const route = `/api/vehicles/${vehicle.id}/commands`;
    const commandId = idOf(await post(route, wish));
    expect(idOf(await post(route, wish))).toBe(commandId);
    const other = idOf(await post(route, { kind: 'settings', settings: { batchSize: 9 } }));
    const localtime = new Date(test.clock.now()).toISOString();
    const results = [{ id: other, outcome: 'done' }];
    expect((await upload(test, device, { localtime, records: [], results })).status).toBe(200);

    expect((await entries(`objectId=${device.id}`)).reverse().slice(1)).toMatchObject([
      {
        ...byEmployee(),
        verb: 'command',
        kind: 'device',
        clientId: vehicle.clientId,
        after: { commandId, command: 'settings', settings: { batchSize: 7 } },
      },
      {
        ...byEmployee(),
        verb: 'command',
        kind: 'device',
        after: { commandId: other, replacedCommandId: commandId },
      },
      {
        actor: { role: 'device', id: device.id },
        verb: 'update',
        kind: 'device',
        before: { settings: null },
        after: { settings: { batchSize: 9 } },
      },
    ]);
  });

  it('nothing that was refused', async () => {
    const [newest] = await entries('pageSize=1');
    const body = { firstName: 'A', lastName: 'B', email: 'amelie@example.fr' };
    expect(refusal(await post('/api/clients', body))).toBe('409 CLIENT.EMAIL_TAKEN');
    expect((await post(`/api/vehicles/${randomUUID()}/enrolment-codes`)).status).toBe(404);
    expect((await post(`/api/devices/${randomUUID()}/revocation`)).status).toBe(404);
    expect(await entries('pageSize=1')).toEqual([newest]);
  });

  it('fifty changes at once: one line of them, without a gap', async () => {
    const { entries: before } = await verifyChain(test);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        post('/api/clients', { firstName: 'A', lastName: 'B', email: `fifty-${index}@example.fr` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(await verifyChain(test)).toMatchObject({ entries: before + 50 });
    const left = await entries('kind=client&verb=create&pageSize=50');
    expect(left.map(({ objectId }) => objectId).sort()).toEqual(answers.map(idOf).sort());
  });
});

describe('the trail is searched', () => {
  const objectId = 'searched';
  beforeAll(() =>
    recordAll(test, [
      { verb: 'create', kind: 'import', objectId, clientId: SOME_CLIENT },
      { verb: 'update', kind: 'import', objectId, before: { a: 1 }, after: { a: 2 } },
      { verb: 'update', kind: 'setting', objectId },
      { verb: 'delete', kind: 'setting', objectId, before: {} },
    ]),
  );
  const verbs = async (query: string): Promise<string[]> =>
    (await entries(`objectId=${objectId}&${query}`)).map(({ verb, kind }) => `${verb} ${kind}`);

  it('newest first, by what was done to what', async () => {
    const all = ['delete setting', 'update setting', 'update import', 'create import'];
    expect(await verbs('')).toEqual(all);
    expect(await verbs('kind=setting')).toEqual(all.slice(0, 2));
    expect(await verbs('verb=update')).toEqual(all.slice(1, 3));
    expect(await verbs(`clientId=${SOME_CLIENT}`)).toEqual(['create import']);
    expect(await verbs(`actor=${employee.id}`)).toEqual([]);
    expect((await entries(`actor=${employee.id}`)).length).toBeGreaterThan(0);
    expect((await entries('kind=setting'))[0]).toMatchObject({
      actor: { role: 'system', name: 'test' },
      before: {},
    });
  });

  it('by time, from an instant to before another', async () => {
    const [entry] = await entries(`objectId=${objectId}`);
    const at = Date.parse(entry!.at);
    const iso = (ms: number): string => new Date(ms).toISOString();
    expect(await verbs(`from=${iso(at)}&to=${iso(at + 1)}`)).toHaveLength(4);
    expect(await verbs(`to=${iso(at)}`)).toEqual([]);
    expect(await verbs(`from=${iso(at + 1)}`)).toEqual([]);
    expect(await verbs('from=2026-01-01')).toHaveLength(4);
  });

  it('page by page, while it grows', async () => {
    const page = async (query: string) =>
      (await audit(`objectId=${objectId}&pageSize=3${query}`)).body as {
        items: Entry[];
        next?: number;
      };
    const first = await page('');
    expect(first.items).toHaveLength(3);
    expect(first.next).toBe(first.items[2]!.seq);
    await recordAll(test, [{ verb: 'create', kind: 'setting', objectId }]);
    const second = await page(`&before=${first.next}`);
    expect(second.items.map(({ verb }) => verb)).toEqual(['create']);
    expect(second).not.toHaveProperty('next');
  });

  it.each([
    ['actor=me', '/actor isUuid'],
    ['verb=DROP', '/verb matches'],
    ['kind=person', '/kind isIn'],
    [`objectId=${'x'.repeat(201)}`, '/objectId maxLength'],
    ['clientId=1', '/clientId isUuid'],
    ['from=yesterday', '/from isIso8601'],
    ['to=2026-W48', '/to isInstant'],
    ['before=0', '/before min'],
    ['before=1.5', '/before isInt'],
    ['pageSize=101', '/pageSize max'],
    ['sort=seq', '/sort unknownField'],
  ])('not by %s', async (query, fault) => {
    const answer = await audit(query);
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toContain(fault);
  });

  it('and takes any text for an id as a text', async () => {
    expect(await entries(`objectId=${encodeURIComponent("' OR true --")}`)).toEqual([]);
  });
});
