import { TestApp } from './app-harness.js';
import { call, faults, refusal } from './call.js';
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
