import { TestApp } from './app-harness.js';
import { call, faults, refusal } from './call.js';
import { enrolledVehicle } from './test-device.js';
import { upload } from './uploads.js';

const NOW = Date.UTC(2026, 10, 25, 12);

let test: TestApp;
let cookie: string;

beforeAll(async () => {
  test = await TestApp.start({ nowMs: NOW });
  cookie = await test.loggedInAs('employee');
});
afterAll(() => test.close());

/** A vehicle that drove for the last `seconds` seconds, one reading each. */
async function driven(seconds: number): Promise<{ id: string; clientId: string }> {
  const { vehicle, device } = await enrolledVehicle(test, cookie);
  const records = Array.from({ length: seconds }, (_, second) => ({
    time: new Date(NOW - (seconds - second) * 1000).toISOString(),
    data: {
      sensors: [
        {
          sensor: 'gps',
          satellites: 7,
          location: [45 + second / 1e4, 5],
          speed: 40 + (second % 20),
        },
        {
          sensor: 'obd2',
          rpm: second === 700 ? 6100 : 1500 + (second % 9),
          speed: 41 + (second % 20),
        },
      ],
    },
  }));
  for (let start = 0; start < seconds; start += 1000) {
    const part = records.slice(start, start + 1000);
    const answer = await upload(test, device, {
      localtime: new Date(NOW).toISOString(),
      records: part,
    });
    expect(answer.status).toBe(200);
  }
  return vehicle;
}

interface TrackBody {
  readonly points: readonly { readonly time: string; readonly rpm: number }[];
  readonly total: number;
  readonly reduction: object;
}

async function track(id: string, query = ''): Promise<TrackBody> {
  const answer = await call(test, `GET /api/vehicles/${id}/track${query}`, { cookie });
  expect(answer.status).toBe(200);
  return answer.body as TrackBody;
}

describe('GET /api/vehicles/:id/track', () => {
  it('gives a short period whole, every field under its name', async () => {
    const { id } = await driven(3);
    const body = await track(id);
    expect(body).toMatchObject({ total: 3, reduction: { method: 'none' } });
    expect(body.points[0]).toEqual({
      time: '2026-11-25T11:59:57.000Z',
      latitude: 45,
      longitude: 5,
      satellites: 7,
      gpsSpeedKmh: 40,
      obdSpeedKmh: 41,
      speedKmh: 41,
      rpm: 1500,
    });
  });

  it('reduces a long one without losing its peak, and says how', async () => {
    const { id } = await driven(3000);
    const body = await track(id, '?maxPoints=100');
    expect(body.total).toBe(3000);
    expect(body.reduction).toEqual({
      method: 'bucket-extremes',
      bucketMs: expect.any(Number) as number,
    });
    const { points } = body;
    expect(points.length).toBeGreaterThan(50);
    expect(points.length).toBeLessThanOrEqual(100);
    expect(Math.max(...points.map(({ rpm }) => rpm))).toBe(6100);
    expect(points.map(({ time }) => time)).toEqual(points.map(({ time }) => time).sort());
    expect(points.at(-1)?.time).toBe('2026-11-25T11:59:59.000Z');
  });

  it('keeps to the period: begin inclusive, end exclusive', async () => {
    const { id } = await driven(5);
    const query = 'from=2026-11-25T11:59:56Z&to=2026-11-25T12:59:58%2B01:00';
    const { points } = await track(id, `?${query}`);
    expect(points.map(({ time }) => time.slice(17, 19))).toEqual(['56', '57']);
    const empty = await track(id, '?from=2026-11-01&to=2026-11-02');
    expect(empty).toEqual({ points: [], total: 0, reduction: { method: 'none' } });
  });

  it.each([
    ['from=noon', '/from isIso8601'],
    ['from=2026-02-30T00:00:00Z', '/from isInstant'],
    ['from=2026-11-26T00:00:00Z', '/from isBefore'],
    ['from=2026-01-01T00:00:00Z', '/from maxPeriod'],
    ['maxPoints=1', '/maxPoints min'],
    ['maxPoints=10001', '/maxPoints max'],
    ['maxPoints=many', '/maxPoints isInt'],
    ['points=5', '/points unknownField'],
  ])('refuses ?%s', async (query, fault) => {
    const { id } = await driven(1);
    const answer = await call(test, `GET /api/vehicles/${id}/track?${query}`, { cookie });
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toContain(fault);
  });

  it("answers 404 for another client's vehicle, and for none", async () => {
    const own = await driven(1);
    const other = await driven(1);
    const account = await test.createAccount('client', own.clientId);
    const client = await test.login(account.email);
    for (const what of ['track', 'latest-reading']) {
      expect(
        (await call(test, `GET /api/vehicles/${own.id}/${what}`, { cookie: client })).status,
      ).toBe(200);
      expect(
        refusal(await call(test, `GET /api/vehicles/${other.id}/${what}`, { cookie: client })),
      ).toBe('404 VEHICLE.NOT_FOUND');
      const nobody = 'c0ffee00-0000-4000-8000-000000000000';
      expect(refusal(await call(test, `GET /api/vehicles/${nobody}/${what}`, { cookie }))).toBe(
        '404 VEHICLE.NOT_FOUND',
      );
    }
  });
});

describe('GET /api/vehicles/:id/latest-reading', () => {
  it('has no content for a vehicle without readings, then the newest, whole', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const route = `GET /api/vehicles/${vehicle.id}/latest-reading`;
    expect((await call(test, route, { cookie })).status).toBe(204);
    const record = (time: string, battery: number): object => ({
      time,
      seq: 1,
      data: { sensors: [{ sensor: 'obd2', battery_voltage: battery }, { sensor: 'lidar' }] },
    });
    const records = [
      record('2026-11-25T11:59:00', 12.5),
      record('2026-11-25T11:00:00Z', 1),
      record('2030-01-01T00:00:00Z', 2),
    ];
    await upload(test, device, { localtime: '2026-11-25T12:00:00Z', records });
    const { status, body } = await call(test, route, { cookie });
    expect([status, body]).toEqual([
      200,
      { time: '2026-11-25T11:59:00.000Z', flags: ['timeWithoutOffset'], batteryVolts: 12.5 },
    ]);
  });
});
