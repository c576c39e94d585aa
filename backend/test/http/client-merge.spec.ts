import { randomUUID } from 'node:crypto';
import { BELONGINGS } from '../../src/modules/clients/client-belongings.js';
import { TestApp } from './app-harness.js';
import { filled, notOkBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createDocument } from './documents.js';
import { createVehicle, enrolledVehicle } from './test-device.js';
import { upload } from './uploads.js';

describe('clients are merged', () => {
  let test: TestApp;
  let cookie: string;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());

  const client = (changes: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    test.createClient().then(async (id) => {
      for (const [column, value] of Object.entries(changes)) {
        await test.pool.query(`UPDATE clients SET ${column} = $2 WHERE id = $1`, [id, value]);
      }
      return id;
    });
  const merge = (id: string, otherId: string, changes: object = {}): Promise<Answer> =>
    call(test, `POST /api/clients/${id}/merge`, {
      cookie,
      body: { otherId, version: 1, otherVersion: 1, ...changes },
    });
  const read = (path: string, as = cookie): Promise<Answer> =>
    call(test, `GET /api/clients/${path}`, { cookie: as });

  it.each(notOkBodies('merge'))('not ok: $name', async ({ body, faults: expected }) => {
    const clientId = await client();
    const answer = await call(test, `POST /api/clients/${clientId}/merge`, {
      cookie,
      body: filled(body, { clientId }),
    });
    expect(answer.status).toBe(400);
    expect(faults(answer)).toEqual(expected);
  });

  it('everything that belongs to the other moves', async () => {
    const [kept, other] = [await client(), await client()];
    const vehicle = await createVehicle(test, other);
    await call(test, 'POST /api/contracts', {
      cookie,
      body: {
        clientId: other,
        vehicleId: vehicle.id,
        formula: 'third-party',
        startsOn: '2026-01-01',
        premiumCents: 1,
      },
    });
    await call(test, `POST /api/clients/${other}/notes`, { cookie, body: { text: 'Moved' } });
    const driver = { firstName: 'M', lastName: 'D', birthDate: '1990-01-01', relation: 'child' };
    await call(test, `POST /api/clients/${other}/drivers`, { cookie, body: driver });
    await createDocument(test, cookie, other);
    const account = await test.createAccount('client', other);

    const merged = await merge(kept, other);
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({ id: kept, version: 2 });
    const owned = { clientId: kept };
    const of = `?clientId=${kept}`;
    expect((await call(test, `GET /api/vehicles${of}`, { cookie })).body).toMatchObject({
      items: [{ id: vehicle.id, ...owned }],
    });
    expect((await call(test, `GET /api/contracts${of}`, { cookie })).body).toMatchObject({
      items: [{ vehicleId: vehicle.id, ...owned }],
    });
    expect((await read(`${kept}/notes`)).body).toMatchObject({ items: [{ text: 'Moved' }] });
    expect((await read(`${kept}/drivers`)).body).toMatchObject({ items: [{ lastName: 'D' }] });
    expect((await read(`${kept}/documents`)).body).toMatchObject({ items: [{ title: 'Licence' }] });
    const own = await test.login(account.email);
    expect((await read(kept, own)).body).toMatchObject({ id: kept });
  });

  it('and every table with something of a client is known to it', async () => {
    const { rows } = await test.pool.query<{ name: string }>(
      `SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint
       WHERE contype = 'f' AND confrelid = 'clients'::regclass`,
    );
    const others = rows.map(({ name }) => name).filter((name) => name !== 'merged_clients');
    expect(others.sort()).toEqual([...BELONGINGS].sort());
  });

  it('the old id leads to the kept client, also after a second merge', async () => {
    const [first, second, third] = [await client(), await client(), await client()];
    await merge(second, first);
    const gone = await read(first);
    expect(refusal(gone)).toBe('410 CLIENT.MERGED');
    expect(gone.body).toMatchObject({ related: [{ kind: 'client', id: second }] });
    await merge(third, second, { otherVersion: 2 });
    for (const id of [first, second]) {
      expect((await read(id)).body).toMatchObject({ related: [{ kind: 'client', id: third }] });
    }
    for (const path of ['drivers', 'notes', 'documents', 'duplicates']) {
      expect(refusal(await read(`${first}/${path}`))).toBe('410 CLIENT.MERGED');
    }
    expect(refusal(await merge(first, third))).toBe('410 CLIENT.MERGED');
    const change = { cookie, body: { version: 1 } };
    expect(refusal(await call(test, `PATCH /api/clients/${first}`, change))).toBe(
      '410 CLIENT.MERGED',
    );
  });

  it('to other clients a merged id is as unknown as any', async () => {
    const [kept, other] = [await client(), await client()];
    await merge(kept, other);
    const stranger = await test.loggedInAs('client');
    expect(refusal(await read(other, stranger))).toBe('404 CLIENT.NOT_FOUND');
  });

  it('who looked at the other is seen by the kept one', async () => {
    const account = await test.createAccount('client');
    const other = await client();
    const vehicle = await createVehicle(test, other);
    await call(test, `GET /api/vehicles/${vehicle.id}/track`, { cookie });
    await merge(account.clientId!, other);
    const own = await test.login(account.email);
    expect((await call(test, 'GET /api/account/looks', { cookie: own })).body).toMatchObject({
      total: 1,
      items: [{ what: 'track', vehicle: { id: vehicle.id } }],
    });
  });

  it('a former owner of a vehicle is followed, too', async () => {
    const [kept, other] = [await client(), await client()];
    const vehicle = await createVehicle(test, other);
    await test.pool.query(
      `UPDATE vehicle_owners SET period = daterange(NULL, '2026-01-01') WHERE vehicle_id = $1`,
      [vehicle.id],
    );
    await test.pool.query(
      `INSERT INTO vehicle_owners (vehicle_id, client_id, period) VALUES ($1, $2, daterange('2026-01-01', NULL))`,
      [vehicle.id, await client()],
    );
    expect((await merge(kept, other)).status).toBe(200);
    const { rows } = await test.pool.query<{ owner: string }>(
      'SELECT client_id AS owner FROM vehicle_owners WHERE vehicle_id = $1 ORDER BY period',
      [vehicle.id],
    );
    expect(rows[0]!.owner).toBe(kept);
    expect(rows[1]!.owner).not.toBe(kept);
  });

  it('gaps are filled, and what both have stays the kept one’s', async () => {
    const kept = await client({ phone: '+33612345678', birth_date: '1990-01-01' });
    const changes = { phone: '+33700000000', birth_date: '1960-01-01', licence_date: '1980-01-01' };
    const other = await client({ ...changes, licence_number: 'AB123' });
    const { body } = await merge(kept, other);
    expect(body).toMatchObject({
      phone: '+33612345678',
      birthDate: '1990-01-01',
      licenceNumber: 'AB123',
    });
    // Of somebody born in 1990 it is not plausible.
    expect(body).not.toHaveProperty('licenceDate');
  });

  it.each([
    ['both', ['1', '2', '3'], ['4', '2', '5'], ['1', '2', '3', '4', '5']],
    ['the other’s where the kept one has none', [null], ['4', '5'], ['4', '5']],
    [
      'five at most, the kept one’s first',
      ['1', '2', '3', '4'],
      ['5', '6'],
      ['1', '2', '3', '4', '5'],
    ],
    ['no text from before the rule', ['1'], ['ask at 5', '6'], ['1', '6']],
  ])('telephone numbers are kept: %s', async (_, mine, theirs, expected) => {
    const numbered = (text: string | null) =>
      text !== null && text.length === 1 ? `+3361234567${text}` : text;
    const numbers = ([main, ...others]: readonly (string | null)[]) => ({
      phone: numbered(main ?? null),
      other_phones: others.map(numbered),
    });
    const { body } = await merge(await client(numbers(mine)), await client(numbers(theirs)));
    const { phone, otherPhones } = body as { phone: string; otherPhones: string[] };
    expect([phone, ...otherPhones]).toEqual(expected.map(numbered));
  });

  it('the e-mail address of the other is free again', async () => {
    const email = 'free-again@example.fr';
    const [kept, other] = [await client(), await client({ email })];
    await merge(kept, other);
    const body = { firstName: 'A', lastName: 'B', email };
    expect((await call(test, 'POST /api/clients', { cookie, body })).status).toBe(201);
  });

  it('not from older versions, not a person with a company, not one that is not there', async () => {
    const [kept, other] = [await client(), await client()];
    const stale = await merge(kept, other, { version: 7 });
    expect(refusal(stale)).toBe('409 RECORD.CHANGED_MEANWHILE');
    expect(faults(stale)).toEqual(['/version RECORD.CHANGED_MEANWHILE']);
    const otherStale = await merge(kept, other, { otherVersion: 7 });
    expect(refusal(otherStale)).toBe('409 RECORD.CHANGED_MEANWHILE');
    expect(faults(otherStale)).toEqual(['/otherVersion RECORD.CHANGED_MEANWHILE']);
    await test.pool.query(
      `UPDATE clients SET kind = 'company', company_name = 'X', first_name = NULL, last_name = NULL WHERE id = $1`,
      [other],
    );
    expect(refusal(await merge(kept, other))).toBe('409 CLIENT.KINDS_DIFFER');
    expect(refusal(await merge(randomUUID(), other))).toBe('404 CLIENT.NOT_FOUND');
    expect((await read(other)).status).toBe(200);
  });

  it('once, when two merge the same two at the same time, each the other way round', async () => {
    const [a, b] = [await client(), await client()];
    const answers = await Promise.all([merge(a, b), merge(b, a)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('nothing can be given to the other while it goes', async () => {
    const [kept, other] = [await client(), await client()];
    const notes = Array.from({ length: 6 }, (_, index) =>
      call(test, `POST /api/clients/${other}/notes`, { cookie, body: { text: `n${index}` } }),
    );
    const vehicles = ['AAAAA', 'BBBBB', 'CCCCC'].map((end) =>
      call(test, 'POST /api/vehicles', {
        cookie,
        body: {
          clientId: other,
          vin: `VF1MERGE0000${end}`,
          plate: `MG-${end}`,
          make: 'Renault',
          model: 'Clio',
        },
      }),
    );
    const answers = await Promise.all([...notes, merge(kept, other), ...vehicles]);
    const noted = answers.slice(0, 6).filter(({ status }) => status === 201).length;
    const entered = answers.slice(7).filter(({ status }) => status === 201).length;
    expect(answers.every(({ status }) => [200, 201, 400, 410].includes(status))).toBe(true);
    expect((await read(`${kept}/notes`)).body).toMatchObject({ total: noted });
    const owned = await call(test, `GET /api/vehicles?clientId=${kept}`, { cookie });
    expect(owned.body).toMatchObject({ total: entered });
  });

  it('what knows owners by heart follows: the fleet, the device, and sessions of the moved account', async () => {
    const keptAccount = await test.createAccount('client');
    const otherAccount = await test.createAccount('client');
    const [kept, other] = [keptAccount.clientId!, otherAccount.clientId!];
    const { vehicle, device } = await enrolledVehicle(test, cookie, other);
    const send = async (ageMs: number): Promise<number> => {
      const time = new Date(test.clock.now() - ageMs).toISOString();
      const gps = { sensor: 'gps', satellites: 7, location: [45, 5], course: 90, speed: 50 };
      const records = [{ time, data: { sensors: [gps] } }];
      return (await upload(test, device, { localtime: time, records })).status;
    };
    expect(await send(5000)).toBe(200);
    const [ofKept, ofOther] = [
      await test.login(keptAccount.email),
      await test.login(otherAccount.email),
    ];
    const fleet = async (as: string): Promise<unknown[]> => {
      const { body } = await call(test, 'GET /api/fleet', { cookie: as });
      return (body as { rows: unknown[][] }).rows.map(([id]) => id);
    };
    expect(await fleet(ofKept)).toEqual([]);
    expect(await fleet(ofOther)).toEqual([vehicle.id]);
    expect((await merge(kept, other)).status).toBe(200);
    expect(await fleet(ofKept)).toEqual([vehicle.id]);
    expect((await call(test, 'GET /api/fleet', { cookie: ofOther })).status).toBe(401);
    expect(await send(1000)).toBe(200);
    // The device's own knowledge of the owner does not turn it back.
    expect(await fleet(ofKept)).toEqual([vehicle.id]);
    expect(await fleet(await test.login(otherAccount.email))).toEqual([vehicle.id]);
  });
});
