import { randomUUID } from 'node:crypto';
import { TEST_PASSWORD, type TestAccount, TestApp } from './app-harness.js';
import { call, refusal } from './call.js';
import { createDocument } from './documents.js';
import { registeredRoutes } from './registered-routes.js';
import {
  createVehicle,
  enrolledVehicle,
  type TestDevice,
  type TestVehicle,
} from './test-device.js';

/** Whoever may call: nobody in particular, people, and vehicles' devices. */
const CALLERS = [
  'none',
  'client',
  'otherClient',
  'auditor',
  'employee',
  'admin',
  'device',
  'wrongDevice',
] as const;
type Caller = (typeof CALLERS)[number];

/** The status that each caller gets. `client` owns what the route is about, `device` is its vehicle's own. */
type Verdicts = Readonly<Record<Caller, number>>;

/** Anyone may call. */
const anyone = (status: number): Verdicts => verdicts(status, status, status, status);
/** People with a session; another client gets `other`. */
const people = (status: number, other = status): Verdicts => ({
  ...verdicts(401, status, status, 401),
  otherClient: other,
});
/** The client whom it is about, and any other about themselves. */
const clients = (status: number): Verdicts => verdicts(401, status, 403, 401);
/** Staff only. */
const staff = (status: number): Verdicts => verdicts(401, 403, status, 401);
/** Staff who change things: all but auditors. */
const desk = (status: number): Verdicts => ({ ...staff(status), auditor: 403 });
/** Administrators and auditors: those who watch over the house. */
const overseers = (status: number): Verdicts => ({ ...staff(status), employee: 403 });
/** Clients only. */
const clientsOnly = (status: number): Verdicts => verdicts(401, status, 403, 401);
/** Administrators only; auditors may look. */
const admins = (status: number, auditor = 403): Verdicts => ({
  ...staff(status),
  employee: 403,
  auditor,
});
/** The vehicle's own device only. */
const ownDevice = (status: number): Verdicts => ({
  ...verdicts(401, 401, 401, status),
  wrongDevice: 403,
});

function verdicts(none: number, clients: number, staffs: number, devices: number): Verdicts {
  return {
    none,
    client: clients,
    otherClient: clients,
    auditor: staffs,
    employee: staffs,
    admin: staffs,
    device: devices,
    wrongDevice: devices,
  };
}

/** What the routes are about: a client with a vehicle, its device and a contract. */
interface World {
  readonly owner: TestAccount;
  readonly vehicle: TestVehicle;
  readonly device: TestDevice;
  readonly contractId: string;
  readonly driverId: string;
  readonly documentId: string;
  /** A device that may be revoked. */
  readonly spareDeviceId: string;
  /** An account whose sessions may end. */
  readonly spareAccountId: string;
  readonly handoverId: string;
}

interface Row {
  readonly verdicts: Verdicts;
  /** Path parameters. */
  readonly path?: (world: World) => Readonly<Record<string, string>>;
  readonly body?: (world: World) => unknown;
}

const vehicleId = ({ vehicle }: World): Record<string, string> => ({ ':id': vehicle.id });
const clientId = ({ vehicle }: Pick<World, 'vehicle'>): Record<string, string> => ({
  ':id': vehicle.clientId,
});
const driverId = ({ driverId: id, ...world }: World): Record<string, string> => ({
  ...clientId(world),
  ':driverId': id,
});
/** The owner's, and of it something that is not there. */
const unknown = (name: string) => (world: World) => ({
  ...clientId(world),
  [`:${name}`]: randomUUID(),
});
const ownerId = ({ owner }: World): Record<string, string> => ({ ':id': owner.id });
/** An account whose sessions nobody needs. */
const nobodyElsesId = ({ spareAccountId }: World): Record<string, string> => ({
  ':id': spareAccountId,
});
const unique = (): string => randomUUID().slice(0, 8);
const contractPath = ({ contractId }: World): Record<string, string> => ({ ':id': contractId });
let days = 0;
/** Another day at each call, long ago. */
const nextDay = (): string => new Date(Date.UTC(2000, 0, ++days)).toISOString().slice(0, 10);
/** A step in a contract's life from an old version: refused, and so the same for everybody who may take it. */
const staleStep: Row = {
  verdicts: desk(409),
  path: contractPath,
  body: () => ({ version: 99, effectiveOn: '2026-06-01', reason: 'Why' }),
};

