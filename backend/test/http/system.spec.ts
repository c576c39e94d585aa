import { permissionsOf } from '../../src/modules/auth/permissions.js';
import { TestApp } from './app-harness.js';
import { call } from './call.js';
import { createDocument } from './documents.js';
import { MailServer } from '../engines/mail-server.js';
import { enrolledVehicle } from './test-device.js';

interface System {
  readonly site: string;
  readonly versions: Record<string, string>;
  readonly stores: { readonly name: string; readonly state: string; readonly latencyMs?: number }[];
  readonly queues: Record<string, number>;
  readonly jobs: { readonly name: string; readonly nextRunAt: string }[];
}

describe('the system', () => {
  let test: TestApp;
  let admin: string;
  const mails = new MailServer();

  beforeAll(async () => {
    test = await TestApp.start({
      env: {
        SITE_NAME: 'Lyon',
        PUBLIC_ORIGIN: 'https://naif.example',
        SMTP_URL: `smtp://127.0.0.1:${await mails.start()}`,
        MAIL_FROM: 'NAIF <naif@test.example>',
      },
      mailBySettings: true,
    });
    admin = await test.loggedInAs('admin');
  });
  afterAll(async () => {
    await test.close();
    await mails.stop();
  });

  const read = async (): Promise<System> =>
    (await call(test, 'GET /api/system', { cookie: admin })).body as System;

  it('tells versions, the site, and that every store answers, with how much it holds', async () => {
    const { vehicle } = await enrolledVehicle(test, admin);
    await createDocument(test, admin, vehicle.clientId);
    const { rows } = await test.pool.query<{ server_version: string }>('SHOW server_version');
    const answers = { state: 'ok', latencyMs: expect.any(Number) as number };
    expect(await read()).toMatchObject({
      site: 'Lyon',
      versions: {
        node: process.versions.node,
        database: rows[0]?.server_version.split(' ')[0],
      },
      stores: [
        { name: 'database', ...answers, sizeBytes: expect.any(Number) as number },
        { name: 'telemetry', ...answers },
        { name: 'objects', ...answers, entries: 1, freeBytes: expect.any(Number) as number },
        { name: 'mail', ...answers },
      ],
      liveSockets: 0,
    });
  });

  it('counts the commands that wait for their devices', async () => {
    const before = (await read()).queues['waitingCommands'] ?? 0;
    const { vehicle } = await enrolledVehicle(test, admin);
    const body = { kind: 'restart' };
    await call(test, `POST /api/vehicles/${vehicle.id}/commands`, { cookie: admin, body });
    expect((await read()).queues['waitingCommands']).toBe(before + 1);
  });

  it('knows the regular work and when it comes', async () => {
    const { jobs } = await read();
    expect(jobs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['audit-anchor', 'contract-upkeep', 'telemetry-upkeep']),
    );
    for (const { nextRunAt } of jobs) expect(Date.parse(nextRunAt)).toBeGreaterThan(Date.now());
  });

  it('says that the mail server is away, once it asks again', async () => {
    await mails.stop();
    test.clock.advance(61_000);
    const cookie = await test.loggedInAs('auditor');
    const { body } = await call(test, 'GET /api/system', { cookie });
    test.clock.run();
    expect((body as System).stores.at(-1)).toEqual({ name: 'mail', state: 'failed' });
  });

  it('tells which role may do what, as the guards do', async () => {
    const { body } = await call(test, 'GET /api/settings/roles', { cookie: admin });
    const { roles, permissions } = body as {
      roles: ('admin' | 'auditor')[];
      permissions: { name: string; roles: string[] }[];
    };
    expect(roles).toEqual(['admin', 'employee', 'auditor', 'client']);
    for (const role of roles) {
      const names = permissions.filter((one) => one.roles.includes(role)).map(({ name }) => name);
      expect(names).toEqual(permissionsOf(role));
    }
  });
});
