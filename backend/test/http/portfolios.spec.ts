import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { AccountDetailDto } from '../../src/modules/accounts/account.dto.js';
import { HandoverUpkeep } from '../../src/modules/portfolios/handover-upkeep.js';
import type { HandoverDto } from '../../src/modules/portfolios/handover.dto.js';
import { FleetIndex } from '../../src/modules/telemetry/fleet-index.js';
import { LIVE_BUS, type LiveBus } from '../../src/ports/live-bus.js';
import { type TestAccount, TestApp } from './app-harness.js';
import { call, faults, refusal } from './call.js';
import { createVehicle, type TestVehicle } from './test-device.js';

const NOW = Date.UTC(2026, 10, 24, 10);
const DAY_MS = 86_400_000;

interface Person extends TestAccount {
  readonly cookie: string;
}
/** A client with a vehicle and a contract. */
interface Holding {
  readonly clientId: string;
  readonly vehicle: TestVehicle;
  readonly contractId: string;
}

let test: TestApp;
let admin: Person;
let ann: Person;
let bob: Person;
let free: Person;
const sockets: Socket[] = [];

beforeAll(async () => {
  test = await TestApp.start({ nowMs: NOW });
  [admin, free, ann, bob] = [
    await person('admin'),
    await person('employee'),
    await person('employee'),
    await person('employee'),
  ];
});
/** Ann and Bob are confined, and responsible for nobody yet. */
beforeEach(async () => {
  test.clock.set(NOW);
  await test.pool.query('UPDATE clients SET responsible_id = NULL');
  await test.pool.query('DELETE FROM handovers');
  await test.pool.query('UPDATE accounts SET portfolio_only = true WHERE id IN ($1, $2)', [
    ann.id,
    bob.id,
  ]);
  test.app.get<LiveBus>(LIVE_BUS).publish({ kind: 'portfolios-changed' });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => test.close());

async function person(role: 'admin' | 'employee'): Promise<Person> {
  const account = await test.createAccount(role);
  return { ...account, cookie: await test.login(account.email) };
}

/** Logged in anew: tokens do not last till the next day. */
async function again(who: Person): Promise<Person> {
  return { ...who, cookie: await test.login(who.email) };
}

async function confine(id: string, portfolioOnly: boolean): Promise<void> {
  const read = await call(test, `GET /api/accounts/${id}`, { cookie: admin.cookie });
  const { version } = read.body as AccountDetailDto;
  const answer = await call(test, `PATCH /api/accounts/${id}`, {
    cookie: admin.cookie,
    body: { version, portfolioOnly },
  });
  expect(answer).toMatchObject({ status: 200, body: { portfolioOnly } });
}

let numbers = 0;
async function holdingOf(responsible: Person | undefined): Promise<Holding> {
  numbers += 1;
  const clientId = await test.createClient();
  const vehicle = await createVehicle(test, clientId);
  const { rows } = await test.pool.query<{ id: string }>(
    `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, premium_cents)
     VALUES ($1, $2, $3, 'comprehensive', 'active', '2026-01-01', 1) RETURNING id`,
    [`PF-${numbers}`, clientId, vehicle.id],
  );
  if (responsible) await entrust(clientId, responsible.id);
  return { clientId, vehicle, contractId: rows[0]!.id };
}

async function entrust(clientId: string, responsibleId: string | null): Promise<void> {
  const read = await call(test, `GET /api/clients/${clientId}`, { cookie: admin.cookie });
  const { version } = read.body as { version: number };
  const body = { version, responsibleId };
  const answer = await call(test, `PATCH /api/clients/${clientId}`, { cookie: admin.cookie, body });
  expect(answer.status).toBe(200);
}

async function handOver(from: Person, to: Person, days: object = {}): Promise<HandoverDto> {
  const body = {
    fromAccountId: from.id,
    toAccountId: to.id,
    fromDay: '2026-11-24',
    reason: 'Leave',
    ...days,
  };
  const answer = await call(test, 'POST /api/handovers', { cookie: admin.cookie, body });
  expect(answer.status).toBe(201);
  return answer.body as HandoverDto;
}

async function statusOf(who: Person, path: string): Promise<number> {
  return (await call(test, `GET ${path}`, { cookie: who.cookie })).status;
}
async function idsIn(who: Person, path: string): Promise<string[]> {
  const { body } = await call(test, `GET ${path}`, { cookie: who.cookie });
  return (body as { items: { id: string }[] }).items.map(({ id }) => id);
}
const seesClient = async (who: Person, { clientId }: Holding): Promise<boolean> =>
  (await statusOf(who, `/api/clients/${clientId}`)) === 200;

describe('an employee who is confined to a portfolio', () => {
  it('finds the own clients everywhere, and nobody else’s anywhere', async () => {
    const mine = await holdingOf(ann);
    const theirs = await holdingOf(bob);
    const nobodys = await holdingOf(undefined);
    await test.app.get(FleetIndex).sync();

    expect(await idsIn(ann, '/api/clients')).toEqual([mine.clientId]);
    expect(await idsIn(ann, '/api/vehicles')).toEqual([mine.vehicle.id]);
    expect(await idsIn(ann, '/api/vehicles?state=never')).toEqual([mine.vehicle.id]);
    expect(await idsIn(ann, '/api/contracts')).toEqual([mine.contractId]);
    expect(await idsIn(ann, `/api/contracts?clientId=${theirs.clientId}`)).toEqual([]);
    const { body: fleet } = await call(test, 'GET /api/fleet', { cookie: ann.cookie });
    expect(fleet).toMatchObject({ counts: { total: 1 } });
    const { body: all } = await call(test, 'GET /api/fleet', { cookie: free.cookie });
    expect((all as { counts: { total: number } }).counts.total).toBeGreaterThanOrEqual(3);

    for (const { clientId, vehicle, contractId } of [theirs, nobodys]) {
      expect(await statusOf(ann, `/api/clients/${clientId}`)).toBe(404);
      expect(await statusOf(ann, `/api/vehicles/${vehicle.id}`)).toBe(404);
      expect(await statusOf(ann, `/api/contracts/${contractId}`)).toBe(404);
      expect(await statusOf(free, `/api/clients/${clientId}`)).toBe(200);
    }
  });

  it('finds only these by the search box', async () => {
    await holdingOf(ann);
    await holdingOf(bob);
    const found = async (who: Person, q: string): Promise<Record<string, unknown[]>> =>
      (await call(test, `GET /api/search?q=${q}`, { cookie: who.cookie })).body as never;
    for (const q of ['Test', 'Ada', 'Ada%20Test', 'Tesst']) {
      expect((await found(ann, q))['clients']).toHaveLength(1);
      expect((await found(free, q))['clients']?.length).toBeGreaterThan(1);
    }
    expect((await found(ann, 'PF-'))['contracts']).toHaveLength(1);
    expect((await found(ann, 'Renault'))['vehicles']).toHaveLength(1);
  });

  it('has reminders of the own contracts only', async () => {
    const mine = await holdingOf(ann);
    const theirs = await holdingOf(bob);
    for (const { contractId } of [mine, theirs]) {
      await test.pool.query(
        `INSERT INTO contract_reminders (contract_id, about, about_on, days_before, created_at)
         VALUES ($1, 'renewal', '2027-01-01', 60, now())`,
        [contractId],
      );
    }
    const { body } = await call(test, 'GET /api/contracts/reminders', { cookie: ann.cookie });
    expect(body).toMatchObject({ total: 1, items: [{ contractId: mine.contractId }] });
  });

  it('is responsible for whom they enter, and gives vehicles only to clients whom they see', async () => {
    const theirs = await holdingOf(bob);
    const entered = await call(test, 'POST /api/clients', {
      cookie: ann.cookie,
      body: { firstName: 'Zoé', lastName: 'Neuve', email: `${randomUUID()}@example.fr` },
    });
    expect(entered).toMatchObject({ status: 201, body: { responsibleId: ann.id } });
    const { id: clientId } = entered.body as { id: string };
    expect(await statusOf(ann, `/api/clients/${clientId}`)).toBe(200);

    const vehicle = { vin: 'VF1PRTF0000000001', plate: 'AA-001-PF', make: 'Renault', model: 'Zoé' };
    const give = (to: string) =>
      call(test, 'POST /api/vehicles', { cookie: ann.cookie, body: { ...vehicle, clientId: to } });
    expect(faults(await give(theirs.clientId))).toEqual(['/clientId CLIENT.NOT_FOUND']);
    expect((await give(clientId)).status).toBe(201);
  });

  it('is told that a client may be known already, but not who it is', async () => {
    const fields = { firstName: 'Double', lastName: `Nom${numbers}`, birthDate: '1980-01-01' };
    const enter = (who: Person) =>
      call(test, 'POST /api/clients', {
        cookie: who.cookie,
        body: { ...fields, email: `${randomUUID()}@example.fr` },
      });
    expect((await enter(bob)).status).toBe(201);
    const mine = await enter(ann);
    expect(refusal(mine)).toBe('409 CLIENT.LOOKS_LIKE_DUPLICATE');
    expect(JSON.stringify(mine.body)).not.toContain(fields.lastName);
    expect(JSON.stringify((await enter(bob)).body)).toContain(fields.lastName);
  });

  it('sees of a car that changed hands only the time of the own client', async () => {
    const before = await holdingOf(bob);
    const next = await holdingOf(ann);
    const { id } = before.vehicle;
    await test.pool.query('DELETE FROM contracts WHERE id = $1', [before.contractId]);
    const { status } = await call(test, `POST /api/vehicles/${id}/owner`, {
      cookie: admin.cookie,
      body: { clientId: next.clientId, since: '2026-11-20', version: 1 },
    });
    expect(status).toBe(200);
    const owners = async (who: Person): Promise<unknown> =>
      (await call(test, `GET /api/vehicles/${id}/owners`, { cookie: who.cookie })).body;
    expect(await owners(ann)).toEqual({
      items: [{ clientId: next.clientId, name: 'Ada Test', since: '2026-11-20' }],
    });
    expect(await statusOf(bob, `/api/vehicles/${id}`)).toBe(404);
    expect(await owners(bob)).toEqual({
      items: [{ clientId: before.clientId, name: 'Ada Test', until: '2026-11-20' }],
    });
    const { body: coverage } = await call(test, `GET /api/vehicles/${id}/coverage?at=2026-11-01`, {
      cookie: ann.cookie,
    });
    expect(coverage).toMatchObject({ code: 'VEHICLE.NOT_FOUND' });
  });
});

describe('who is responsible', () => {
  it('is for administrators to say, among those who work for clients', async () => {
    const { clientId } = await holdingOf(undefined);
    const patch = (who: Person, responsibleId: string | null, version = 1) =>
      call(test, `PATCH /api/clients/${clientId}`, {
        cookie: who.cookie,
        body: { version, responsibleId },
      });
    expect(refusal(await patch(free, free.id))).toBe('403 CLIENT.RESPONSIBLE_NOT_YOURS');
    const closed = await test.createAccount('employee');
    await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [closed.id]);
    const auditor = await test.createAccount('auditor');
    for (const id of [randomUUID(), closed.id, auditor.id]) {
      expect(faults(await patch(admin, id))).toEqual(['/responsibleId CLIENT.RESPONSIBLE_UNKNOWN']);
    }
    expect(await patch(admin, ann.id)).toMatchObject({
      status: 200,
      body: { responsibleId: ann.id, version: 2 },
    });
    // Who may not change it sends it along unchanged, as forms do.
    expect((await patch(ann, ann.id, 2)).status).toBe(200);
    expect(refusal(await patch(ann, null, 2))).toBe('403 CLIENT.RESPONSIBLE_NOT_YOURS');
    expect(await idsIn(free, `/api/clients?responsibleId=${ann.id}`)).toEqual([clientId]);
    expect(await idsIn(free, '/api/clients?responsibleId=none')).not.toContain(clientId);
    const { rows } = await test.pool.query(
      `SELECT before, after FROM audit_entries WHERE object_id = $1 AND verb = 'update'`,
      [clientId],
    );
    expect(rows).toEqual([{ before: { responsibleId: null }, after: { responsibleId: ann.id } }]);
  });

  it('is somebody else for a whole portfolio when a colleague leaves', async () => {
    const gone = { ...(await test.createAccount('employee')), cookie: '' };
    const holdings = [await holdingOf(gone), await holdingOf(gone)];
    await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [gone.id]);
    const reassign = (from: string, toAccountId: unknown) =>
      call(test, `POST /api/portfolios/${from}/reassignment`, {
        cookie: admin.cookie,
        body: { toAccountId },
      });
    expect(refusal(await reassign(randomUUID(), bob.id))).toBe('404 PORTFOLIO.NOT_FOUND');
    expect(refusal(await reassign(gone.id, gone.id))).toBe('400 PORTFOLIO.SUCCESSOR_SAME');
    expect(refusal(await reassign(bob.id, gone.id))).toBe('400 PORTFOLIO.SUCCESSOR_UNKNOWN');
    expect(refusal(await reassign(gone.id, undefined))).toBe('400 REQUEST.INVALID');
    expect(await reassign(gone.id, bob.id)).toMatchObject({ status: 200, body: { moved: 2 } });
    expect(await seesClient(bob, holdings[1]!)).toBe(true);
    const { rows } = await test.pool.query<{ count: string }>(
      `SELECT count(*) FROM audit_entries WHERE verb = 'update'
       AND before ->> 'responsibleId' = $1 AND after ->> 'responsibleId' = $2`,
      [gone.id, bob.id],
    );
    expect(rows[0]?.count).toBe('2');
    const { body } = await call(test, 'GET /api/portfolios', { cookie: free.cookie });
    const { items } = body as { items: { accountId: string }[] };
    expect(items.find(({ accountId }) => accountId === gone.id)).toBeUndefined();
    expect(items.find(({ accountId }) => accountId === bob.id)).toMatchObject({
      clients: 2,
      portfolioOnly: true,
    });
  });

  it('is somebody else for some clients together, for all of them or for none', async () => {
    const gone = { ...(await test.createAccount('employee')), cookie: '' };
    await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [gone.id]);
    const [anns, bobs, nobodys, other] = [
      await holdingOf(ann),
      await holdingOf(bob),
      await holdingOf(undefined),
      await holdingOf(undefined),
    ];
    const ids = [anns, bobs, nobodys].map(({ clientId }) => clientId);
    const assign = (clientIds: unknown, toAccountId: unknown) =>
      call(test, 'POST /api/portfolios/assignment', {
        cookie: admin.cookie,
        body: { clientIds, toAccountId },
      });
    const moves = async (): Promise<object[]> =>
      (
        await test.pool.query<object>(
          `SELECT before ->> 'responsibleId' AS before, after ->> 'responsibleId' AS after
           FROM audit_entries WHERE client_id = ANY ($1) AND verb = 'update'
             AND actor_id = $2 AND after ? 'responsibleId' ORDER BY seq DESC`,
          [ids, admin.id],
        )
      ).rows;

    const before = await moves();
    for (const [clientIds, toAccountId, expected] of [
      [[...ids, randomUUID()], ann.id, '400 PORTFOLIO.CLIENT_UNKNOWN'],
      [ids, gone.id, '400 PORTFOLIO.SUCCESSOR_UNKNOWN'],
      [ids, randomUUID(), '400 PORTFOLIO.SUCCESSOR_UNKNOWN'],
      [ids, undefined, '400 REQUEST.INVALID'],
      [[], ann.id, '400 REQUEST.INVALID'],
      [[ids[0], ids[0]], ann.id, '400 REQUEST.INVALID'],
      [['x'], ann.id, '400 REQUEST.INVALID'],
      [Array.from({ length: 501 }, () => randomUUID()), ann.id, '400 REQUEST.INVALID'],
    ]) {
      expect(refusal(await assign(clientIds, toAccountId))).toBe(expected);
    }
    expect(await idsIn(ann, '/api/clients')).toEqual([anns.clientId]);
    expect(await moves()).toEqual(before);

    expect(await assign(ids, ann.id)).toMatchObject({ status: 200, body: { moved: 2 } });
    expect((await idsIn(ann, '/api/clients')).sort()).toEqual([...ids].sort());
    expect(await seesClient(bob, bobs)).toBe(false);
    expect(await seesClient(ann, other)).toBe(false);
    expect((await moves()).slice(0, 2)).toEqual(
      expect.arrayContaining([
        { before: bob.id, after: ann.id },
        { before: null, after: ann.id },
      ]),
    );
    expect(await moves()).toHaveLength(before.length + 2);
    expect(await assign(ids, null)).toMatchObject({ status: 200, body: { moved: 3 } });
    expect(await idsIn(ann, '/api/clients')).toEqual([]);
  });

  it('confines employees only, and ends with another role', async () => {
    const patch = async (id: string, body: object) => {
      const read = await call(test, `GET /api/accounts/${id}`, { cookie: admin.cookie });
      const { version } = read.body as AccountDetailDto;
      return call(test, `PATCH /api/accounts/${id}`, {
        cookie: admin.cookie,
        body: { version, ...body },
      });
    };
    const auditor = await test.createAccount('auditor');
    const employee = await test.createAccount('employee');
    expect((await patch(employee.id, { portfolioOnly: true })).body).toMatchObject({
      portfolioOnly: true,
    });
    expect(faults(await patch(auditor.id, { portfolioOnly: true }))).toEqual([
      '/portfolioOnly ACCOUNT.PORTFOLIO_OF_EMPLOYEES',
    ]);
    expect((await patch(employee.id, { role: 'auditor' })).body).toMatchObject({
      portfolioOnly: false,
    });
  });
});

