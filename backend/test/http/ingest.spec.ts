import { UPLOAD_LIMITS } from '@naif/wire';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TestApp } from './app-harness.js';
import { faults, refusal } from './call.js';
import { TestDevice, enrolledVehicle } from './test-device.js';
import { rawUpload, upload } from './uploads.js';

const NOW = Date.UTC(2026, 10, 25, 12, 0, 10);
const BODIES = join(__dirname, '..', 'bodies');

let test: TestApp;
let cookie: string;

beforeAll(async () => {
  test = await TestApp.start({ nowMs: NOW });
  cookie = await test.loggedInAs('employee');
});
afterAll(() => test.close());

const body = (verdict: 'ok' | 'not-ok', name: string): string =>
  readFileSync(join(BODIES, verdict, `upload-${name}.json`), 'utf8');

/** Rows of the vehicle, `columns` of them, in order of time. */
async function stored(series: number, columns = '*'): Promise<Record<string, unknown>[]> {
  const { rows } = await test.pool.query<Record<string, unknown>>(
    `SELECT ${columns} FROM readings WHERE series = $1 ORDER BY ts`,
    [series],
  );
  return rows;
}

async function lastKnown(series: number): Promise<Record<string, unknown> | undefined> {
  const { rows } = await test.pool.query<Record<string, unknown>>(
    'SELECT * FROM vehicle_state WHERE series = $1',
    [series],
  );
  return rows[0];
}

const batch = (...times: readonly string[]): { localtime: string; records: object[] } => ({
  localtime: '2026-11-25T12:00:10Z',
  records: times.map((time) => ({ time, data: { sensors: [{ sensor: 'obd2', rpm: 900 }] } })),
});

describe('bodies that are taken', () => {
  const receipts: Record<string, object> = {
    'reference-device': { stored: 5 },
    'reference-device-without-engine': { stored: 1 },
    'reference-device-with-picture': {
      stored: 2,
      refusedPictures: [0, 1].map((index) => ({
        index,
        code: 'PICTURE.NOT_SUPPORTED',
        detail: expect.any(String) as string,
      })),
    },
    'every-addition': { stored: 2 },
    'fields-of-later-years': { stored: 1 },
    'unknown-sensor': { stored: 1 },
    'no-records': { stored: 0 },
    extremes: { stored: 2 },
    'odd-times': { stored: 7 },
    'duplicates-within': { stored: 2, duplicates: 2 },
    'bad-records-among-good': {
      stored: 2,
      refused: [
        {
          index: 1,
          seq: 2,
          code: 'RECORD.OUT_OF_RANGE',
          detail: 'data.sensors[0].rpm (obd2) must be <= 16383.75, not 20000',
        },
        { index: 2, code: 'RECORD.MALFORMED', detail: 'the record must be object' },
        {
          index: 3,
          seq: 4,
          code: 'RECORD.OUT_OF_RANGE',
          detail: 'data.sensors[0].location[0] (gps) must be <= 90, not 91',
        },
        {
          index: 4,
          seq: 5,
          code: 'RECORD.BAD_TIME',
          detail: expect.stringMatching(/^time must be an instant/) as string,
        },
        { index: 5, code: 'RECORD.MALFORMED', detail: 'data is missing' },
        { index: 6, code: 'RECORD.MALFORMED', detail: 'data.sensors[0].rpm (obd2) must be number' },
      ],
    },
    'nulls-everywhere': { stored: 1 },
    'clock-untrusted': { stored: 1 },
  };

  it('has a receipt for every file', () => {
    const names = readdirSync(join(BODIES, 'ok')).filter((name) => name.startsWith('upload-'));
    expect(names.sort()).toEqual(
      Object.keys(receipts)
        .map((name) => `upload-${name}.json`)
        .sort(),
    );
  });

  it.each(Object.keys(receipts))('%s', async (name) => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const receipt = { duplicates: 0, refused: [], commands: [], ...receipts[name] };
    const first = await upload(test, device, body('ok', name));
    expect([first.status, first.body]).toEqual([200, receipt]);
    const rows = await stored(vehicle.series);
    const total = (first.body as { stored: number }).stored;
    expect(rows).toHaveLength(total);
    // The same again, packed: everything is a duplicate, nothing changes.
    const again = await upload(test, device, body('ok', name), { gzip: true });
    const { stored: once, duplicates } = { stored: 0, duplicates: 0, ...receipts[name] };
    expect(again.body).toEqual({ ...receipt, stored: 0, duplicates: once + duplicates });
    expect(await stored(vehicle.series)).toEqual(rows);
  });
});