/** Refused for its fields, past the policy: guesses of passwords are counted. */
const noPassword = (): unknown => ({ currentPassword: '' });
const noImport = (): Record<string, string> => ({ ':id': randomUUID() });
/** A link that nobody was mailed. */
const unknownLink = (): unknown => ({
  token: 'A'.repeat(43),
  password: 'trois girafes mangent du nougat',
});

/** Every route of the application. One that is missing here fails the test, and so does one that is gone. */
const TABLE: Readonly<Record<string, Row>> = {
  'GET /*': { verdicts: anyone(404), path: () => ({ '*': 'no-such-file.js' }) },
  'GET /metrics': { verdicts: anyone(401) }, // Everybody calls from another machine here.
  'GET /api/health/live': { verdicts: anyone(200) },
  'GET /api/health/ready': { verdicts: anyone(200) },
  'GET /api/openapi.json': { verdicts: anyone(200) },
  'GET /api/docs': { verdicts: desk(200) },
  'GET /api/docs/start.js': { verdicts: desk(200) },
  'GET /api/docs/:file': { verdicts: desk(200), path: () => ({ ':file': 'swagger-ui.css' }) },
  'GET /api/settings/map': { verdicts: people(200) },
  'GET /api/settings/map/tiles.pmtiles': { verdicts: people(404) }, // None is configured.

  'GET /api/system': { verdicts: overseers(200) },

  'GET /api/demo/outbox': { verdicts: anyone(404) }, // This is not the demo.

  'POST /api/auth/login': {
    verdicts: anyone(200),
    body: ({ owner: { email } }) => ({ email, password: TEST_PASSWORD }),
  },
  'POST /api/auth/refresh': { verdicts: people(200) },
  'POST /api/auth/logout': { verdicts: anyone(204) },
  'GET /api/auth/me': { verdicts: people(200) },

  'GET /api/audit': { verdicts: overseers(200) },
  'GET /api/account/looks': { verdicts: clientsOnly(200) },
  // Past the policy these refuse for their own reasons: a wrong password, a link that nobody has.
  'POST /api/auth/password': {
    verdicts: people(400),
    body: () => ({ currentPassword: 'wrong', newPassword: 'trois girafes mangent du nougat' }),
  },
  'POST /api/auth/password/confirmation': {
    verdicts: people(400),
    body: () => ({ currentPassword: 'wrong' }),
  },
  'GET /api/account/confirmation': { verdicts: people(200) },
  'POST /api/account/confirmation/email-code': { verdicts: people(400) },
  'POST /api/account/confirmation/second-factor': {
    verdicts: people(400),
    body: () => ({ method: 'totp', code: '000000' }),
  },
  'POST /api/account/confirmation/passkey/options': { verdicts: people(409) },
  'POST /api/account/confirmation/passkey': {
    verdicts: people(409),
    body: () => ({ credential: {} }),
  },
  'POST /api/auth/password-reset': {
    verdicts: anyone(202),
    body: () => ({ email: `${unique()}@example.fr` }),
  },
  'POST /api/auth/password-reset/completion': { verdicts: anyone(410), body: unknownLink },
  'POST /api/auth/invitations/acceptance': { verdicts: anyone(410), body: unknownLink },

  'GET /api/account': { verdicts: people(200) },
  'PATCH /api/account': { verdicts: people(409), body: () => ({ version: 99 }) },
  'GET /api/account/sessions': { verdicts: people(200) },
  'DELETE /api/account/sessions/:id': {
    verdicts: people(404),
    path: () => ({ ':id': randomUUID() }),
  },
  'POST /api/account/sessions/revocation': { verdicts: people(204) },

  'POST /api/auth/second-factor': {
    verdicts: anyone(401), // No login waits for one.
    body: () => ({ method: 'totp', code: '123456' }),
  },
  'POST /api/auth/second-factor/email-code': { verdicts: anyone(401) },
  'GET /api/account/second-factor': { verdicts: people(200) },
  'POST /api/account/second-factor/authenticator': { verdicts: people(400), body: noPassword },
  'POST /api/account/second-factor/authenticator/confirmation': {
    verdicts: people(409),
    body: () => ({ code: '123456' }),
  },
  'POST /api/account/second-factor/authenticator/removal': {
    verdicts: people(400),
    body: noPassword,
  },
  'POST /api/account/second-factor/email-codes': {
    verdicts: people(400),
    body: noPassword,
  },
  'POST /api/account/second-factor/recovery-codes': { verdicts: people(400), body: noPassword },
  'DELETE /api/account/second-factor/remembered-devices': { verdicts: people(204) },
  'GET /api/settings/roles': { verdicts: overseers(200) },
  'GET /api/settings/second-factor': { verdicts: overseers(200) },
  'PATCH /api/settings/second-factor': {
    verdicts: admins(409),
    body: () => ({ requiredForRoles: [], version: 99 }),
  },
  'DELETE /api/accounts/:id/second-factor': { verdicts: admins(404), path: ownerId },

  // Everybody calls an address here, which cannot have passkeys.
  'POST /api/auth/passkey/options': { verdicts: anyone(409) },
  'POST /api/auth/passkey': { verdicts: anyone(409), body: () => ({ credential: {} }) },
  'GET /api/account/passkeys': { verdicts: people(200) },
  'POST /api/account/passkeys/options': { verdicts: people(400), body: noPassword },
  'POST /api/account/passkeys': {
    verdicts: people(409),
    body: () => ({ label: 'Phone', credential: {} }),
  },
  'DELETE /api/account/passkeys/:id': {
    verdicts: people(404),
    path: () => ({ ':id': randomUUID() }),
  },

  'GET /api/accounts': { verdicts: admins(200, 200) },
  'POST /api/accounts': {
    verdicts: admins(201),
    body: () => ({ email: `${unique()}@example.fr`, displayName: 'A', role: 'auditor' }),
  },
  'GET /api/accounts/:id': { verdicts: admins(200, 200), path: ownerId },
  'PATCH /api/accounts/:id': {
    verdicts: admins(409),
    path: ownerId,
    body: () => ({ version: 99 }),
  },
  'POST /api/accounts/:id/invitations': { verdicts: admins(409), path: ownerId },
  'GET /api/accounts/:id/sessions': { verdicts: admins(200, 200), path: ownerId },
  'DELETE /api/accounts/:id/sessions/:sessionId': {
    verdicts: admins(404),
    path: ({ owner }) => ({ ':id': owner.id, ':sessionId': randomUUID() }),
  },
  'POST /api/accounts/:id/sessions/revocation': { verdicts: admins(204), path: nobodyElsesId },

  'GET /api/clients': { verdicts: staff(200) },
  'POST /api/clients': {
    verdicts: desk(201),
    body: () => ({ firstName: 'A', lastName: 'B', email: `${unique()}@example.fr` }),
  },
  'GET /api/clients/:id': {
    verdicts: people(200, 404),
    path: clientId,
  },

  'PATCH /api/clients/:id': { verdicts: desk(409), path: clientId, body: () => ({ version: 999 }) },
  'GET /api/clients/:id/duplicates': { verdicts: staff(200), path: clientId },
  'POST /api/clients/:id/merge': {
    verdicts: desk(400),
    path: clientId,
    body: () => ({ otherId: randomUUID(), version: 1, otherVersion: 1 }),
  },
  'GET /api/clients/:id/drivers': { verdicts: people(200, 404), path: clientId },
  'POST /api/clients/:id/drivers': {
    verdicts: desk(201),
    path: clientId,
    body: () => ({ firstName: 'A', lastName: 'B', birthDate: '1990-01-01', relation: 'child' }),
  },
  'PATCH /api/clients/:id/drivers/:driverId': {
    verdicts: desk(409),
    path: driverId,
    body: () => ({ version: 999 }),
  },
  'DELETE /api/clients/:id/drivers/:driverId': { verdicts: desk(404), path: unknown('driverId') },
  'GET /api/clients/:id/notes': { verdicts: staff(200), path: clientId },
  'POST /api/clients/:id/notes': {
    verdicts: desk(201),
    path: clientId,
    body: () => ({ text: 'Called.' }),
  },
  'DELETE /api/clients/:id/notes/:noteId': { verdicts: desk(404), path: unknown('noteId') },
  'GET /api/clients/:id/documents': { verdicts: people(200, 404), path: clientId },
  // The table sends JSON; documents come as forms (documents.spec.ts).
  'POST /api/clients/:id/documents': { verdicts: desk(415), path: clientId, body: () => ({}) },
  'GET /api/clients/:id/documents/:documentId/file': {
    verdicts: people(200, 404),
    path: ({ documentId, ...world }) => ({ ...clientId(world), ':documentId': documentId }),
  },
  'DELETE /api/clients/:id/documents/:documentId': {
    verdicts: desk(404),
    path: unknown('documentId'),
  },
  'DELETE /api/clients/:id': { verdicts: desk(409), path: clientId }, // It has a vehicle.
  'GET /api/account/data': { verdicts: clients(200) },

  'GET /api/portfolios': { verdicts: staff(200) },
  'POST /api/portfolios/:id/reassignment': {
    verdicts: admins(200),
    path: nobodyElsesId,
    body: () => ({ toAccountId: null }),
  },
  'POST /api/portfolios/assignment': {
    verdicts: admins(400), // There is no such client.
    body: () => ({ clientIds: [randomUUID()], toAccountId: null }),
  },
  'GET /api/handovers': { verdicts: staff(200) },
  'POST /api/handovers': {
    verdicts: admins(400),
    body: ({ spareAccountId }) => ({
      fromAccountId: spareAccountId,
      toAccountId: spareAccountId,
      fromDay: '2026-01-01',
      reason: 'Leave',
    }),
  },
  'PATCH /api/handovers/:id': {
    verdicts: admins(409),
    path: ({ handoverId }) => ({ ':id': handoverId }),
    body: () => ({ version: 99 }),
  },
  'DELETE /api/handovers/:id': { verdicts: admins(404), path: () => ({ ':id': randomUUID() }) },

  'GET /api/vehicles': { verdicts: people(200) },
  'POST /api/vehicles': {
    verdicts: desk(201),
    body: ({ vehicle: { clientId } }) => ({
      clientId,
      vin: `VF1TABLE0${unique().toUpperCase()}`,
      plate: unique(),
      plateCountry: 'DE',
      make: 'Renault',
      model: 'Zoé',
    }),
  },
  'GET /api/vehicles/:id': { verdicts: people(200, 404), path: vehicleId },
  // Whoever may change a record does it from an old version here: nothing else would answer the second one the same.
  'PATCH /api/vehicles/:id': {
    verdicts: desk(409),
    path: vehicleId,
    body: () => ({ version: 99 }),
  },
  'POST /api/vehicles/:id/owner': {
    verdicts: desk(409),
    path: vehicleId,
    body: ({ vehicle: { clientId } }) => ({ clientId, since: '2026-01-01', version: 99 }),
  },
  'GET /api/vehicles/:id/owners': { verdicts: people(200, 404), path: vehicleId },
  'GET /api/vehicles/:id/mileages': { verdicts: people(200, 404), path: vehicleId },
  'POST /api/vehicles/:id/mileages': {
    verdicts: desk(201),
    path: vehicleId,
    body: () => ({ km: 1, readOn: nextDay(), source: 'declared' }),
  },
  'GET /api/vehicles/:id/coverage': { verdicts: people(200, 404), path: vehicleId },
  'GET /api/vehicles/:id/track': { verdicts: people(200, 404), path: vehicleId },
  'GET /api/vehicles/:id/latest-reading': { verdicts: people(204, 404), path: vehicleId },
  'GET /api/fleet': { verdicts: people(200) },
  'POST /api/vehicles/:id/enrolment-codes': { verdicts: desk(201), path: vehicleId },
  'GET /api/vehicles/:id/device': { verdicts: staff(200), path: vehicleId },
  'GET /api/vehicles/:id/trouble-codes': { verdicts: staff(200), path: vehicleId },
  'GET /api/vehicles/:id/commands': { verdicts: staff(200), path: vehicleId },
  'POST /api/vehicles/:id/commands': {
    verdicts: desk(201),
    path: vehicleId,
    body: () => ({ kind: 'restart' }),
  },

  'GET /api/search': { verdicts: staff(400) }, // Nothing is looked for.

  'GET /api/contracts': { verdicts: people(200) },
  'POST /api/contracts': {
    verdicts: desk(201),
    body: ({ vehicle }) => ({
      clientId: vehicle.clientId,
      vehicleId: vehicle.id,
      formula: 'third-party',
      startsOn: '2026-01-01',
      premiumCents: 1,
    }),
  },
  'GET /api/contracts/reminders': { verdicts: staff(200) },
  'GET /api/contracts/:id': { verdicts: people(200, 404), path: contractPath },
  'GET /api/contracts/:id/versions': { verdicts: people(200, 404), path: contractPath },
  'GET /api/contracts/:id/summary.pdf': { verdicts: people(200, 404), path: contractPath },
  'PATCH /api/contracts/:id': {
    verdicts: desk(409),
    path: contractPath,
    body: () => ({ version: 99 }),
  },
  'POST /api/contracts/renewals': {
    verdicts: desk(200), // Each is refused by itself.
    body: () => ({ items: [{ id: randomUUID(), version: 1 }] }),
  },
  'POST /api/contracts/:id/activation': staleStep,
  'POST /api/contracts/:id/suspension': staleStep,
  'POST /api/contracts/:id/resumption': staleStep,
  'POST /api/contracts/:id/termination': staleStep,
  'POST /api/contracts/:id/renewal': staleStep,
  'POST /api/contracts/:id/endorsements': staleStep,

  // The table sends JSON; imports come as forms (imports.spec.ts), and everybody has their own only.
  'POST /api/imports': { verdicts: desk(415), body: () => ({}) },
  'GET /api/imports': { verdicts: desk(200) },
  'GET /api/imports/templates/:kind': {
    verdicts: desk(200),
    path: () => ({ ':kind': 'clients' }),
  },
  'GET /api/imports/:id': { verdicts: desk(404), path: noImport },
  'GET /api/imports/:id/faults': { verdicts: desk(404), path: noImport },
  'GET /api/imports/:id/faulty-lines': { verdicts: desk(404), path: noImport },
  'POST /api/imports/:id/execution': { verdicts: desk(404), path: noImport },
  'POST /api/imports/:id/cancellation': { verdicts: desk(404), path: noImport },

  'GET /api/exports/clients': { verdicts: staff(200) },
  'GET /api/exports/vehicles': { verdicts: staff(200) },
  'GET /api/exports/contracts': { verdicts: staff(200) },

  'GET /api/devices': { verdicts: overseers(200) },
  'POST /api/devices/:id/revocation': {
    verdicts: desk(204),
    path: (world) => ({ ':id': world.spareDeviceId }),
  },

  'POST /api/embedded/enrolments': {
    verdicts: anyone(404),
    body: ({ device: { publicKey } }) => ({ code: '00000-00000', publicKey }),
  },
  'POST /api/embedded/:carId/UploadData': {
    verdicts: ownDevice(200),
    path: ({ vehicle: { carId } }) => ({ ':carId': carId }),
    body: () => ({ localtime: '2026-11-24T10:00:00Z', records: [] }),
  },
};