describe('work that is handed over', () => {
  it('is seen by the stand-in from the first to the last day, and not by who hands it on', async () => {
    const anns = await holdingOf(ann);
    const bobs = await holdingOf(bob);
    await handOver(ann, bob, { fromDay: '2026-11-25', untilDay: '2026-11-26' });
    await handOver(bob, ann, { fromDay: '2026-12-24' });
    const seen: string[] = [];
    for (const days of [0, 1, 2, 3, 40]) {
      test.clock.set(NOW + days * DAY_MS);
      const [annNow, bobNow] = [await again(ann), await again(bob)];
      seen.push(`${await seesClient(bobNow, anns)} ${await seesClient(annNow, bobs)}`);
    }
    expect(seen).toEqual(['false false', 'true false', 'true false', 'false false', 'false true']);
  });

  it('is no longer seen as soon as it is taken back, ended, or confined no more', async () => {
    const anns = await holdingOf(ann);
    expect(await seesClient(bob, anns)).toBe(false);
    const { id } = await handOver(ann, bob);
    expect(await seesClient(bob, anns)).toBe(true);
    await call(test, `DELETE /api/handovers/${id}`, { cookie: admin.cookie });
    expect(await seesClient(bob, anns)).toBe(false);
    const second = await handOver(ann, bob, { fromDay: '2026-11-01' });
    expect(second).toMatchObject({ inForce: true, from: { id: ann.id }, to: { id: bob.id } });
    const patch = (body: object) =>
      call(test, `PATCH /api/handovers/${second.id}`, { cookie: admin.cookie, body });
    expect(refusal(await patch({ version: 1, untilDay: '2026-10-31' }))).toBe(
      '400 HANDOVER.ENDS_BEFORE_START',
    );
    expect((await patch({ version: 1, untilDay: '2026-11-23' })).body).toMatchObject({
      inForce: false,
      version: 2,
    });
    expect(await seesClient(bob, anns)).toBe(false);
    expect(refusal(await patch({ version: 1, untilDay: null }))).toBe(
      '409 RECORD.CHANGED_MEANWHILE',
    );
    await confine(bob.id, false);
    expect(await seesClient(bob, anns)).toBe(true);
    const { rows } = await test.pool.query<{ verb: string }>(
      `SELECT verb FROM audit_entries WHERE kind = 'handover' AND object_id IN ($1, $2) ORDER BY seq`,
      [id, second.id],
    );
    expect(rows.map(({ verb }) => verb)).toEqual(['create', 'remove', 'create', 'update']);
  });

  it.each([
    ['to themselves', () => ({ toAccountId: ann.id }), '/toAccountId PORTFOLIO.SUCCESSOR_SAME'],
    [
      'to nobody',
      () => ({ toAccountId: randomUUID() }),
      '/toAccountId PORTFOLIO.SUCCESSOR_UNKNOWN',
    ],
    [
      'by nobody',
      () => ({ fromAccountId: randomUUID() }),
      '/fromAccountId PORTFOLIO.PREDECESSOR_UNKNOWN',
    ],
    ['backwards', () => ({ untilDay: '2026-11-23' }), '/untilDay HANDOVER.ENDS_BEFORE_START'],
    ['from no day', () => ({ fromDay: '2026-02-30' }), '/fromDay isIso8601'],
    ['without a reason', () => ({ reason: ' ' }), '/reason isLength'],
  ])('is not handed over %s', async (_, change, fault) => {
    const body = {
      fromAccountId: ann.id,
      toAccountId: bob.id,
      fromDay: '2026-11-24',
      reason: 'Leave',
      ...change(),
    };
    const answer = await call(test, 'POST /api/handovers', { cookie: admin.cookie, body });
    expect(answer.status).toBe(400);
    expect(faults(answer)).toEqual([fault]);
  });

  it('is handed over once, however often that is sent', async () => {
    const body = {
      fromAccountId: ann.id,
      toAccountId: bob.id,
      fromDay: '2026-11-24',
      reason: 'Leave',
    };
    const send = () => call(test, 'POST /api/handovers', { cookie: admin.cookie, body });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { body: page } = await call(test, `GET /api/handovers?accountId=${ann.id}`, {
      cookie: free.cookie,
    });
    expect(page).toMatchObject({ total: 1, items: [{ reason: 'Leave', inForce: true }] });
  });
});

