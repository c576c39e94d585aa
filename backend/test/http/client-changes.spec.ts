import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createDocument } from './documents.js';
import { createVehicle } from './test-device.js';

describe('clients change', () => {
  let test: TestApp;
  let cookie: string;
  let made = 0;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());

  const email = (): string => `change-${(made += 1)}@example.fr`;
  const create = (body: object): Promise<Answer> =>
    call(test, 'POST /api/clients', { cookie, body });
  const patch = (id: string, body: unknown): Promise<Answer> =>
    call(test, `PATCH /api/clients/${id}`, { cookie, body });
  const read = (id: string): Promise<Answer> => call(test, `GET /api/clients/${id}`, { cookie });
  const idOf = ({ body }: Answer): string => (body as { id: string }).id;
  const patched = async (): Promise<string> => {
    made += 1;
    const { rows } = await test.pool.query<{ id: string }>(
      `INSERT INTO clients (first_name, last_name, birth_date, email)
       VALUES ('Ada', 'Patched', '1990-05-05', $1) RETURNING id`,
      [`patched-${made}@example.fr`],
    );
    return rows[0]!.id;
  };

  describe('by what is said of them', () => {
    it.each(okBodies('patch-client'))('ok: $name', async ({ body, answer }) => {
      const id = await patched();
      const changed = await patch(id, body);
      expect(changed.status).toBe(200);
      expect(changed.body).toMatchObject(answer);
      expect((await read(id)).body).toEqual(changed.body);
    });

    it.each(notOkBodies('patch-client'))('not ok: $name', async ({ body, faults: expected }) => {
      const id = await patched();
      const before = await read(id);
      const answer = await patch(id, body);
      expect(answer.status).toBe(400);
      expect(faults(answer)).toEqual(expected);
      expect((await read(id)).body).toEqual(before.body);
    });

    it('field by field: null empties, what is missing stays', async () => {
      const address = { line1: '1 rue Haute', postcode: '69001', city: 'Lyon' };
      const told = { firstName: 'A', lastName: 'B', email: email(), phone: '0612345678', address };
      const id = idOf(await create(told));
      const { body } = await patch(id, { version: 1, phone: null, mailingAddress: address });
      expect(body).not.toHaveProperty('phone');
      expect(body).toMatchObject({ version: 2, address: { city: 'Lyon', country: 'FR' } });
      expect((await patch(id, { version: 2, address: null })).body).not.toHaveProperty('address');
    });

    it('further telephone numbers as a whole: a list replaces them, null empties, missing they stay', async () => {
      const told = { firstName: 'A', lastName: 'B', email: email(), phone: '0612345678' };
      const id = idOf(await create({ ...told, otherPhones: ['0478123456', '0478123457'] }));
      expect((await patch(id, { version: 1, lastName: 'X' })).body).toMatchObject({
        otherPhones: ['+33478123456', '+33478123457'],
      });
      // What was another number becomes the main one: only without it there.
      const twice = await patch(id, { version: 2, phone: '0478123457' });
      expect(faults(twice)).toEqual(['/otherPhones/1 repeated']);
      const { body } = await patch(id, {
        version: 2,
        phone: '0478123457',
        otherPhones: ['0612345678'],
      });
      expect(body).toMatchObject({ phone: '+33478123457', otherPhones: ['+33612345678'] });
      expect((await patch(id, { version: 3, otherPhones: null })).body).not.toHaveProperty(
        'otherPhones',
      );
    });

    it('leaving alone a telephone number from before the rule, until it is changed', async () => {
      const id = await patched();
      await test.pool.query('UPDATE clients SET phone = $2 WHERE id = $1', [id, 'ask at 5']);
      expect((await patch(id, { version: 1, lastName: 'X' })).body).toMatchObject({
        phone: 'ask at 5',
        lastName: 'X',
      });
      expect((await patch(id, { version: 2, phone: '0612345678' })).body).toMatchObject({
        phone: '+33612345678',
      });
    });

    it('not to an e-mail address of another client', async () => {
      const taken = email();
      await create({ firstName: 'A', lastName: 'B', email: taken });
      const answer = await patch(await patched(), { version: 1, email: taken.toUpperCase() });
      expect(refusal(answer)).toBe('409 CLIENT.EMAIL_TAKEN');
      expect(faults(answer)).toEqual(['/email CLIENT.EMAIL_TAKEN']);
    });

    it('not by somebody who read an older version', async () => {
      const id = await patched();
      await patch(id, { version: 1, lastName: 'First' });
      const answer = await patch(id, { version: 1, lastName: 'Second' });
      expect(refusal(answer)).toBe('409 RECORD.CHANGED_MEANWHILE');
      expect(faults(answer)).toEqual(['/version RECORD.CHANGED_MEANWHILE']);
      expect((await read(id)).body).toMatchObject({ lastName: 'First', version: 2 });
    });

    it('once, when two do so at the same time', async () => {
      const id = await patched();
      const answers = await Promise.all(
        ['One', 'Two'].map((lastName) => patch(id, { version: 1, lastName })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const winner = answers.find(({ status }) => status === 200)!;
      expect((await read(id)).body).toEqual(winner.body);
    });

    it('not where there is none', async () => {
      expect(refusal(await patch(randomUUID(), { version: 1 }))).toBe('404 CLIENT.NOT_FOUND');
      expect(refusal(await patch('7', { version: 1 }))).toBe('400 REQUEST.INVALID');
    });
  });

  describe('into duplicates', () => {
    const jean = (changes: object = {}): object => ({
      firstName: 'Jean-Élie',
      lastName: 'Dupont',
      birthDate: '1970-01-31',
      email: email(),
      ...changes,
    });
    const company = (changes: object = {}): object => ({
      kind: 'company',
      companyName: 'Duponts SARL',
      siren: '732829320',
      email: email(),
      ...changes,
    });
    const duplicatesOf = async (id: string): Promise<unknown> =>
      (await call(test, `GET /api/clients/${id}/duplicates`, { cookie })).body;

    it('only when whoever enters it says that it is another one', async () => {
      const first = idOf(await create(jean()));
      const again = jean({ firstName: 'JEAN-ELIE', lastName: 'dupônt' });
      const refused = await create(again);
      expect(refusal(refused)).toBe('409 CLIENT.LOOKS_LIKE_DUPLICATE');
      expect(faults(refused)).toEqual(['/confirmedDistinct CLIENT.LOOKS_LIKE_DUPLICATE']);
      expect(refused.body).toMatchObject({
        related: [{ kind: 'client', id: first, name: 'Jean-Élie Dupont' }],
      });
      const confirmed = await create({ ...again, confirmedDistinct: true });
      expect(confirmed.status).toBe(201);
      const second = idOf(confirmed);
      expect(await duplicatesOf(first)).toMatchObject({
        items: [{ client: { id: second }, reasons: ['name-and-birth-date'] }],
      });
      expect(await duplicatesOf(second)).toMatchObject({ items: [{ client: { id: first } }] });
    });

    it('also by their mailbox and by their SIREN', async () => {
      const first = await create(company({ email: 'contact@duponts.example' }));
      const other = company({ email: 'Contact+claims@duponts.example', companyName: 'Other' });
      expect(refusal(await create(other))).toBe('409 CLIENT.LOOKS_LIKE_DUPLICATE');
      expect((await create({ ...other, confirmedDistinct: true })).status).toBe(201);
      expect(await duplicatesOf(idOf(first))).toMatchObject({
        items: [{ client: { companyName: 'Other' }, reasons: ['email', 'siren'] }],
      });
    });

    it('never with the same e-mail address, whatever is confirmed', async () => {
      const told = jean({ birthDate: '1971-01-31', email: 'hard@example.fr' });
      expect((await create(told)).status).toBe(201);
      const answer = await create({ ...told, confirmedDistinct: true });
      expect(refusal(answer)).toBe('409 CLIENT.EMAIL_TAKEN');
    });

    it('not when only the name or only the day is the same', async () => {
      expect((await create(jean({ birthDate: '1972-01-31' }))).status).toBe(201);
      expect((await create(jean({ birthDate: '1972-02-01' }))).status).toBe(201);
      expect((await create(jean({ birthDate: undefined }))).status).toBe(201);
      const other = idOf(await create(jean({ lastName: 'Durand', birthDate: '1972-01-31' })));
      expect(await duplicatesOf(other)).toEqual({ items: [] });
    });

    it('once, when the same form is sent twice at the same time', async () => {
      const form = jean({ birthDate: '1973-01-31' });
      const answers = await Promise.all([create(form), create(form), create(form)]);
      expect(answers.map(refusal).sort()).toEqual([
        '201 without a problem document',
        '409 CLIENT.EMAIL_TAKEN',
        '409 CLIENT.EMAIL_TAKEN',
      ]);
    });

    it('once, when two employees enter the same person at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => create(jean({ birthDate: '1974-01-31' }))),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    });

    it('that are found by an index each', async () => {
      const like = (condition: string): Promise<string> =>
        test.pool
          .query(`SET enable_seqscan = off; EXPLAIN SELECT id FROM clients WHERE ${condition}`)
          .then((results) =>
            JSON.stringify((results as unknown as { rows: unknown[] }[])[1]!.rows),
          );
      const plan = await like(
        `(birth_date = '1970-01-31' AND search_text(first_name || ' ' || last_name) = search_text('a b'))
         OR mailbox_of(email) = mailbox_of('a@b.c') OR siren = '552100554'`,
      );
      for (const index of ['clients_person', 'clients_mailbox', 'clients_siren']) {
        expect(plan).toContain(index);
      }
    });
  });

  describe('away', () => {
    const remove = (id: string): Promise<Answer> =>
      call(test, `DELETE /api/clients/${id}`, { cookie });
    const enter = async (): Promise<string> =>
      idOf(await create({ firstName: 'A', lastName: `Away ${made}`, email: email() }));

    it('with drivers and notes, once, and the trail keeps what there was', async () => {
      const id = await enter();
      const driver = { firstName: 'B', lastName: 'C', birthDate: '1990-01-01', relation: 'child' };
      await call(test, `POST /api/clients/${id}/drivers`, { cookie, body: driver });
      await call(test, `POST /api/clients/${id}/notes`, { cookie, body: { text: 'Oops' } });
      const answers = await Promise.all([remove(id), remove(id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
      expect(refusal(await read(id))).toBe('404 CLIENT.NOT_FOUND');
      const { rows } = await test.pool.query(
        `SELECT before ->> 'firstName' AS name, before -> 'drivers' AS drivers, before -> 'notes' AS notes
         FROM audit_entries WHERE object_id = $1 AND verb = 'remove'`,
        [id],
      );
      expect(rows).toEqual([{ name: 'A', drivers: 1, notes: 1 }]);
    });

    it.each([
      ['a vehicle', (id: string) => createVehicle(test, id)],
      ['an account', (id: string) => test.createAccount('client', id)],
      ['a document', (id: string) => createDocument(test, cookie, id)],
      [
        'a client who was merged into it',
        (id: string) =>
          test.pool.query(
            'INSERT INTO merged_clients (id, kept_id, merged_at) VALUES ($1, $2, now())',
            [randomUUID(), id],
          ),
      ],
    ])('not while there is %s', async (_, give) => {
      const id = await enter();
      await give(id);
      expect(refusal(await remove(id))).toBe('409 CLIENT.IN_USE');
      expect((await read(id)).status).toBe(200);
    });

    it('not when somebody gives it a vehicle in the same moment', async () => {
      const id = await enter();
      const vehicle = { vin: 'VF1AWAY0000000001', plate: 'AA-001-AW', make: 'R', model: 'Z' };
      const [removed, entered] = await Promise.all([
        remove(id),
        call(test, 'POST /api/vehicles', { cookie, body: { ...vehicle, clientId: id } }),
      ]);
      const isEntered = entered.status === 201;
      expect(removed.status).toBe(isEntered ? 409 : 204);
      expect((await read(id)).status).toBe(isEntered ? 200 : 404);
    });
  });
});