describe('bodies that are refused', () => {
  const refusals: Record<string, readonly [status: string, ...faults: string[]]> = {
    'no-envelope': ['400 REQUEST.INVALID', ' type'],
    null: ['400 REQUEST.INVALID', ' type'],
    broken: ['400 UPLOAD.MALFORMED'],
    'records-missing': ['400 REQUEST.INVALID', '/records required'],
    'localtime-missing': ['400 REQUEST.INVALID', '/localtime required'],
    'localtime-nonsense': ['400 REQUEST.INVALID', '/localtime format'],
    'records-no-list': ['400 REQUEST.INVALID', '/records type'],
    'outbox-no-uuid': ['400 REQUEST.INVALID', '/outbox pattern'],
    'clock-unknown': ['400 REQUEST.INVALID', '/clock/source enum'],
    'status-out-of-range': [
      '400 REQUEST.INVALID',
      '/status/cpu_temp maximum',
      '/status/outbox_depth minimum',
      '/status/power enum',
    ],
    'trouble-code-no-code': ['400 REQUEST.INVALID', '/trouble_codes/0/stored/0 pattern'],
    'result-unknown': ['400 REQUEST.INVALID', '/results/0/outcome enum'],
    'pictures-too-many': ['400 REQUEST.INVALID', '/pictures maxItems'],
    'records-too-many': ['413 UPLOAD.TOO_LARGE'],
  };

  it('has a refusal for every file', () => {
    const names = readdirSync(join(BODIES, 'not-ok')).filter((name) => name.startsWith('upload-'));
    expect(names.sort()).toEqual(
      Object.keys(refusals)
        .map((name) => `upload-${name}.json`)
        .sort(),
    );
  });

  it.each(Object.entries(refusals))('%s', async (name, [expected, ...expectedFaults]) => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const answer = await upload(test, device, body('not-ok', name));
    expect(refusal(answer)).toBe(expected);
    expect(faults(answer)).toEqual(expectedFaults.sort());
    expect(await stored(vehicle.series)).toEqual([]);
  });
});