describe('the live feed of who is confined', () => {
  class Page {
    readonly gone: string[] = [];
    snapshots: string[][] = [];
    total = -1;
    constructor(readonly socket: Socket) {
      socket.on('vehicle:gone', ({ vehicleId }: { vehicleId: string }) =>
        this.gone.push(vehicleId),
      );
      socket.on('fleet:snapshot', ({ rows }: { rows: [string][] }) =>
        this.snapshots.push(rows.map(([id]) => id).sort()),
      );
      socket.on('fleet:counts', ({ total }: { total: number }) => (this.total = total));
    }
    ask(event: string, request: object = {}): Promise<{ ok: boolean; code?: string }> {
      return this.socket.timeout(5000).emitWithAck(event, request) as never;
    }
  }
  const open = async ({ cookie }: Person): Promise<Page> => {
    const socket = io(test.origin, {
      path: '/api/live',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie },
    });
    sockets.push(socket);
    const page = new Page(socket);
    await page.ask('fleet:watch');
    return page;
  };
  async function until(what: () => boolean): Promise<void> {
    const end = Date.now() + 5000;
    while (!what()) {
      if (Date.now() > end) throw new Error(`Never came true: ${what.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('shows a client who comes and closes the room of one who goes, at once', async () => {
    const anns = await holdingOf(ann);
    const bobs = await holdingOf(bob);
    await test.app.get(FleetIndex).sync();
    const page = await open(ann);
    await until(() => page.total === 1);
    expect(await page.ask('vehicle:watch', { vehicleId: bobs.vehicle.id })).toEqual({
      ok: false,
      code: 'VEHICLE.NOT_FOUND',
    });
    expect(await page.ask('vehicle:watch', { vehicleId: anns.vehicle.id })).toMatchObject({
      ok: true,
    });
    await entrust(bobs.clientId, ann.id);
    await until(() => page.total === 2);
    await entrust(anns.clientId, null);
    await until(() => page.total === 1 && page.gone.length === 1);
    expect(page.gone).toEqual([anns.vehicle.id]);
  });

  it('follows handovers, and the end of being confined', async () => {
    await holdingOf(ann);
    const bobs = await holdingOf(bob);
    await test.app.get(FleetIndex).sync();
    const page = await open(ann);
    await until(() => page.total === 1);
    const { id } = await handOver(bob, ann);
    await until(() => page.total === 2);
    expect(await page.ask('vehicle:watch', { vehicleId: bobs.vehicle.id })).toMatchObject({
      ok: true,
    });
    await call(test, `DELETE /api/handovers/${id}`, { cookie: admin.cookie });
    await until(() => page.total === 1 && page.gone.length === 1);

    await confine(ann.id, false);
    await until(() => page.total > 2);
  });

  it('follows the beginning of a day on a page that is open', async () => {
    await holdingOf(bob);
    await handOver(bob, ann, { fromDay: '2026-11-25' });
    await test.app.get(FleetIndex).sync();
    const midnight = Date.UTC(2026, 10, 24, 23);
    test.clock.set(midnight - 60_000);
    await test.app.get(HandoverUpkeep).tick();
    const page = await open(await again(ann));
    await until(() => page.total === 0);
    test.clock.set(midnight);
    await test.app.get(HandoverUpkeep).tick();
    await until(() => page.total === 1);
  });
});
