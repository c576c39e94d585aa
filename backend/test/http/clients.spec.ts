import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createVehicle } from './test-device.js';

describe('clients', () => {
  let test: TestApp;
  let cookie: string;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());

  const create = (body: unknown): Promise<Answer> =>
    call(test, 'POST /api/clients', { cookie, body });
  const list = (query: string): Promise<Answer> =>
    call(test, `GET /api/clients?${query}`, { cookie });

  describe('are entered', () => {
    it.each(okBodies('client'))('ok: $name', async ({ body, answer }) => {
      const created = await create(body);
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject(answer);
      const { id } = created.body as { id: string };
      expect((await call(test, `GET /api/clients/${id}`, { cookie })).body).toEqual(created.body);
    });

    it.each(notOkBodies('client'))('not ok: $name', async ({ body, faults: expected }) => {
      const answer = await create(body);
      expect(refusal(answer)).toMatch(/^400 (REQUEST\.INVALID|CLIENT\.NOT_PLAUSIBLE)$/);
      if (expected.length > 0) expect(faults(answer)).toEqual(expected);
    });

    it('once an e-mail address, whatever its case', async () => {
      const person = { firstName: 'A', lastName: 'B', email: 'twice@example.fr' };
      expect((await create(person)).status).toBe(201);
      const answer = await create({ ...person, email: 'Twice@Example.FR' });
      expect(refusal(answer)).toBe('409 CLIENT.EMAIL_TAKEN');
      expect(faults(answer)).toEqual(['/email CLIENT.EMAIL_TAKEN']);
    });

    it('once an e-mail address also when two do so at the same time', async () => {
      const person = { firstName: 'A', lastName: 'B', email: 'at-once@example.fr' };
      const answers = await Promise.all(Array.from({ length: 5 }, () => create(person)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    });

    it.each([
      ['application/x-www-form-urlencoded', 'firstName=A&lastName=B&email=a@example.fr'],
      ['text/plain', '{"firstName":"A","lastName":"B","email":"a@example.fr"}'],
      ['multipart/form-data; boundary=x', '--x--'],
    ])('not as %s, which pages of other sites can post', async (type, body) => {
      const headers = { 'content-type': type, cookie };
      const answer = await fetch(`${test.origin}/api/clients`, { method: 'POST', headers, body });
      expect(answer.status).toBe(415);
      expect(((await answer.json()) as { code: string }).code).toBe(
        'REQUEST.UNSUPPORTED_MEDIA_TYPE',
      );
    });

    it.each([
      '{"firstName":',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      '',
    ])('not as %j, which is no JSON of ours', async (body) => {
      const headers = { 'content-type': 'application/json', cookie };
      const answer = await fetch(`${test.origin}/api/clients`, { method: 'POST', headers, body });
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { code: string }).code).toBe('REQUEST.MALFORMED');
    });
  });

  describe('are listed', () => {
    const NAMES = ['Zoé Étienne', 'Zoé Eustache', 'Zoé Dubois', 'Zoé Fabre', 'Zoé Évrard'];

    beforeAll(async () => {
      for (const name of NAMES) {
        const [firstName, lastName = ''] = name.split(' ');
        await create({ firstName, lastName, email: `zoe-${NAMES.indexOf(name)}@example.fr` });
      }
    });

    const names = ({ body }: Answer): string[] =>
      (body as { items: { lastName: string }[] }).items.map(({ lastName }) => lastName);

    it('in the order of French names, pages that follow each other', async () => {
      const first = await list('search=zoé&pageSize=3');
      expect(first.body).toMatchObject({ total: 5, page: 1, pageSize: 3 });
      expect(names(first)).toEqual(['Dubois', 'Étienne', 'Eustache']);
      expect(names(await list('search=zoé&pageSize=3&page=2'))).toEqual(['Évrard', 'Fabre']);
      expect(names(await list('search=zoé&pageSize=3&page=3'))).toEqual([]);
    });

    it('the other way round', async () => {
      expect(names(await list('search=zoé&sort=-lastName'))[0]).toBe('Fabre');
      expect(names(await list('search=zoé&sort=createdAt'))[0]).toBe('Étienne');
    });

    it.each([
      ['accents that were left out', 'etienne', ['Étienne']],
      ['accents that were put in', 'dùbois', ['Dubois']],
      ['case', 'FABRE', ['Fabre']],
      ['a part of a word', 'vrar', ['Évrard']],
      ['words in any order', 'eustache zoe', ['Eustache']],
      ['an e-mail address', 'zoe-2@example', ['Dubois']],
    ])('found in spite of %s', async (_, search, expected) => {
      expect(names(await list(`search=${encodeURIComponent(search)}`))).toEqual(expected);
    });

    it.each(['%', '_', '\\', '%%', "'"])(
      'not found by %j, which is no wildcard',
      async (search) => {
        const { body } = await list(`search=zo%C3%A9%20${encodeURIComponent(search)}`);
        expect(body).toMatchObject({ total: 0 });
      },
    );

    it.each([
      ['page=0', '/page min'],
      ['page=one', '/page isInt'],
      ['pageSize=101', '/pageSize max'],
      ['sort=password', '/sort isIn'],
      ['sort=lastName;drop', '/sort isIn'],
      ['order=lastName', '/order unknownField'],
    ])('not with %s', async (query, fault) => {
      const answer = await list(query);
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toContain(fault);
    });

    it('only those of a kind, of a town, with or without a vehicle', async () => {
      const address = { line1: '1 rue Haute', postcode: '69001', city: 'Saint-Étienne-du-Test' };
      const told = { email: 'narrow-1@example.fr', firstName: 'Zed', lastName: 'Narrow', address };
      const { id } = (await create(told)).body as { id: string };
      const company = { kind: 'company', companyName: 'Narrow SA', email: 'narrow-2@example.fr' };
      await create({ ...company, address });
      await create({ firstName: 'Yan', lastName: 'Narrow', email: 'narrow-3@example.fr' });
      await createVehicle(test, id);
      const found = async (query: string): Promise<string[]> =>
        ((await list(`search=narrow&${query}`)).body as { items: { name: string }[] }).items.map(
          ({ name }) => name,
        );
      expect(await found('')).toEqual(['Yan Narrow', 'Zed Narrow', 'Narrow SA']);
      expect(await found('kind=company')).toEqual(['Narrow SA']);
      expect(await found('kind=person')).toEqual(['Yan Narrow', 'Zed Narrow']);
      expect(await found('city=SAINT-ETIENNE-du-test')).toEqual(['Zed Narrow', 'Narrow SA']);
      expect(await found('city=Saint')).toEqual([]);
      expect(await found('hasVehicle=true')).toEqual(['Zed Narrow']);
      expect(await found('hasVehicle=false&sort=-createdAt')).toEqual(['Yan Narrow', 'Narrow SA']);
      expect(await found('hasVehicle=false&kind=person&city=saint-etienne-du-test')).toEqual([]);
    });

    it('as having a vehicle while they have one, also when one goes as another comes', async () => {
      const [one, other] = [await test.createClient(), await test.createClient()];
      const having = async (): Promise<boolean[]> => {
        const { rows } = await test.pool.query<{ id: string; has_vehicle: boolean }>(
          'SELECT id, has_vehicle FROM clients WHERE id = ANY ($1)',
          [[one, other]],
        );
        return [one, other].map((id) => rows.some((row) => row.id === id && row.has_vehicle));
      };
      expect(await having()).toEqual([false, false]);
      const first = await createVehicle(test, one);
      expect(await having()).toEqual([true, false]);
      const giver = await test.pool.connect();
      await giver.query('BEGIN');
      await giver.query('UPDATE vehicles SET client_id = $2 WHERE id = $1', [first.id, other]);
      const coming = createVehicle(test, one);
      await giver.query('COMMIT');
      giver.release();
      const second = await coming;
      expect(await having()).toEqual([true, true]);
      await test.pool.query('DELETE FROM vehicles WHERE id = $1', [second.id]);
      expect(await having()).toEqual([false, true]);
    });

    it('found by a telephone number, however it is written', async () => {
      const phone = '06 39 98 12 34';
      await create({ firstName: 'P', lastName: 'H', email: 'by-phone@example.fr', phone });
      for (const typed of ['0639981234', '+33 6 39 98 12 34', '06.39.98.12.34']) {
        expect((await list(`search=${encodeURIComponent(typed)}`)).body).toMatchObject({
          items: [{ email: 'by-phone@example.fr' }],
        });
      }
    });

    it('found by any of their telephone numbers', async () => {
      const otherPhones = ['04 39 98 12 35', '+44 20 7946 0077'];
      await create({ firstName: 'P', lastName: 'Q', email: 'by-phones@example.fr', otherPhones });
      for (const typed of ['04 39 98 12 35', '0044 20 7946 0077']) {
        expect((await list(`search=${encodeURIComponent(typed)}`)).body).toMatchObject({
          total: 1,
          items: [{ email: 'by-phones@example.fr' }],
        });
      }
    });

    it.each([
      ['kind=association', '/kind isIn'],
      ['hasVehicle=1', '/hasVehicle isBoolean'],
      ['hasVehicle=', '/hasVehicle isBoolean'],
      ['search=a%00b', '/search withoutControls'],
      ['city=', '/city isLength'],
      ['city=%00', '/city withoutControls'],
    ])('not with %s', async (query, fault) => {
      const answer = await list(query);
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toContain(fault);
    });

    const ORDER = 'sort_name, first_name, id';
    it.each([
      ['by name', 'true', ORDER, 'clients_by_name'],
      ['by name, backwards', 'true', 'sort_name DESC, first_name DESC, id DESC', 'clients_by_name'],
      ['by given name', 'true', 'first_name, sort_name, id', 'clients_by_first_name'],
      ['by e-mail', 'true', 'email, id', 'clients_by_email'],
      ['by entry', 'true', 'created_at, id', 'clients_by_creation'],
      ['companies', `kind = 'company'`, ORDER, 'clients_companies'],
      ['a town', `search_text(address ->> 'city') = search_text('Lyon')`, ORDER, 'clients_city'],
    ])('straight from an index: %s', async (_, where, order, index) => {
      const plan = await planOf(`SELECT * FROM clients WHERE ${where} ORDER BY ${order} LIMIT 25`);
      expect(plan).toContain(index);
      expect(plan).not.toContain('Sort');
    });

    it('with the index, also among many', async () => {
      const plan = await planOf(`SELECT id FROM clients WHERE search LIKE search_text('%vrar%')`);
      expect(plan).toContain('clients_search');
    });

    /** How PostgreSQL answers it once there is too much to look at every row. */
    async function planOf(sql: string): Promise<string> {
      const text = `SET enable_seqscan = off; SET enable_bitmapscan = ${sql.includes('LIKE')}; EXPLAIN ${sql}`;
      const results = (await test.pool.query(text)) as unknown as {
        rows: { 'QUERY PLAN': string }[];
      }[];
      return results[2]!.rows.map((row) => row['QUERY PLAN']).join('\n');
    }
  });

  describe('are read', () => {
    it('by their own account, and only there', async () => {
      const own = await test.createAccount('client');
      const other = await test.createAccount('client');
      const ownCookie = await test.login(own.email);
      const read = (id = ''): Promise<Answer> =>
        call(test, `GET /api/clients/${id}`, { cookie: ownCookie });
      expect((await read(own.clientId)).body).toMatchObject({ id: own.clientId });
      const foreign = await read(other.clientId);
      expect(refusal(foreign)).toBe('404 CLIENT.NOT_FOUND');
      // A client that exists and one that does not: nothing tells them apart.
      const missing = await read(randomUUID());
      const told = ({ body }: Answer): object => ({
        ...(body as object),
        instance: '',
        requestId: '',
      });
      expect(told(foreign)).toEqual(told(missing));
    });

    it('not by an id that is none', async () => {
      const answer = await call(test, 'GET /api/clients/7', { cookie });
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual(['/id isUuid']);
    });
  });
});
