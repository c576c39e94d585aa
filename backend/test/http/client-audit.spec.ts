import { DataSource } from 'typeorm';
import { type AuditedChange, AuditTrail } from '../../src/modules/audit/audit.public.js';
import type { CreateClientDto } from '../../src/modules/clients/clients.public.js';
import { ClientBatch } from '../../src/modules/clients/clients.public.js';
import { TestApp } from './app-harness.js';
import { call } from './call.js';
import { createDocument } from './documents.js';

describe('what changes a client is written down', () => {
  let test: TestApp;
  let cookie: string;
  let written: AuditedChange[];

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());
  beforeEach(() => {
    written = [];
    const trail = test.app.get(AuditTrail, { strict: false });
    jest.spyOn(trail, 'record').mockImplementation((_manager, _who, change) => {
      written.push(change);
      return Promise.resolve();
    });
    jest.spyOn(trail, 'recordAll').mockImplementation((_manager, _who, changes) => {
      written.push(...changes);
      return Promise.resolve();
    });
  });
  afterEach(() => jest.restoreAllMocks());

  const post = async (path: string, body: object): Promise<string> =>
    ((await call(test, `POST ${path}`, { cookie, body })).body as { id: string }).id;
  const patch = (path: string, body: object) => call(test, `PATCH ${path}`, { cookie, body });
  const about = (clientId: string, verb: string, change: object): object => ({
    verb,
    kind: 'client',
    objectId: clientId,
    clientId,
    ...change,
  });

  it('entering, changing: only what changed, before and after', async () => {
    const phone = '+33612345678';
    const told = { firstName: 'A', lastName: 'B', email: 'audit@example.fr', phone };
    const id = await post('/api/clients', told);
    await patch(`/api/clients/${id}`, { version: 1, phone: null, lastName: 'B' });
    await patch(`/api/clients/${id}`, { version: 2 });
    await patch(`/api/clients/${id}`, { version: 1, phone: null });
    await patch(`/api/clients/${id}`, { version: 2, otherPhones: [phone] });
    expect(written).toEqual([
      about(id, 'create', {
        after: { ...told, kind: 'person', language: 'fr' },
      }),
      about(id, 'update', { before: { phone }, after: { phone: null } }),
      about(id, 'update', { before: { otherPhones: [] }, after: { otherPhones: [phone] } }),
    ]);
  });

  it('drivers, notes and documents', async () => {
    const id = await test.createClient();
    const path = `/api/clients/${id}`;
    const driver = { firstName: 'C', lastName: 'D', birthDate: '1990-01-01', relation: 'child' };
    const driverId = await post(`${path}/drivers`, driver);
    await patch(`${path}/drivers/${driverId}`, { version: 1, relation: 'other' });
    await call(test, `DELETE ${path}/drivers/${driverId}`, { cookie });
    const noteId = await post(`${path}/notes`, { text: 'Called' });
    await call(test, `DELETE ${path}/notes/${noteId}`, { cookie });
    const documentId = await createDocument(test, cookie, id);
    await call(test, `DELETE ${path}/documents/${documentId}`, { cookie });
    expect(written).toMatchObject([
      about(id, 'add-driver', { after: { driverId, ...driver } }),
      about(id, 'update-driver', {
        before: { driverId, relation: 'child' },
        after: { driverId, relation: 'other' },
      }),
      about(id, 'remove-driver', { before: { driverId, firstName: 'C' } }),
      about(id, 'add-note', { after: { noteId, text: 'Called' } }),
      about(id, 'remove-note', { before: { noteId, text: 'Called' } }),
      { verb: 'add', kind: 'document', objectId: documentId, clientId: id },
      { verb: 'remove', kind: 'document', objectId: documentId, before: { title: 'Licence' } },
    ]);
  });

  it('merging, for both', async () => {
    const [kept, other] = [await test.createClient(), await test.createClient('gone@example.fr')];
    await post(`/api/clients/${other}/notes`, { text: 'Moves' });
    written = [];
    await post(`/api/clients/${kept}/merge`, { otherId: other, version: 1, otherVersion: 1 });
    expect(written).toMatchObject([
      about(kept, 'merge', { after: { mergedId: other, moved: { client_notes: 1 } } }),
      {
        verb: 'merge',
        kind: 'client',
        objectId: other,
        clientId: kept,
        before: { email: 'gone@example.fr' },
        after: { keptId: kept },
      },
    ]);
  });

  it('taking away what is held about oneself', async () => {
    const own = await test.createAccount('client');
    await call(test, 'GET /api/account/data', { cookie: await test.login(own.email) });
    expect(written).toEqual([about(own.clientId!, 'download', {})]);
  });

  it('or it does not happen', async () => {
    const id = await test.createClient();
    jest
      .spyOn(test.app.get(AuditTrail, { strict: false }), 'record')
      .mockRejectedValue(new Error('cannot be written'));
    const answers = [
      await patch(`/api/clients/${id}`, { version: 1, lastName: 'Changed' }),
      await call(test, `POST /api/clients/${id}/notes`, { cookie, body: { text: 'n' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([500, 500]);
    jest.restoreAllMocks();
    expect((await call(test, `GET /api/clients/${id}`, { cookie })).body).toMatchObject({
      lastName: 'Test',
      version: 1,
    });
    expect((await call(test, `GET /api/clients/${id}/notes`, { cookie })).body).toMatchObject({
      total: 0,
    });
  });

  it('also of many who are entered in one transaction, whose refusals leave the others', async () => {
    const viewer = await test.createAccount('employee');
    const who = { accountId: viewer.id, role: 'employee', sessionId: viewer.id } as const;
    const told = (number: number, email = `many-${number}@example.fr`): CreateClientDto => ({
      kind: 'person',
      firstName: 'Many',
      lastName: `N${number}`,
      email,
      confirmedDistinct: false,
    });
    const codes: (string | undefined)[] = [];
    await test.app.get(DataSource).transaction(async (manager) => {
      const batch = test.app.get(ClientBatch, { strict: false });
      await batch.begin(manager);
      const many = Array.from({ length: 300 }, (_, number) => told(number));
      const twice = [told(300, 'many-300@example.fr'), told(301), told(302, 'MANY-301@example.fr')];
      for (const some of [many, [told(303, 'MANY-7@example.fr')], twice]) {
        const refusals = await batch.enter(manager, who, some, false);
        codes.push(...refusals.map((one) => one?.code));
      }
    });
    expect(codes.filter((code) => code !== undefined)).toEqual([
      'CLIENT.EMAIL_TAKEN',
      'CLIENT.EMAIL_TAKEN',
    ]);
    expect(written).toHaveLength(302);
    const found = await call(test, 'GET /api/clients?search=many-', { cookie });
    expect(found.body).toMatchObject({ total: 302 });
  });
});
