import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { startOfParisDay } from '../../src/calendar/paris-day.js';
import type { VehicleDto } from '../../src/modules/vehicles/vehicle.dto.js';
import { TestApp } from './app-harness.js';
import { filled, notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import {
  createVehicle,
  enrolledVehicle,
  type TestDevice,
  type TestVehicle,
} from './test-device.js';
import { upload } from './uploads.js';

const NOW = Date.UTC(2026, 10, 24, 10);
const TODAY = '2026-11-24';
const HOUR = 3_600_000;
/** The day before, and today. */
const BEFORE = startOfParisDay(TODAY) - 2 * HOUR;
const AFTER = startOfParisDay(TODAY) + 2 * HOUR;

let test: TestApp;
let cookie: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  test = await TestApp.start({ nowMs: NOW });
  cookie = await test.loggedInAs('employee');
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => test.close());

const read = (id: string, as = cookie): Promise<Answer> =>
  call(test, `GET /api/vehicles/${id}`, { cookie: as });
const patch = (id: string, body: unknown): Promise<Answer> =>
  call(test, `PATCH /api/vehicles/${id}`, { cookie, body });
const hand = (id: string, body: unknown, as = cookie): Promise<Answer> =>
  call(test, `POST /api/vehicles/${id}/owner`, { cookie: as, body });
const listed = async (query: string, as = cookie): Promise<string[]> => {
  const { body } = await call(test, `GET /api/vehicles?${query}`, { cookie: as });
  return (body as { items: VehicleDto[] }).items.map(({ id }) => id);
};
/** A client and their session. */
const person = async (): Promise<{ clientId: string; cookie: string }> => {
  const account = await test.createAccount('client');
  return { clientId: account.clientId!, cookie: await test.login(account.email) };
};

async function drive(
  device: TestDevice,
  timeMs: number,
  latitude: number,
  codes?: string,
): Promise<void> {
  const time = new Date(timeMs).toISOString();
  const gps = { sensor: 'gps', satellites: 7, location: [latitude, 5], speed: 50 };
  const answer = await upload(test, device, {
    localtime: time,
    records: [{ time, data: { sensors: [gps] } }],
    ...(codes !== undefined && {
      trouble_codes: [{ time, mil: true, stored: [codes], pending: [], permanent: [] }],
    }),
  });
  expect(answer.body).toMatchObject({ stored: 1 });
}

