import { createHmac, randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { filled, notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createVehicle, enrolledVehicle, type TestVehicle } from './test-device.js';

const MINUTE = 60_000;

describe('vehicles', () => {
  let test: TestApp;
  let cookie: string;
  let clientId: string;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
    clientId = await test.createClient();
  });
  afterAll(() => test.close());

  const create = (body: unknown): Promise<Answer> =>
    call(test, 'POST /api/vehicles', { cookie, body });
  const list = (query: string, as = cookie): Promise<Answer> =>
    call(test, `GET /api/vehicles?${query}`, { cookie: as });
  const read = (id: string, as = cookie): Promise<Answer> =>
    call(test, `GET /api/vehicles/${id}`, { cookie: as });
  const plates = ({ body }: Answer): string[] =>
    (body as { items: { plate: string }[] }).items.map(({ plate }) => plate);

  describe('are entered', () => {
    it.each(okBodies('vehicle'))('ok: $name', async ({ body, answer }) => {
      const created = await create(filled(body, { clientId }));
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({
        ...answer,
        clientId,
        state: 'never',
        last: null,
        device: null,
      });
      const { id } = created.body as { id: string };
      expect((await read(id)).body).toEqual(created.body);
    });

    it.each(notOkBodies('vehicle'))('not ok: $name', async ({ body, faults: expected }) => {
      const answer = await create(filled(body, { clientId }));
      expect(answer.status).toBe(400);
      expect(faults(answer)).toEqual(expected);
    });

    it('under a pseudonym that only the key’s owner can work out', async () => {
      const vin = 'WVWZZZ1KZ00000001';
      const { body } = await create({
        clientId,
        vin,
        plate: 'PS-001-AA',
        make: 'VW',
        model: 'Golf',
      });
      const carId = createHmac('sha256', test.keys.vinKey).update(vin).digest('hex');
      expect(body).toMatchObject({ carId });
    });

    it('once a VIN and once a plate', async () => {
      const body = {
        clientId,
        vin: 'WVWZZZ1KZ00000002',
        plate: 'NN-001-CE',
        make: 'VW',
        model: 'Golf',
      };
      expect((await create(body)).status).toBe(201);
      const sameVin = await create({ ...body, vin: 'wvwzzz1kz 00000002', plate: 'NN-002-CE' });
      expect(refusal(sameVin)).toBe('409 VEHICLE.VIN_TAKEN');
      expect(faults(sameVin)).toEqual(['/vin VEHICLE.VIN_TAKEN']);
      const samePlate = await create({ ...body, vin: 'WVWZZZ1KZ00000003', plate: 'nn001ce' });
      expect(refusal(samePlate)).toBe('409 VEHICLE.PLATE_TAKEN');
      expect(faults(samePlate)).toEqual(['/plate VEHICLE.PLATE_TAKEN']);
    });
  });

  describe('are read', () => {
    it('with their VIN by staff, without it by their client, and by no other client', async () => {
      const owner = await test.createAccount('client');
      const vehicle = await createVehicle(test, owner.clientId);
      const own = await test.login(owner.email);
      expect((await read(vehicle.id)).body).toMatchObject({ vin: expect.any(String) as string });
      expect((await read(vehicle.id, own)).body).toMatchObject({
        plate: vehicle.plate,
        client: { id: owner.clientId },
      });
      expect((await read(vehicle.id, own)).body).not.toHaveProperty('vin');
      expect(refusal(await read(vehicle.id, await test.loggedInAs('client')))).toBe(
        '404 VEHICLE.NOT_FOUND',
      );
      expect(refusal(await read(randomUUID()))).toBe('404 VEHICLE.NOT_FOUND');
    });

    it('with their device and its last word', async () => {
      const { vehicle, device } = await enrolledVehicle(test, cookie);
      expect((await read(vehicle.id)).body).toMatchObject({
        device: {
          id: device.id,
          enrolledAt: expect.any(String) as string,
          agentVersion: '0.0.0-test',
        },
      });
    });

    it('with what is known of them last', async () => {
      const vehicle = await createVehicle(test);
      const now = test.clock.now();
      await setLast(vehicle, {
        time: now - 1000,
        speed: 48,
        positionTime: now - 3000,
        power: 'driving',
      });
      expect((await read(vehicle.id)).body).toMatchObject({
        state: 'moving',
        last: {
          time: new Date(now - 1000).toISOString(),
          positionTime: new Date(now - 3000).toISOString(),
          latitude: 45.75,
          longitude: 4.85,
          speedKmh: 48,
          power: 'driving',
        },
      });
      expect((await read(vehicle.id)).body).not.toHaveProperty('last.rpm');
    });
  });

  describe('are listed', () => {
    let one: TestVehicle;

    beforeAll(async () => {
      const owner = await test.pool.query<{ id: string }>(
        "INSERT INTO clients (first_name, last_name, email) VALUES ('Solène', 'Péché', 'peche@example.fr') RETURNING id",
      );
      const ownerId = owner.rows[0]!.id;
      for (const [plate, make, model] of [
        ['ZZ-001-LJ', 'Citroën', 'C3'],
        ['ZZ-002-LJ', 'Škoda', 'Octavia'],
        ['ZZ-003-LJ', 'Renault', 'Mégane'],
      ] as const) {
        const vin = `VF1LST000000${plate.slice(3, 6)}00`;
        expect((await create({ clientId: ownerId, vin, plate, make, model })).status).toBe(201);
      }
      one = await createVehicle(test, ownerId);
    });

    it('page by page, in order', async () => {
      const first = await list('search=zz-00&pageSize=2&sort=-plate');
      expect(first.body).toMatchObject({ total: 3, page: 1, pageSize: 2 });
      expect(plates(first)).toEqual(['ZZ-003-LJ', 'ZZ-002-LJ']);
      expect(plates(await list('search=zz-00&pageSize=2&sort=-plate&page=2'))).toEqual([
        'ZZ-001-LJ',
      ]);
      expect(plates(await list('search=zz-00&sort=model'))).toEqual([
        'ZZ-001-LJ',
        'ZZ-003-LJ',
        'ZZ-002-LJ',
      ]);
    });

    it('without VINs', async () => {
      const { items } = (await list('')).body as { items: object[] };
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) expect(item).not.toHaveProperty('vin');
    });

    it.each([
      ['a plate without hyphens', 'zz001lj', ['ZZ-001-LJ']],
      ['a make without accents', 'citroen c3', ['ZZ-001-LJ']],
      ['a make with other accents', 'skoda', ['ZZ-002-LJ']],
      ['the owner’s name', 'megane peche', ['ZZ-003-LJ']],
    ])('found by %s', async (_, search, expected) => {
      expect(plates(await list(`search=${search}`))).toEqual(expected);
    });

    it('of one client', async () => {
      expect((await list(`clientId=${one.clientId}`)).body).toMatchObject({ total: 4 });
      expect((await list(`clientId=${randomUUID()}`)).body).toMatchObject({ total: 0 });
    });

    it('to a client: their own only, whoever they ask for', async () => {
      const owner = await test.createAccount('client');
      const vehicle = await createVehicle(test, owner.clientId);
      const own = await test.login(owner.email);
      expect(plates(await list('', own))).toEqual([vehicle.plate]);
      expect((await list(`clientId=${one.clientId}`, own)).body).toMatchObject({ total: 0 });
      expect((await list('search=zz-00', own)).body).toMatchObject({ total: 0 });
      expect((await list('state=never', own)).body).toMatchObject({ total: 1 });
    });

    it('by what they do, which changes as time goes by', async () => {
      const owner = await test.createClient();
      const now = test.clock.now();
      const moving = await createVehicle(test, owner);
      const stopped = await createVehicle(test, owner);
      const parked = await createVehicle(test, owner);
      const never = await createVehicle(test, owner);
      await setLast(moving, { time: now, speed: 30 });
      await setLast(stopped, { time: now, speed: 2 });
      await setLast(parked, { time: now - 60 * MINUTE, speed: 0, power: 'parked' });
      const inState = async (state: string): Promise<string[]> =>
        plates(await list(`clientId=${owner}&state=${state}`));
      expect(await inState('moving')).toEqual([moving.plate]);
      expect(await inState('stopped')).toEqual([stopped.plate]);
      expect(await inState('parked')).toEqual([parked.plate]);
      expect(await inState('never')).toEqual([never.plate]);
      test.clock.advance(3 * MINUTE);
      expect(await inState('moving')).toEqual([]);
      expect(await inState('stale')).toEqual([moving.plate, stopped.plate]);
      expect(await inState('parked')).toEqual([parked.plate]);
      const page = await list(`clientId=${owner}&state=stale&pageSize=1&page=2`);
      expect(page.body).toMatchObject({
        total: 2,
        items: [{ plate: stopped.plate, state: 'stale' }],
      });
      test.clock.run();
    });

    it.each([
      ['state=flying', '/state isIn'],
      ['clientId=7', '/clientId isUuid'],
      ['sort=vin', '/sort isIn'],
    ])('not with %s', async (query, fault) => {
      const answer = await list(query);
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual([fault]);
    });
  });

  interface Last {
    readonly time: number;
    readonly speed: number;
    readonly positionTime?: number;
    readonly power?: string;
  }

  async function setLast(
    { series }: TestVehicle,
    { time, speed, positionTime, power }: Last,
  ): Promise<void> {
    await test.pool.query(
      `INSERT INTO vehicle_state (series, ts, speed_kmh, position_ts, latitude, longitude, power, power_ts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        series,
        new Date(time),
        speed,
        ...(positionTime === undefined
          ? [null, null, null]
          : [new Date(positionTime), 45.75, 4.85]),
        power ?? null,
        power === undefined ? null : new Date(time),
      ],
    );
  }
});