describe('routes by roles', () => {
  let test: TestApp;
  let world: World;
  let accounts: Readonly<
    Record<Exclude<Caller | 'stranger', 'none' | 'device' | 'wrongDevice'>, TestAccount>
  >;
  let wrongDevice: TestDevice;
  let calls = 0;
  const cookies = new Map<Caller | 'stranger', string>();

  beforeAll(async () => {
    // Every call comes from an address of its own, so that nothing is throttled.
    test = await TestApp.start({ env: { TRUST_PROXY: '127.0.0.1' } });
    const owner = await test.createAccount('client');
    accounts = {
      client: owner,
      otherClient: await test.createAccount('client'),
      auditor: await test.createAccount('auditor'),
      employee: await test.createAccount('employee'),
      admin: await test.createAccount('admin'),
      stranger: await test.createAccount('employee'),
    };
    await test.pool.query('UPDATE accounts SET portfolio_only = true WHERE id = $1', [
      accounts.stranger.id,
    ]);
    const cookie = await test.login(accounts.employee.email);
    const { vehicle, device } = await enrolledVehicle(test, cookie, owner.clientId);
    const spare = await enrolledVehicle(test, cookie);
    ({ device: wrongDevice } = await enrolledVehicle(test, cookie, owner.clientId));
    world = {
      owner,
      vehicle,
      device,
      contractId: await createContract(await createVehicle(test, owner.clientId)),
      driverId: await createDriver(vehicle.clientId),
      documentId: await createDocument(test, cookie, vehicle.clientId),
      spareDeviceId: spare.device.id,
      spareAccountId: (await test.createAccount('employee')).id,
      handoverId: await createHandover(accounts.employee.id, accounts.stranger.id),
    };
  });
  afterAll(() => test.close());

  it('has a row for every route of the application, and none beside', () => {
    expect(Object.keys(TABLE).sort()).toEqual(registeredRoutes(test));
  });

  const cells = Object.entries(TABLE).flatMap(([route, row]) =>
    CALLERS.map((caller) => ({ route, row, caller, status: row.verdicts[caller] })),
  );
  it.each(cells)('$route answers $caller with $status', async ({ route, row, caller, status }) => {
    const answer = await visit(route, row, caller);
    expect(answer.status).toBe(status);
    if (status >= 400 && route !== 'GET /*') {
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });

  /** Routes with an id that is of no client's object: the own account's, and what administrators keep. */
  const NOT_OF_CLIENTS = /^\w+ \/api\/(account|accounts|handovers|portfolios)\//;
  const ofClients = Object.entries(TABLE)
    .filter(([route]) => route.includes('/:id') && !NOT_OF_CLIENTS.test(route))
    .filter(
      ([
        ,
        {
          verdicts: { employee },
        },
      ]) => employee !== 403,
    );
  it.each(ofClients)(
    '%s answers an employee of another portfolio as if there were nothing',
    async (route, row) => {
      const answer = refusal(await visit(route, row, 'stranger'));
      expect(answer).toMatch(/^404 (CLIENT|VEHICLE|CONTRACT|DEVICE|IMPORT)\.NOT_FOUND$/);
    },
  );

  const reads = Object.entries(TABLE).filter(([route]) => route.startsWith('GET /api'));
  it.each(reads)('%s answers HEAD as it answers GET', async (route, row) => {
    const answer = await visit(route.replace('GET', 'HEAD'), row, 'none');
    expect(answer.status).toBe(row.verdicts.none);
  });

  it('lets this machine read the figures', async () => {
    expect((await call(test, 'GET /metrics')).status).toBe(200);
  });

  async function visit(
    route: string,
    row: Row,
    caller: Caller | 'stranger',
  ): ReturnType<typeof call> {
    calls += 1;
    const address = `10.0.${calls >> 8}.${calls & 255}`;
    let real = route;
    for (const [name, value] of Object.entries(row.path?.(world) ?? {}))
      real = real.replace(name, value);
    const { cookie, authorization } = await credentials(caller, route);
    return call(test, real, {
      headers: {
        'x-forwarded-for': address,
        ...(authorization !== undefined && { authorization }),
      },
      ...(cookie !== undefined && { cookie }),
      ...(row.body && { body: row.body(world) }),
    });
  }

  /** Sessions of people; routes of the session itself get a fresh one, because some end it. */
  async function credentials(
    caller: Caller | 'stranger',
    route: string,
  ): Promise<{ cookie?: string; authorization?: string }> {
    switch (caller) {
      case 'none':
        return {};
      case 'device':
        return { authorization: `Bearer ${world.device.token()}` };
      case 'wrongDevice':
        return { authorization: `Bearer ${wrongDevice.token()}` };
      default: {
        const known = route.includes('/api/auth/') ? undefined : cookies.get(caller);
        const cookie = known ?? (await test.login(accounts[caller].email));
        if (!route.includes('/api/auth/')) cookies.set(caller, cookie);
        return { cookie };
      }
    }
  }

  async function createHandover(fromId: string, toId: string): Promise<string> {
    const { rows } = await test.pool.query<{ id: string }>(
      `INSERT INTO handovers (from_account_id, to_account_id, from_day, reason, created_at, updated_at)
       VALUES ($1, $2, '2026-01-01', 'Leave', now(), now()) RETURNING id`,
      [fromId, toId],
    );
    return rows[0]!.id;
  }

  async function createDriver(ofClientId: string): Promise<string> {
    const { rows } = await test.pool.query<{ id: string }>(
      `INSERT INTO client_drivers (client_id, first_name, last_name, birth_date, relation)
       VALUES ($1, 'A', 'B', '1990-01-01', 'child') RETURNING id`,
      [ofClientId],
    );
    return rows[0]!.id;
  }

  async function createContract(vehicle: TestVehicle): Promise<string> {
    const { rows } = await test.pool.query<{ id: string }>(
      `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, premium_cents)
       VALUES ('TABLE-1', $1, $2, 'comprehensive', 'active', '2026-01-01', 1) RETURNING id`,
      [vehicle.clientId, vehicle.id],
    );
    return rows[0]!.id;
  }
});
