import { io, type Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { SettableClock } from '../../src/adapters/memory/settable-clock.js';
import { AuditTrail } from '../../src/modules/audit/audit-trail.js';
import { Looks } from '../../src/modules/audit/looks.js';
import type { Viewer } from '../../src/modules/auth/viewer.js';
import { FleetIndex } from '../../src/modules/telemetry/fleet-index.js';
import { LiveGateway } from '../../src/modules/telemetry/live.gateway.js';
import { type TestAccount, TestApp } from './app-harness.js';
import { SYSTEM, verifyChain } from './audit-chain.js';
import { call } from './call.js';
import { createVehicle, type TestVehicle } from './test-device.js';

/** Ten minutes before the hour is full. */
const START = Date.UTC(2026, 10, 25, 10, 50);
const MINUTE = 60_000;

let test: TestApp;
let employee: TestAccount;
let owner: TestAccount;
let vehicle: TestVehicle;
let cookies: Record<'employee' | 'auditor' | 'owner', string>;
/** How many entries the trail had before the test. */
let before: number;
const sockets: Socket[] = [];

beforeAll(async () => {
  test = await TestApp.start({ nowMs: START, env: { TRUST_PROXY: '127.0.0.1' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  test.clock.set(START);
  employee = await test.createAccount('employee');
  owner = await test.createAccount('client');
  vehicle = await createVehicle(test, owner.clientId);
  cookies = {
    employee: await test.login(employee.email),
    auditor: await test.loggedInAs('auditor'),
    owner: await test.login(owner.email),
  };
  before = (await verifyChain(test)).entries;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  expect((await verifyChain(test)).fault).toBeUndefined();
});

const track = (cookie: string, of = vehicle): Promise<number> =>
  call(test, `GET /api/vehicles/${of.id}/track`, { cookie }).then(({ status }) => status);
const latest = (cookie: string): Promise<number> =>
  call(test, `GET /api/vehicles/${vehicle.id}/latest-reading`, { cookie }).then(
    ({ status }) => status,
  );

/** Asks to watch the vehicle over a socket. */
async function watch(cookie: string, vehicleId = vehicle.id): Promise<unknown> {
  const socket = io(test.origin, {
    path: '/api/live',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie, 'x-forwarded-for': '203.0.113.77' },
  });
  sockets.push(socket);
  return socket.timeout(5000).emitWithAck('vehicle:watch', { vehicleId });
}

interface LookRow {
  readonly role: string;
  readonly address: string | null;
  readonly kind: string;
  readonly objectId: string;
}
async function looks(): Promise<LookRow[]> {
  const { rows } = await test.pool.query<LookRow>(
    `SELECT actor_role AS role, address, kind, object_id AS "objectId" FROM audit_entries
     WHERE verb = 'look' AND seq > $1 ORDER BY seq`,
    [before],
  );
  return rows;
}

/** What the owner is told. */
async function told(query = ''): Promise<{ items: Record<string, unknown>[]; total: number }> {
  const answer = await call(test, `GET /api/account/looks?${query}`, { cookie: cookies.owner });
  expect(answer.status).toBe(200);
  return answer.body as { items: Record<string, unknown>[]; total: number };
}

describe('a look at a vehicle leaves a line', () => {
  it('for each person and hour, whatever is opened', async () => {
    expect(await track(cookies.employee)).toBe(200);
    expect(await track(cookies.employee)).toBe(200);
    expect(await latest(cookies.employee)).toBe(204);
    expect(await watch(cookies.employee)).toMatchObject({ ok: true });
    expect(await looks()).toHaveLength(1);
    expect(await track(cookies.auditor)).toBe(200);
    expect((await looks()).map(({ role }) => role)).toEqual(['employee', 'auditor']);

    test.clock.set(START + 10 * MINUTE - 1);
    expect(await track(cookies.auditor)).toBe(200);
    expect(await looks()).toHaveLength(2);
    test.clock.set(START + 10 * MINUTE);
    expect(await track(cookies.employee)).toBe(200);
    expect(await track(cookies.employee)).toBe(200);
    expect((await looks()).map(({ role }) => role)).toEqual(['employee', 'auditor', 'employee']);
  });

  it('for each vehicle', async () => {
    const other = await createVehicle(test);
    await track(cookies.employee);
    await track(cookies.employee, other);
    expect((await looks()).map(({ objectId }) => objectId)).toEqual([vehicle.id, other.id]);
    expect((await told()).total).toBe(1);
  });

  it('by the live room, from where the socket comes', async () => {
    expect(await watch(cookies.employee)).toMatchObject({ ok: true });
    expect(await looks()).toEqual([
      { role: 'employee', address: '203.0.113.77', kind: 'track', objectId: vehicle.id },
    ]);
  });

  it('in every hour that the live room stays open', async () => {
    await watch(cookies.employee);
    await watch(cookies.owner);
    await test.app.get(FleetIndex).sync();
    await test.app.get(LiveGateway).noteLooks();
    expect(await looks()).toHaveLength(1);
    test.clock.set(START + 10 * MINUTE);
    await test.app.get(LiveGateway).noteLooks();
    const line = { role: 'employee', address: '203.0.113.77', kind: 'track', objectId: vehicle.id };
    expect(await looks()).toEqual([line, line]);
    await sockets[0]!.timeout(5000).emitWithAck('vehicle:unwatch', { vehicleId: vehicle.id });
    test.clock.set(START + 70 * MINUTE);
    await test.app.get(LiveGateway).noteLooks();
    expect(await looks()).toHaveLength(2);
  });

  it('by the newest reading', async () => {
    expect(await latest(cookies.employee)).toBe(204);
    expect(await looks()).toMatchObject([{ kind: 'track', address: '127.0.0.1' }]);
  });

  it('once, of many at the same time, also before anything is remembered', async () => {
    const statuses = await Promise.all(Array.from({ length: 20 }, () => track(cookies.employee)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await looks()).toHaveLength(1);
    await test.restart();
    expect(await track(cookies.employee)).toBe(200);
    expect(await looks()).toHaveLength(1);
  });

  it('once, of instances that know nothing of each other', async () => {
    const viewer = { accountId: employee.id, role: 'employee', sessionId: employee.id } as const;
    const instance = (): Looks =>
      new Looks(test.app.get(DataSource), test.app.get(AuditTrail), new SettableClock(START));
    await Promise.all(
      Array.from({ length: 8 }, () => instance().look(viewer, { kind: 'reading', vehicle })),
    );
    expect(await looks()).toHaveLength(1);
  });

  it('apart for its camera, and for whose data it is', async () => {
    const viewer: Viewer = { accountId: employee.id, role: 'employee', sessionId: employee.id };
    const former = { id: vehicle.id, clientId: await test.createClient() };
    const all = test.app.get(Looks);
    await all.look(viewer, { kind: 'track', vehicle });
    await all.look(viewer, { kind: 'picture', vehicle });
    await all.look(viewer, { kind: 'video', vehicle });
    await all.look(viewer, { kind: 'track', vehicle: former });
    expect((await looks()).map(({ kind }) => kind)).toEqual(['track', 'video', 'track']);
    expect((await told()).items.map(({ what }) => what)).toEqual(['video', 'track']);
  });
});

describe('no line is left', () => {
  it('by clients who look at their own', async () => {
    expect(await track(cookies.owner)).toBe(200);
    expect(await latest(cookies.owner)).toBe(204);
    expect(await watch(cookies.owner)).toMatchObject({ ok: true });
    expect(await looks()).toEqual([]);
  });

  it('by whoever saw nothing', async () => {
    const stranger = await test.loggedInAs('client');
    expect(await track(stranger)).toBe(404);
    expect(await track(cookies.employee, { ...vehicle, id: owner.id })).toBe(404);
    expect(await watch(cookies.employee, owner.id)).toEqual({
      ok: false,
      code: 'VEHICLE.NOT_FOUND',
    });
    expect(await looks()).toEqual([]);
  });
});

it('nothing is shown when the line cannot be written', async () => {
  await test.pool.query('ALTER TABLE audit_pending RENAME TO audit_away');
  expect(await track(cookies.employee)).toBe(500);
  expect(await latest(cookies.employee)).toBe(500);
  expect(await watch(cookies.employee)).toEqual({ ok: false, code: 'SERVICE.UNAVAILABLE' });
  expect(await track(cookies.owner)).toBe(200);
  await test.pool.query('ALTER TABLE audit_away RENAME TO audit_pending');
  expect(await track(cookies.employee)).toBe(200);
  expect(await looks()).toHaveLength(1);
});

describe('clients see who looked at their vehicles', () => {
  it('as what, by which name, when and at what', async () => {
    await track(cookies.employee);
    expect(await told()).toEqual({
      items: [
        {
          at: new Date(START).toISOString(),
          what: 'track',
          by: { role: 'employee', name: employee.email },
          vehicle: { id: vehicle.id, plate: vehicle.plate, make: 'Renault', model: 'Clio' },
        },
      ],
      total: 1,
      page: 1,
      pageSize: 25,
    });
    const stranger = await test.loggedInAs('client');
    const answer = await call(test, 'GET /api/account/looks', { cookie: stranger });
    expect(answer.body).toMatchObject({ items: [], total: 0 });
  });

  it('page by page, newest first', async () => {
    await track(cookies.employee);
    test.clock.set(START + MINUTE);
    await track(cookies.auditor);
    expect(await told('page=1&pageSize=1')).toMatchObject({
      items: [{ by: { role: 'auditor' } }],
      total: 2,
    });
    expect(await told('page=2&pageSize=1')).toMatchObject({
      items: [{ by: { role: 'employee' } }],
      total: 2,
    });
  });

  it('without the name once it was erased', async () => {
    await track(cookies.employee);
    await test.app
      .get(DataSource)
      .transaction((manager) =>
        test.app.get(AuditTrail).erase(manager, SYSTEM, { accountId: employee.id }),
      );
    expect(await told()).toMatchObject({ items: [{ by: { role: 'employee' } }], total: 1 });
    expect((await told()).items[0]!['by']).toEqual({ role: 'employee' });
  });
});