describe('a vehicle is corrected', () => {
  let vehicle: { id: string; carId: string; clientId: string };
  let vins = 0;
  beforeEach(async () => {
    vins += 1;
    const clientId = await test.createClient();
    const answer = await call(test, 'POST /api/vehicles', {
      cookie,
      body: {
        clientId,
        vin: `VF1CRR00000000${String(vins).padStart(3, '0')}`,
        plate: `CR-${String(vins).padStart(3, '0')}-AA`,
        make: 'Renault',
        model: 'Clio',
        year: 2021,
        colour: 'Gris',
        firstRegisteredOn: '2021-03-15',
      },
    });
    expect(answer.status).toBe(201);
    vehicle = answer.body as typeof vehicle;
  });

  it.each(okBodies('correction'))('ok: $name', async ({ body, answer }) => {
    const given = await patch(vehicle.id, body);
    expect(given.status).toBe(200);
    expect(given.body).toMatchObject({ ...answer, carId: vehicle.carId });
    expect((await read(vehicle.id)).body).toEqual(given.body);
    for (const [field, value] of Object.entries(body as object)) {
      if (value === null) expect(given.body).not.toHaveProperty(field);
    }
  });

  it.each(notOkBodies('correction'))('not ok: $name', async ({ body, faults: expected }) => {
    const given = await patch(vehicle.id, filled(body, { clientId: vehicle.clientId }));
    expect(given.status).toBe(400);
    expect(faults(given)).toEqual(expected);
    expect((await read(vehicle.id)).body).toMatchObject({ version: 1, colour: 'Gris' });
  });

  it('once of two at a time', async () => {
    const answers = await Promise.all([
      patch(vehicle.id, { version: 1, colour: 'Rouge' }),
      patch(vehicle.id, { version: 1, colour: 'Bleu' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const stale = answers.find(({ status }) => status === 409)!;
    expect(refusal(stale)).toBe('409 RECORD.CHANGED_MEANWHILE');
    expect(faults(stale)).toEqual(['/version RECORD.CHANGED_MEANWHILE']);
  });

  it('not to the plate or the VIN of another, and not by its client', async () => {
    const other = await createVehicle(test);
    const { rows } = await test.pool.query<{ vin: string }>(
      'SELECT vin FROM vehicles WHERE id = $1',
      [other.id],
    );
    expect(faults(await patch(vehicle.id, { version: 1, vin: rows[0]!.vin }))).toEqual([
      '/vin VEHICLE.VIN_TAKEN',
    ]);
    await patch(vehicle.id, { version: 1, plate: 'XX-111-XX' });
    const third = await call(test, 'POST /api/vehicles', {
      cookie,
      body: {
        clientId: vehicle.clientId,
        vin: `VF1CRR10000000${String(vins).padStart(3, '0')}`,
        plate: 'xx 111 xx',
        make: 'Renault',
        model: 'Clio',
      },
    });
    expect(faults(third)).toEqual(['/plate VEHICLE.PLATE_TAKEN']);
    const own = await test.login((await test.createAccount('client', vehicle.clientId)).email);
    const refused = await call(test, `PATCH /api/vehicles/${vehicle.id}`, {
      cookie: own,
      body: { version: 2 },
    });
    expect(refused.status).toBe(403);
    expect(refusal(await patch(randomUUID(), { version: 1 }))).toBe('404 VEHICLE.NOT_FOUND');
  });

  it('and knows its first technical inspection while that lies ahead', async () => {
    const enter = async (firstRegisteredOn: string, plate: string): Promise<unknown> => {
      vins += 1;
      const vin = `VF1CRR20000000${String(vins).padStart(3, '0')}`;
      const { clientId } = vehicle;
      const body = { clientId, vin, plate, make: 'Kia', model: 'Niro', firstRegisteredOn };
      return (await call(test, 'POST /api/vehicles', { cookie, body })).body;
    };
    expect(await enter('2024-02-29', 'CT-001-AA')).toMatchObject({ inspectionDueOn: '2028-02-29' });
    expect(await enter('2022-11-24', 'CT-002-AA')).not.toHaveProperty('inspectionDueOn');
  });
});

describe('a vehicle is found', () => {
  it('by what it runs on and by when its inspection is due, the nearest first', async () => {
    const clientId = await test.createClient();
    const enter = async (inspectionDueOn: string | null, fuel: string): Promise<string> => {
      const { id } = await createVehicle(test, clientId);
      await patch(id, { version: 1, inspectionDueOn, fuel });
      return id;
    };
    const late = await enter('2026-11-23', 'diesel');
    const none = await enter(null, 'petrol');
    const last = await enter('2027-01-23', 'petrol');
    const today = await enter(TODAY, 'petrol');
    const far = await enter('2027-01-24', 'petrol');
    const of = (query: string): Promise<string[]> =>
      listed(`clientId=${clientId}&sort=inspectionDueOn&${query}`);
    expect(await of('inspection=overdue')).toEqual([late]);
    expect(await of('inspection=soon')).toEqual([today, last]);
    expect(await of('fuel=diesel')).toEqual([late]);
    expect(await of('')).toEqual([late, today, last, far, none]);
    const backwards = `clientId=${clientId}&sort=-inspectionDueOn`;
    expect(await listed(backwards)).toEqual([far, last, today, late, none]);
    for (const wrong of ['inspection=never', 'fuel=coal']) {
      expect((await call(test, `GET /api/vehicles?${wrong}`, { cookie })).status).toBe(400);
    }
  });
});

describe('a vehicle’s mileage', () => {
  const add = (id: string, body: unknown): Promise<Answer> =>
    call(test, `POST /api/vehicles/${id}/mileages`, { cookie, body });

  it.each(okBodies('mileage'))('ok: $name', async ({ body, answer }) => {
    const vehicle = await createVehicle(test);
    const given = await add(vehicle.id, body);
    expect(given.status).toBe(201);
    expect(given.body).toMatchObject(answer);
    expect((await read(vehicle.id)).body).toMatchObject({ mileage: answer });
  });

  it.each(notOkBodies('mileage'))('not ok: $name', async ({ body, faults: expected }) => {
    const vehicle = await createVehicle(test);
    const given = await add(vehicle.id, body);
    expect(given.status).toBe(400);
    expect(faults(given)).toEqual(expected);
    expect((await read(vehicle.id)).body).not.toHaveProperty('mileage');
  });

  it('is told once a day and source, and the newest counts', async () => {
    const vehicle = await createVehicle(test);
    const declared = { km: 100, readOn: '2026-11-01', source: 'declared' };
    await add(vehicle.id, declared);
    const twice = await add(vehicle.id, { ...declared, km: 101 });
    expect(refusal(twice)).toBe('409 VEHICLE.MILEAGE_TAKEN');
    expect(faults(twice)).toEqual(['/readOn VEHICLE.MILEAGE_TAKEN']);
    await add(vehicle.id, { km: 90, readOn: '2026-10-01', source: 'inspection' });
    expect((await read(vehicle.id)).body).toMatchObject({ mileage: { km: 100 } });
    const { body } = await call(test, `GET /api/vehicles/${vehicle.id}/mileages`, { cookie });
    expect(body).toMatchObject({ items: [{ km: 100 }, { km: 90, source: 'inspection' }] });
  });
});

describe('a vehicle’s device', () => {
  it('is not there, attached or silent, and found by that', async () => {
    const clientId = await test.createClient();
    const none = await createVehicle(test, clientId);
    const { vehicle: attached } = await enrolledVehicle(test, cookie, clientId);
    const { vehicle: silent, device } = await enrolledVehicle(test, cookie, clientId);
    await drive(device, NOW - 9 * 24 * HOUR, 45);
    await test.pool.query(`UPDATE devices SET enrolled_at = $2 WHERE vehicle_id = $1`, [
      silent.id,
      new Date(NOW - 20 * 24 * HOUR),
    ]);
    const inSituation = (device: string): Promise<string[]> =>
      listed(`clientId=${clientId}&device=${device}`);
    expect(await inSituation('none')).toEqual([none.id]);
    expect(await inSituation('attached')).toEqual([attached.id]);
    expect(await inSituation('silent')).toEqual([silent.id]);
    expect((await read(none.id)).body).toMatchObject({ deviceSituation: 'none', device: null });
    expect((await read(attached.id)).body).toMatchObject({ deviceSituation: 'attached' });
    expect((await read(silent.id)).body).toMatchObject({
      deviceSituation: 'silent',
      deviceSilentSince: new Date(NOW - 9 * 24 * HOUR).toISOString(),
    });
    expect((await read(attached.id)).body).not.toHaveProperty('deviceSilentSince');
    const answer = await call(test, 'GET /api/vehicles?device=asleep', { cookie });
    expect(faults(answer)).toEqual(['/device isIn']);
  });
});

describe('a vehicle changes hands', () => {
  it.each(okBodies('owner'))('ok: $name', async ({ body, answer }) => {
    const vehicle = await createVehicle(test);
    const ids = { clientId: vehicle.clientId, newClientId: await test.createClient() };
    const given = await hand(vehicle.id, filled(body, ids));
    expect(given.status).toBe(200);
    expect(given.body).toMatchObject(filled(answer, ids) as object);
  });

  it.each(notOkBodies('owner'))('not ok: $name', async ({ body, faults: expected }) => {
    const vehicle = await createVehicle(test);
    const ids = { clientId: vehicle.clientId, newClientId: await test.createClient() };
    const given = await hand(vehicle.id, filled(body, ids));
    expect(given.status).toBe(400);
    expect(faults(given)).toEqual(expected);
    expect((await read(vehicle.id)).body).toMatchObject({ version: 1, clientId: ids.clientId });
  });

  it('one after the other, in the order of time', async () => {
    const vehicle = await createVehicle(test);
    const [b, c] = [await test.createClient(), await test.createClient()];
    expect((await hand(vehicle.id, { version: 1, clientId: b, since: '2026-06-01' })).status).toBe(
      200,
    );
    const early = await hand(vehicle.id, { version: 2, clientId: c, since: '2026-06-01' });
    expect(faults(early)).toEqual(['/since VEHICLE.OWNER_SINCE_BEFORE_FORMER']);
    const stale = await hand(vehicle.id, { version: 1, clientId: c, since: '2026-07-01' });
    expect(refusal(stale)).toBe('409 RECORD.CHANGED_MEANWHILE');
    const both = await Promise.all([
      hand(vehicle.id, { version: 2, clientId: c, since: '2026-07-01' }),
      hand(vehicle.id, { version: 2, clientId: vehicle.clientId, since: '2026-07-01' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = await call(test, `GET /api/vehicles/${vehicle.id}/owners`, { cookie });
    expect(body).toMatchObject({
      items: [
        { clientId: vehicle.clientId, name: 'Ada Test', until: '2026-06-01' },
        { clientId: b, since: '2026-06-01', until: '2026-07-01' },
        { since: '2026-07-01' },
      ],
    });
    await expect(
      test.pool.query(
        `INSERT INTO vehicle_owners (vehicle_id, client_id, period) VALUES ($1, $2, '[2026-06-10,2026-06-11)')`,
        [vehicle.id, b],
      ),
    ).rejects.toMatchObject({ constraint: 'vehicle_owners_no_overlap' });
    const { cookie: client } = await person();
    expect((await hand(vehicle.id, { version: 3, clientId: b, since: TODAY }, client)).status).toBe(
      403,
    );
  });

  it('and each owner is told of looks at the own time, not at the other one’s', async () => {
    const [former, next] = [await person(), await person()];
    const vehicle = await createVehicle(test, former.clientId);
    await hand(vehicle.id, { version: 1, clientId: next.clientId, since: '2026-11-20' });
    const look = async (period: string, role: 'employee' | 'auditor'): Promise<void> => {
      const as = await test.loggedInAs(role);
      const { status } = await call(test, `GET /api/vehicles/${vehicle.id}/track?${period}`, {
        cookie: as,
      });
      expect(status).toBe(200);
    };
    const told = async (as: string): Promise<unknown[]> =>
      (
        (await call(test, 'GET /api/account/looks', { cookie: as })).body as {
          items: { by: { role: string } }[];
        }
      ).items.map(({ by }) => by.role);
    await look('from=2026-11-10&to=2026-11-12', 'employee');
    expect([await told(former.cookie), await told(next.cookie)]).toEqual([['employee'], []]);
    await look('from=2026-11-21&to=2026-11-22', 'employee');
    expect([await told(former.cookie), await told(next.cookie)]).toEqual([
      ['employee'],
      ['employee'],
    ]);
    await look('from=2026-11-15&to=2026-11-24', 'auditor');
    expect([await told(former.cookie), await told(next.cookie)]).toEqual([
      ['auditor', 'employee'],
      ['auditor', 'employee'],
    ]);
  });

  it('only once the former owner’s contracts end by then', async () => {
    const vehicle = await createVehicle(test);
    const clientId = await test.createClient();
    const contract = (await enter(vehicle, vehicle.clientId, '2026-01-01')).body as {
      id: string;
      number: string;
    };
    const answer = await hand(vehicle.id, { version: 1, clientId, since: '2026-11-20' });
    expect(refusal(answer)).toBe('409 VEHICLE.OWNER_STILL_INSURED');
    expect(faults(answer)).toEqual(['/since VEHICLE.OWNER_STILL_INSURED']);
    expect((answer.body as { detail: string }).detail).toContain(contract.number);
    const body = { version: 1, effectiveOn: '2026-11-20', reason: 'Sold' };
    await call(test, `POST /api/contracts/${contract.id}/termination`, { cookie, body });
    expect((await hand(vehicle.id, { version: 1, clientId, since: '2026-11-20' })).status).toBe(
      200,
    );
    const early = await enter(vehicle, clientId, '2026-11-19');
    expect(faults(early)).toEqual(['/startsOn CONTRACT.BEFORE_OWNERSHIP']);
    const late = await enter(vehicle, vehicle.clientId, '2026-11-20');
    expect(faults(late)).toEqual(['/vehicleId CONTRACT.VEHICLE_OF_OTHER_CLIENT']);
    expect((await enter(vehicle, clientId, '2026-11-20')).status).toBe(201);
  });

  const enter = (vehicle: TestVehicle, clientId: string, startsOn: string): Promise<Answer> =>
    call(test, 'POST /api/contracts', {
      cookie,
      body: {
        clientId,
        vehicleId: vehicle.id,
        formula: 'third-party',
        status: 'active',
        startsOn,
        premiumCents: 1,
      },
    });

  describe('and each sees their own time only', () => {
    let vehicle: TestVehicle;
    let device: TestDevice;
    let former: { clientId: string; cookie: string };
    let next: { clientId: string; cookie: string };

    beforeEach(async () => {
      former = await person();
      next = await person();
      ({ vehicle, device } = await enrolledVehicle(test, cookie, former.clientId));
    });
    const handOver = async (): Promise<void> => {
      const { clientId } = next;
      const answer = await hand(vehicle.id, { version: 1, clientId, since: TODAY });
      expect(answer.status).toBe(200);
    };
    const times = async (as: string): Promise<string[]> => {
      const query = `from=2026-11-20&to=2026-11-25`;
      const { status, body } = await call(test, `GET /api/vehicles/${vehicle.id}/track?${query}`, {
        cookie: as,
      });
      expect(status).toBe(200);
      return (body as { points: { time: string }[] }).points.map(({ time }) => time);
    };
    const latest = (as: string): Promise<Answer> =>
      call(test, `GET /api/vehicles/${vehicle.id}/latest-reading`, { cookie: as });
    const iso = (ms: number): string => new Date(ms).toISOString();

    it('of its track and readings', async () => {
      await drive(device, BEFORE, 45);
      await handOver();
      expect(await times(next.cookie)).toEqual([]);
      expect((await latest(next.cookie)).status).toBe(204);
      expect((await latest(former.cookie)).body).toMatchObject({ time: iso(BEFORE) });
      await drive(device, AFTER, 46);
      expect(await times(former.cookie)).toEqual([iso(BEFORE)]);
      expect(await times(next.cookie)).toEqual([iso(AFTER)]);
      expect(await times(cookie)).toEqual([iso(BEFORE), iso(AFTER)]);
      expect((await latest(former.cookie)).body).toMatchObject({ time: iso(BEFORE) });
      expect((await latest(next.cookie)).body).toMatchObject({ time: iso(AFTER) });
      const stranger = await person();
      expect(refusal(await latest(stranger.cookie))).toBe('404 VEHICLE.NOT_FOUND');
    });

    it('of where it is', async () => {
      await drive(device, BEFORE, 45);
      await handOver();
      const fleet = async (as: string) =>
        (await call(test, 'GET /api/fleet', { cookie: as })).body as {
          rows: unknown[][];
          counts: { total: number; never: number };
        };
      expect(await fleet(former.cookie)).toMatchObject({ rows: [], counts: { total: 0 } });
      expect(await fleet(next.cookie)).toMatchObject({ rows: [], counts: { total: 1, never: 1 } });
      expect((await read(vehicle.id, next.cookie)).body).toMatchObject({
        state: 'never',
        last: null,
        ownedSince: TODAY,
      });
      expect(await listed('state=never', next.cookie)).toEqual([vehicle.id]);
      expect((await read(vehicle.id)).body).toMatchObject({ last: { latitude: 45 } });
      await drive(device, AFTER, 46);
      expect((await fleet(next.cookie)).rows).toHaveLength(1);
      expect((await fleet(former.cookie)).rows).toEqual([]);
      expect((await read(vehicle.id, next.cookie)).body).toMatchObject({ last: { latitude: 46 } });
    });

    it('of what the former owner finds again', async () => {
      await handOver();
      const { body } = await read(vehicle.id, former.cookie);
      expect(body).toMatchObject({
        clientId: former.clientId,
        client: { id: former.clientId },
        ownedUntil: TODAY,
        state: 'never',
        last: null,
        device: null,
      });
      expect(JSON.stringify(body)).not.toContain(next.clientId);
      expect(await listed('', former.cookie)).toEqual([]);
      expect(await listed('ownership=former', former.cookie)).toEqual([vehicle.id]);
      expect(await listed('ownership=former', next.cookie)).toEqual([]);
      expect(await listed(`ownership=former&clientId=${former.clientId}`)).toEqual([vehicle.id]);
      // Nor can the new owner be found out by searching.
      expect(await listed('ownership=former&search=ada', former.cookie)).toEqual([]);
      const owners = await call(test, `GET /api/vehicles/${vehicle.id}/owners`, {
        cookie: former.cookie,
      });
      expect(owners.body).toEqual({
        items: [{ clientId: former.clientId, name: expect.any(String) as string, until: TODAY }],
      });
    });

    it('of its mileage', async () => {
      const add = (km: number, readOn: string): Promise<Answer> =>
        call(test, `POST /api/vehicles/${vehicle.id}/mileages`, {
          cookie,
          body: { km, readOn, source: 'declared' },
        });
      await add(100, '2026-11-23');
      await handOver();
      await add(200, TODAY);
      const kms = async (as: string): Promise<number[]> => {
        const route = `GET /api/vehicles/${vehicle.id}/mileages`;
        const { body } = await call(test, route, { cookie: as });
        return (body as { items: { km: number }[] }).items.map(({ km }) => km);
      };
      expect(await kms(former.cookie)).toEqual([100]);
      expect(await kms(next.cookie)).toEqual([200]);
      expect(await kms(cookie)).toEqual([200, 100]);
      expect((await read(vehicle.id, former.cookie)).body).toMatchObject({ mileage: { km: 100 } });
      expect((await read(vehicle.id, next.cookie)).body).toMatchObject({ mileage: { km: 200 } });
    });

    it('of its cover', async () => {
      const coverage = async (at: number, as: string): Promise<unknown> => {
        const route = `GET /api/vehicles/${vehicle.id}/coverage?at=${iso(at)}`;
        const answer = await call(test, route, { cookie: as });
        return answer.status === 200 ? (answer.body as { reason: string }).reason : answer.status;
      };
      const { body: contract } = await call(test, 'POST /api/contracts', {
        cookie,
        body: {
          clientId: former.clientId,
          vehicleId: vehicle.id,
          formula: 'third-party',
          status: 'active',
          startsOn: '2026-01-01',
          endsOn: TODAY,
          premiumCents: 1,
        },
      });
      expect(contract).toHaveProperty('id');
      await handOver();
      expect(await coverage(BEFORE, former.cookie)).toBe('covered');
      expect(await coverage(AFTER, former.cookie)).toBe(404);
      expect(await coverage(BEFORE, next.cookie)).toBe(404);
      expect(await coverage(AFTER, next.cookie)).toBe('no-contract');
      expect(await coverage(BEFORE, cookie)).toBe('covered');
    });

    it('of what they watch live, from that moment on', async () => {
      await drive(device, BEFORE, 45);
      const pages = {
        former: await open(former.cookie),
        next: await open(next.cookie),
        staff: await open(cookie),
      };
      expect(await pages.former.ask('vehicle:watch', { vehicleId: vehicle.id })).toMatchObject({
        ok: true,
        latest: { time: iso(BEFORE) },
      });
      await pages.staff.ask('vehicle:watch', { vehicleId: vehicle.id });
      for (const page of [pages.former, pages.next]) await page.ask('fleet:watch', {});
      await until(() => pages.next.of('fleet:snapshot').length === 1);
      expect(pages.former.of('fleet:snapshot')[0]).toMatchObject({
        rows: [[vehicle.id, BEFORE]].map((row) => expect.arrayContaining(row) as unknown),
      });
      await handOver();
      await until(() => pages.former.of('vehicle:gone').length === 1);
      await until(() => pages.next.of('fleet:snapshot').length === 2);
      await until(() => pages.former.of('fleet:snapshot').length === 2);
      expect(pages.former.of('fleet:snapshot')[1]).toMatchObject({ rows: [] });
      expect(pages.next.of('fleet:snapshot')[1]).toMatchObject({ rows: [] });
      expect(pages.next.of('fleet:counts').at(-1)).toMatchObject({ total: 1, never: 1 });
      expect(await pages.former.ask('vehicle:watch', { vehicleId: vehicle.id })).toMatchObject({
        code: 'VEHICLE.NOT_FOUND',
      });
      expect(await pages.next.ask('vehicle:watch', { vehicleId: vehicle.id })).toEqual({
        ok: true,
        latest: null,
      });
      // Kept on the way since before: not the new owner's.
      await drive(device, BEFORE + 1000, 45.5);
      await drive(device, AFTER, 46);
      await until(() => pages.next.of('vehicle:readings').length === 1);
      await until(() => pages.staff.of('vehicle:readings').length === 2);
      expect(pages.next.of('vehicle:readings')[0]).toMatchObject({
        readings: [{ time: iso(AFTER) }],
      });
      // A vehicle is told at most once a second.
      test.clock.advance(2000);
      await until(() => pages.next.of('fleet:changes').length > 0);
      test.clock.set(NOW);
      expect(pages.former.of('vehicle:readings')).toEqual([]);
      expect(pages.former.of('fleet:changes')).toEqual([]);
    });
  });
});

interface LivePage {
  readonly ask: (event: string, request: unknown) => Promise<unknown>;
  readonly of: (event: string) => Record<string, unknown>[];
}

async function open(as: string): Promise<LivePage> {
  const frames: { event: string; payload: Record<string, unknown> }[] = [];
  const socket = io(test.origin, {
    path: '/api/live',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie: as },
  });
  sockets.push(socket);
  socket.onAny((event: string, payload: Record<string, unknown>) =>
    frames.push({ event, payload }),
  );
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return {
    ask: (event, request) => socket.timeout(5000).emitWithAck(event, request) as Promise<unknown>,
    of: (event) => frames.filter((frame) => frame.event === event).map(({ payload }) => payload),
  };
}

async function until(what: () => boolean, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!what()) {
    if (Date.now() > end) throw new Error(`Never came true: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