describe('what becomes of the readings', () => {
  it('stores every field of a record, and moves the last-known state', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    await upload(test, device, body('ok', 'every-addition'));
    const [row] = await stored(vehicle.series);
    expect(row).toMatchObject({
      ts: new Date('2026-11-25T12:00:01Z'),
      seq: '1',
      outbox: 'b6f4a0de-6f7c-4e1b-9b1e-5d3e9d1f0a11',
      latitude: 45.1885,
      longitude: 5.7245,
      gps_speed_kmh: 48.2,
      obd_speed_kmh: 50,
      rpm: 1843.25,
      battery_volts: 14.2,
      short_fuel_trim_percent: -1.6,
      fix: 2,
      flags: 0,
      other_sensors: null,
    });
    expect(await lastKnown(vehicle.series)).toMatchObject({
      ts: new Date('2026-11-25T12:00:02Z'),
      position_ts: new Date('2026-11-25T12:00:02Z'),
      latitude: 45.1885,
      speed_kmh: 48.2,
      rpm: null,
      power: 'driving',
    });
  });

  it('takes [0, 0] without satellites for no position', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    await upload(test, device, body('ok', 'reference-device-without-engine'));
    expect(await stored(vehicle.series)).toMatchObject([
      {
        satellites: 0,
        latitude: null,
        longitude: null,
        gps_speed_kmh: null,
        altitude_metres: null,
        rpm: null,
        uptime_ms: '1',
      },
    ]);
    expect(await lastKnown(vehicle.series)).toMatchObject({ position_ts: null, latitude: null });
  });

  it('flags odd times, stores them, and never takes one from the future or before devices for the newest', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    await upload(test, device, body('ok', 'odd-times'));
    const rows = await stored(vehicle.series, 'extract(year FROM ts)::int AS year, flags');
    expect(rows).toEqual([
      { year: 1, flags: 4 },
      { year: 1970, flags: 4 },
      { year: 2026, flags: 0 },
      { year: 2026, flags: 1 },
      { year: 2026, flags: 2 },
      { year: 2099, flags: 2 },
      { year: 9999, flags: 2 },
    ]);
    expect(await lastKnown(vehicle.series)).toMatchObject({
      ts: new Date('2026-11-25T12:00:02.500Z'),
    });
  });

  it('keeps sensors of unknown kinds as they came, and counts them', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const before = (await test.metrics.unknownSensors.get()).values[0]?.value ?? 0;
    const sent = body('ok', 'unknown-sensor');
    await upload(test, device, sent);
    const [row] = await stored(vehicle.series, 'other_sensors, latitude');
    const [, ...unknown] = (JSON.parse(sent) as { records: [{ data: { sensors: object[] } }] })
      .records[0].data.sensors;
    expect(row).toEqual({ latitude: 45.1885, other_sensors: unknown });
    expect((await test.metrics.unknownSensors.get()).values[0]?.value).toBe(before + 2);
  });

  it('keeps the flag of a clock that the vehicle itself does not trust', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    await upload(test, device, body('ok', 'clock-untrusted'));
    expect(await stored(vehicle.series, 'flags')).toEqual([{ flags: 16 }]);
  });

  it('takes late data without moving back', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    await upload(test, device, batch('2026-11-25T12:00:05Z'));
    const late = await upload(
      test,
      device,
      batch('2026-10-01T08:00:00Z', '2025-11-25T08:00:00Z', '2021-01-01T00:00:00Z'),
    );
    expect(late.body).toMatchObject({ stored: 3 });
    expect(await lastKnown(vehicle.series)).toMatchObject({ ts: new Date('2026-11-25T12:00:05Z') });
  });

  it('knows that the vehicle parked from a status alone, and keeps it with the device', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    await upload(test, device, body('ok', 'no-records'));
    expect(await lastKnown(vehicle.series)).toMatchObject({
      ts: null,
      power: 'parked',
      power_ts: new Date('2026-11-25T12:00:09Z'),
    });
    // A status whose time is out of this world was still true when it arrived.
    const status = { time: '2030-01-01T00:00:00Z', power: 'driving' };
    await upload(test, device, { localtime: '2026-11-25T12:00:10Z', records: [], status });
    expect(await lastKnown(vehicle.series)).toMatchObject({
      power: 'driving',
      power_ts: new Date(NOW),
    });
  });
});

