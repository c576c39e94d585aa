import { FleetIndex } from '../../src/modules/telemetry/fleet-index.js';
import { FleetChanges } from '../../src/modules/vehicles/vehicles.public.js';
import { TestApp } from './app-harness.js';
import { call, faults, refusal } from './call.js';
import { until } from './imports.js';
import { createVehicle, enrolledVehicle } from './test-device.js';
import { upload } from './uploads.js';

const NOW = Date.UTC(2026, 10, 25, 12);

let test: TestApp;
let cookie: string;

beforeAll(async () => {
  test = await TestApp.start({ nowMs: NOW });
  cookie = await test.loggedInAs('employee');
});
afterAll(() => test.close());

/** A vehicle that was there some seconds ago. */
async function seen(latitude: number, longitude: number, secondsAgo: number, speed: number) {
  const { vehicle, device } = await enrolledVehicle(test, cookie);
  const time = new Date(NOW - secondsAgo * 1000).toISOString();
  const gps = { sensor: 'gps', satellites: 7, location: [latitude, longitude], course: 90, speed };
  await upload(test, device, { localtime: time, records: [{ time, data: { sensors: [gps] } }] });
  return vehicle;
}

interface FleetBody {
  readonly rows: readonly (readonly unknown[])[];
  readonly counts: Readonly<Record<string, number>>;
}

async function fleet(query = '', as = cookie): Promise<FleetBody> {
  const answer = await call(test, `GET /api/fleet${query}`, { cookie: as });
  expect(answer.status).toBe(200);
  return answer.body as FleetBody;
}

it('tells where everybody was last, compact, and who is in which state', async () => {
  const moving = await seen(45, 5, 10, 50);
  const stale = await seen(48, 2, 300, 50);
  await call(test, 'POST /api/vehicles', {
    cookie,
    body: {
      clientId: moving.clientId,
      vin: 'VF1BB1R0H12345678',
      plate: 'NV-001-NV',
      make: 'Renault',
      model: 'Clio',
    },
  });
  const body = await fleet();
  expect(body).toEqual({
    at: NOW,
    columns: [
      'id',
      'time',
      'latitude',
      'longitude',
      'courseDegrees',
      'speedKmh',
      'rpm',
      'power',
      'positionTime',
    ],
    rows: [
      [moving.id, NOW - 10_000, 45, 5, 90, 50, null, null, NOW - 10_000],
      [stale.id, NOW - 300_000, 48, 2, 90, 50, null, null, NOW - 300_000],
    ],
    counts: { moving: 1, stopped: 0, parked: 0, stale: 1, offline: 0, never: 1, total: 3 },
    truncated: false,
  });
});

it('filters by bounds, counts all the same', async () => {
  const before = (await fleet()).counts;
  await seen(45, 5, 10, 50);
  const east = await seen(0, 179, 10, 0);
  const body = await fleet('?bounds=170,-10,-170,10');
  expect(body.rows.map(([id]) => id)).toEqual([east.id]);
  const { moving = 0, stopped = 0, total = 0 } = before;
  expect(body.counts).toMatchObject({ moving: moving + 1, stopped: stopped + 1, total: total + 2 });
});

it.each(['1,2,3', '10,50,0,40', 'a,b,c,d', '', ',,,'])(
  'refuses the bounds "%s"',
  async (bounds) => {
    const answer = await call(test, `GET /api/fleet?bounds=${bounds}`, { cookie });
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(['/bounds isBounds']);
  },
);

it('shows clients their own vehicles only', async () => {
  const own = await seen(45, 5, 10, 50);
  await seen(46, 5, 10, 50);
  const client = await test.login((await test.createAccount('client', own.clientId)).email);
  const body = await fleet('', client);
  expect(body.rows.map(([id]) => id)).toEqual([own.id]);
  expect(body.counts).toMatchObject({ moving: 1, total: 1 });
});

