import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';

describe('drivers of a client', () => {
  let test: TestApp;
  let cookie: string;
  let clientId: string;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    clientId = await test.createClient();
  });

  const cosette = {
    firstName: 'Cosette',
    lastName: 'Fauchelevent',
    birthDate: '2000-02-29',
    licenceDate: '2018-03-01',
    relation: 'child',
  };
  const add = (body: unknown, of = clientId): Promise<Answer> =>
    call(test, `POST /api/clients/${of}/drivers`, { cookie, body });
  const list = async (of = clientId, as = cookie): Promise<unknown[]> => {
    const { body } = await call(test, `GET /api/clients/${of}/drivers`, { cookie: as });
    return (body as { items: unknown[] }).items;
  };
  const patch = (driverId: string, body: unknown, of = clientId): Promise<Answer> =>
    call(test, `PATCH /api/clients/${of}/drivers/${driverId}`, { cookie, body });
  const remove = (driverId: string, of = clientId): Promise<Answer> =>
    call(test, `DELETE /api/clients/${of}/drivers/${driverId}`, { cookie });
  const idOf = ({ body }: Answer): string => (body as { id: string }).id;

  it.each(okBodies('driver'))('are added: $name', async ({ body, answer }) => {
    const added = await add(body);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject(answer);
    expect(await list()).toEqual([added.body]);
  });

  it.each(notOkBodies('driver'))('are not added: $name', async ({ body, faults: expected }) => {
    const answer = await add(body);
    expect(answer.status).toBe(400);
    expect(faults(answer)).toEqual(expected);
    expect(await list()).toEqual([]);
  });

  it.each(okBodies('patch-driver'))('are corrected: $name', async ({ body, answer }) => {
    const id = idOf(await add(cosette));
    const changed = await patch(id, body);
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject(answer);
    expect(await list()).toEqual([changed.body]);
  });

  it.each(notOkBodies('patch-driver'))(
    'are not corrected: $name',
    async ({ body, faults: expected }) => {
      const added = await add(cosette);
      const answer = await patch(idOf(added), body);
      expect(answer.status).toBe(400);
      expect(faults(answer)).toEqual(expected);
      expect(await list()).toEqual([added.body]);
    },
  );

  it('are as many as there are, by name', async () => {
    for (const firstName of ['Zoé', 'Élie', 'Anna']) await add({ ...cosette, firstName });
    await add({ ...cosette, lastName: 'Aubert' });
    const names = (await list()) as { firstName: string; lastName: string }[];
    expect(names.map(({ firstName, lastName }) => `${lastName} ${firstName}`)).toEqual([
      'Aubert Cosette',
      'Fauchelevent Anna',
      'Fauchelevent Élie',
      'Fauchelevent Zoé',
    ]);
  });

  it('are changed by one of two who do so at the same time', async () => {
    const id = idOf(await add(cosette));
    const answers = await Promise.all(
      ['other', 'spouse'].map((relation) => patch(id, { version: 1, relation })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refusal(refused)).toBe('409 RECORD.CHANGED_MEANWHILE');
    expect(faults(refused)).toEqual(['/version RECORD.CHANGED_MEANWHILE']);
  });

  it('go once', async () => {
    const id = idOf(await add(cosette));
    const answers = await Promise.all([remove(id), remove(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(await list()).toEqual([]);
    expect(refusal(await patch(id, { version: 1 }))).toBe('404 DRIVER.NOT_FOUND');
  });

  it('belong to their client: through another one they are not reached', async () => {
    const other = await test.createClient();
    const added = await add(cosette);
    expect(refusal(await patch(idOf(added), { version: 1 }, other))).toBe('404 DRIVER.NOT_FOUND');
    expect(refusal(await remove(idOf(added), other))).toBe('404 DRIVER.NOT_FOUND');
    expect(refusal(await add(cosette, randomUUID()))).toBe('404 CLIENT.NOT_FOUND');
    expect(await list()).toEqual([added.body]);
  });

  it('are seen by their client, and by no other', async () => {
    const own = await test.createAccount('client', clientId);
    await add(cosette);
    const ownCookie = await test.login(own.email);
    expect(await list(clientId, ownCookie)).toMatchObject([{ firstName: 'Cosette' }]);
    const stranger = await test.loggedInAs('client');
    const foreign = await call(test, `GET /api/clients/${clientId}/drivers`, { cookie: stranger });
    expect(refusal(foreign)).toBe('404 CLIENT.NOT_FOUND');
  });

  it('are at most 50, also when many are added at the same time', async () => {
    await test.pool.query(
      `INSERT INTO client_drivers (client_id, first_name, last_name, birth_date, relation)
       SELECT $1, 'A', 'B' || n, '1990-01-01', 'employee' FROM generate_series(1, 48) n`,
      [clientId],
    );
    const answers = await Promise.all(Array.from({ length: 5 }, () => add(cosette)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
    expect(answers.map(refusal)).toContain('409 DRIVER.TOO_MANY');
    expect(await list()).toHaveLength(50);
  });
});