describe('limits and accidents', () => {
  const padded = (bytes: number, more: object = {}): string => {
    const frame = JSON.stringify({ ...batch('2026-11-25T12:00:01Z'), ...more, pad: '' });
    return JSON.stringify({
      ...batch('2026-11-25T12:00:01Z'),
      ...more,
      pad: 'x'.repeat(bytes - frame.length),
    });
  };
  const picture = { pictures: [{ car_id: 'x', time: '2026-11-25T12:00:01Z', data: '' }] };

  it.each([
    ['1 MiB', padded(UPLOAD_LIMITS.bytes), '200'],
    ['a byte more', padded(UPLOAD_LIMITS.bytes + 1), '413 UPLOAD.TOO_LARGE'],
    ['8 MiB with a picture', padded(UPLOAD_LIMITS.bytesWithPictures, picture), '200'],
    [
      'a byte more than 8 MiB',
      padded(UPLOAD_LIMITS.bytesWithPictures + 1, picture),
      '413 UPLOAD.TOO_LARGE',
    ],
  ])('%s, as it is and packed', async (_, text, expected) => {
    const { device } = await enrolledVehicle(test, cookie);
    for (const gzip of [false, true]) {
      const answer = await upload(test, device, text, { gzip });
      expect(answer.status === 200 ? '200' : refusal(answer)).toBe(expected);
    }
  });

  it('stops a gzip bomb without unpacking it', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    const headers = { 'content-encoding': 'gzip' };
    expect(refusal(await upload(test, device, bomb, { headers }))).toBe('413 UPLOAD.TOO_LARGE');
    expect(await stored(vehicle.series)).toEqual([]);
  });

  it.each([
    [
      'half a gzip',
      gzipSync(JSON.stringify(batch('2026-11-25T12:00:01Z'))).subarray(0, 60),
      { 'content-encoding': 'gzip' },
      '400 UPLOAD.MALFORMED',
    ],
    [
      'JSON that claims to be gzip',
      JSON.stringify(batch()),
      { 'content-encoding': 'gzip' },
      '400 UPLOAD.MALFORMED',
    ],
    ['nothing', '', {}, '400 UPLOAD.MALFORMED'],
    [
      'another packing',
      JSON.stringify(batch()),
      { 'content-encoding': 'br' },
      '415 UPLOAD.ENCODING_NOT_SUPPORTED',
    ],
    [
      'text',
      JSON.stringify(batch()),
      { 'content-type': 'text/plain' },
      '415 REQUEST.UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a form',
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      '415 REQUEST.UNSUPPORTED_MEDIA_TYPE',
    ],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, '415 REQUEST.UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s', async (_, bytes, headers, expected) => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    expect(refusal(await upload(test, device, bytes, { headers }))).toBe(expected);
    expect(await stored(vehicle.series)).toEqual([]);
  });

  it('takes JSON with a charset', async () => {
    const { device } = await enrolledVehicle(test, cookie);
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await upload(test, device, batch('2026-11-25T12:00:01Z'), { headers })).status).toBe(
      200,
    );
  });

  it('stores nothing of an upload that is shorter or longer than it says, or breaks off', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const text = JSON.stringify(batch('2026-11-25T12:00:01Z'));
    expect(await rawUpload(test, device, text, text.length + 10, true)).not.toBe(200);
    expect(await rawUpload(test, device, text.slice(0, 50), text.length, true)).not.toBe(200);
    expect(await rawUpload(test, device, text, text.length - 10, false)).toBe(400);
    expect(await stored(vehicle.series)).toEqual([]);
    // The server is still there, and the vehicle's next attempt works.
    expect(await rawUpload(test, device, text, text.length, false)).toBe(200);
    expect(await stored(vehicle.series)).toHaveLength(1);
  });

  it('is closed to whoever is not the vehicle', async () => {
    const { device } = await enrolledVehicle(test, cookie);
    const { vehicle: other } = await enrolledVehicle(test, cookie);
    const answer = await upload(test, device, batch('2026-11-25T12:00:01Z'), {
      carId: other.carId,
    });
    expect(refusal(answer)).toBe('403 DEVICE.WRONG_VEHICLE');
    const stranger = await upload(test, new TestDevice(test), batch(), { carId: other.carId });
    expect(stranger.status).toBe(401);
    expect(await stored(other.series)).toEqual([]);
  });
});

describe('many at once', () => {
  const minute = Array.from(
    { length: 60 },
    (_, second) => `2026-11-25T11:59:${String(second).padStart(2, '0')}Z`,
  );

  it('stores each reading once when the same batch comes several times at once', async () => {
    const { vehicle, device } = await enrolledVehicle(test, cookie);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => upload(test, device, batch(...minute))),
    );
    const sum = (field: 'stored' | 'duplicates'): number =>
      answers.reduce(
        (total, { body: receipt }) => total + (receipt as Record<string, number>)[field]!,
        0,
      );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect([sum('stored'), sum('duplicates')]).toEqual([60, 420]);
    expect(await stored(vehicle.series)).toHaveLength(60);
  });

  it('stores shuffled batches of many vehicles out of order, each vehicle standing at its newest', async () => {
    const fleet: Awaited<ReturnType<typeof enrolledVehicle>>[] = [];
    for (let index = 0; index < 6; index++) fleet.push(await enrolledVehicle(test, cookie));
    const batches = Array.from({ length: 12 }, (_, index) =>
      minute.slice(index * 5, index * 5 + 5).reverse(),
    );
    const uploads = batches.flatMap((times, turn) =>
      fleet.map((_, index) => ({
        times: batches[(turn * 7 + index) % 12] ?? times,
        ...fleet[(index + turn) % 6]!,
      })),
    );
    const answers = await Promise.all(
      uploads.map(({ device, times }) => upload(test, device, batch(...times))),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    for (const { vehicle } of fleet) {
      const rows = await stored(vehicle.series, 'ts');
      expect(new Set(rows.map(({ ts }) => (ts as Date).getTime())).size).toBe(rows.length);
      const newest = rows.at(-1)?.['ts'];
      expect(await lastKnown(vehicle.series)).toMatchObject({ ts: newest });
    }
  });
});