it('knows at its start what was known before', async () => {
  const vehicle = await createVehicle(test);
  await test.pool.query(
    `INSERT INTO vehicle_state (series, ts, position_ts, latitude, longitude, power, power_ts)
     VALUES ($1, $2, $2, 45, 5, 'parked', $2)`,
    [vehicle.series, new Date(NOW - 3_600_000)],
  );
  await test.restart();
  const body = await fleet();
  expect(body.rows).toContainEqual([
    vehicle.id,
    NOW - 3_600_000,
    45,
    5,
    ...[null, null, null],
    'parked',
    NOW - 3_600_000,
  ]);
  expect(body.counts).toMatchObject({ parked: 1 });
});

describe('what the bus did not tell', () => {
  const sync = () => test.app.get(FleetIndex).sync();
  const known = (id: string) => test.app.get(FleetIndex).fleet.get(id)?.ref;

  it('is read after its commit, however late that comes', async () => {
    const clientId = await test.createClient();
    const writer = await test.pool.connect();
    await writer.query('BEGIN');
    const { rows } = await writer.query<{ id: string }>(
      `INSERT INTO vehicles (client_id, vin, car_id, plate, make, model)
       VALUES ($1, 'VF1LATE0000000001', repeat('a', 64), 'LA-001-TE', 'Renault', 'Clio') RETURNING id`,
      [clientId],
    );
    const late = rows[0]!.id;
    const prompt = await createVehicle(test);
    await sync();
    expect([known(prompt.id)?.series, known(late)]).toEqual([prompt.series, undefined]);
    await writer.query('COMMIT');
    writer.release();
    await sync();
    expect(known(late)).toMatchObject({ id: late, clientId });
  });

  it('is another owner, who is responsible, and a vehicle that is no more', async () => {
    const vehicle = await createVehicle(test);
    await sync();
    const { total = 0 } = (await fleet()).counts;
    const { id: responsibleId } = await test.createAccount('employee');
    const told: string[] = [];
    const end = test.app
      .get(FleetIndex)
      .onOwnerChange(({ vehicle: { id }, formerClientId }) => told.push(id, formerClientId));
    const clientId = await test.createClient();
    await test.pool.query('UPDATE vehicles SET client_id = $2 WHERE id = $1', [
      vehicle.id,
      clientId,
    ]);
    await test.pool.query('UPDATE clients SET responsible_id = $2 WHERE id = $1', [
      clientId,
      responsibleId,
    ]);
    await sync();
    end();
    expect(known(vehicle.id)).toMatchObject({ clientId, responsibleId });
    expect(told).toEqual([vehicle.id, vehicle.clientId]);
    await test.pool.query(
      "UPDATE vehicle_owners SET period = daterange('2026-11-02', NULL) WHERE vehicle_id = $1",
      [vehicle.id],
    );
    await sync();
    expect(known(vehicle.id)?.ownedSinceMs).toBe(Date.parse('2026-11-02T00:00+01:00'));
    await test.pool.query('DELETE FROM vehicles WHERE id = $1', [vehicle.id]);
    await sync();
    expect(known(vehicle.id)).toBeUndefined();
    expect((await fleet()).counts).toMatchObject({ total: total - 1 });
  });

  it('is all that is read', async () => {
    const changes = test.app.get(FleetChanges);
    const one = await createVehicle(test);
    await createVehicle(test);
    const whole = await changes.since(undefined);
    expect(whole.vehicles.length).toBeGreaterThan(2);
    let { mark } = whole;
    // What is still being written beside it, in another database too, has it told again what it was told.
    await until(
      async () => {
        const told = await changes.since(mark);
        ({ mark } = told);
        return told.vehicles;
      },
      (vehicles) => vehicles.length === 0,
    );
    await test.pool.query('UPDATE clients SET responsible_id = $2 WHERE id = $1', [
      one.clientId,
      (await test.createAccount('employee')).id,
    ]);
    const { vehicles, gone, isWhole } = await changes.since(mark);
    expect([vehicles.map(({ id }) => id), gone, isWhole]).toEqual([[one.id], [], false]);
  });

  it.each([
    ['after half a day', { atMs: NOW - 13 * 3_600_000 }],
    ['after a restored backup', { mark: String(2n ** 62n) }],
  ])('is looked for everywhere %s', async (_, changed) => {
    const changes = test.app.get(FleetChanges);
    const { mark } = await changes.since(undefined);
    expect(await changes.since({ ...mark, ...changed })).toMatchObject({ isWhole: true });
  });
});
