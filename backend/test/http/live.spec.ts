import { io, type Socket } from 'socket.io-client';
import { TestApp } from './app-harness.js';
import { call } from './call.js';
import {
  type TestDevice,
  type TestVehicle,
  createVehicle,
  enrolledVehicle,
} from './test-device.js';
import { upload } from './uploads.js';

let test: TestApp;
let employee: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  test = await TestApp.start();
  employee = await test.loggedInAs('employee');
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => test.close());

interface Frame {
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

/** A page's socket, and everything that came over it, in order. */
class Page {
  readonly frames: Frame[] = [];
  closed: string | undefined;

  private constructor(readonly socket: Socket) {
    socket.onAny((event: string, payload: Record<string, unknown>) =>
      this.frames.push({ event, payload }),
    );
    socket.on('disconnect', (reason) => (this.closed = reason));
  }

  /** Opens a socket. Rejects with the code of the refusal. */
  static open(cookie: string | undefined, headers: Record<string, string> = {}): Promise<Page> {
    const socket = io(test.origin, {
      path: '/api/live',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { ...(cookie !== undefined && { cookie }), ...headers },
    });
    sockets.push(socket);
    const page = new Page(socket);
    return new Promise((resolve, reject) => {
      socket.on('connect', () => resolve(page));
      socket.on('connect_error', (error: Error & { data?: { code: string } }) => {
        reject(new Error(error.data?.code ?? error.message));
      });
    });
  }

  ask(event: string, request: unknown = {}): Promise<unknown> {
    return this.socket.timeout(5000).emitWithAck(event, request);
  }

  of(event: string): Record<string, unknown>[] {
    return this.frames.filter((frame) => frame.event === event).map(({ payload }) => payload);
  }

  /** Rows of the vehicle in the changes so far. */
  changesOf(id: string): unknown[][] {
    return this.of('fleet:changes').flatMap(({ rows }) =>
      (rows as unknown[][]).filter((row) => row[0] === id),
    );
  }
}

async function until(what: () => boolean, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!what()) {
    if (Date.now() > end) throw new Error(`Never came true: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let drives = 0;
/** The vehicle sends where it is now. */
async function drive(
  device: TestDevice,
  latitude: number,
  longitude: number,
  more: object = {},
): Promise<string> {
  const time = new Date(Date.now() - 500 + drives++).toISOString();
  const gps = { sensor: 'gps', satellites: 7, location: [latitude, longitude], speed: 50 };
  const answer = await upload(test, device, {
    localtime: time,
    records: [{ time, data: { sensors: [gps] } }],
    ...more,
  });
  expect(answer.status).toBe(200);
  return time;
}

describe('opening', () => {
  it.each([
    ['without a session', undefined, {}, 'AUTH.NOT_AUTHENTICATED'],
    ['with a forged one', 'naif_access=a.b.c', {}, 'AUTH.NOT_AUTHENTICATED'],
  ])('is refused %s', async (_, cookie, headers, code) => {
    await expect(Page.open(cookie, headers)).rejects.toThrow(code);
  });

  it('is refused to pages of other sites, and open to ours', async () => {
    await expect(Page.open(employee, { origin: 'https://evil.example' })).rejects.toThrow(
      'AUTH.CROSS_SITE',
    );
    await expect(Page.open(employee, { 'sec-fetch-site': 'cross-site' })).rejects.toThrow(
      'AUTH.CROSS_SITE',
    );
    const page = await Page.open(employee, {
      origin: test.origin,
      'sec-fetch-site': 'same-origin',
    });
    expect(page.socket.connected).toBe(true);
  });

  it('counts the sockets that are open', async () => {
    const open = async (): Promise<number> =>
      (await test.metrics.liveSockets.get()).values[0]?.value ?? 0;
    const becomes = async (expected: number): Promise<void> => {
      for (let tries = 0; (await open()) !== expected && tries < 200; tries++) await pause(10);
      expect(await open()).toBe(expected);
    };
    await becomes(0);
    const page = await Page.open(employee);
    await becomes(1);
    page.socket.disconnect();
    await becomes(0);
  });

  it('ends with the session', async () => {
    const account = await test.createAccount('employee');
    const cookie = await test.login(account.email);
    const page = await Page.open(cookie);
    const other = await Page.open(employee);
    await call(test, 'POST /api/auth/logout', { cookie });
    await until(() => page.closed !== undefined);
    expect(other.closed).toBeUndefined();
    expect(page.frames).toEqual([]);
    await expect(Page.open(cookie)).rejects.toThrow('AUTH.NOT_AUTHENTICATED');
  });

  it('ends with a session that somebody else ends, and tells its page why', async () => {
    const account = await test.createAccount('employee');
    const page = await Page.open(await test.login(account.email));
    const cookie = await test.loggedInAs('admin');
    const route = `POST /api/accounts/${account.id}/sessions/revocation`;
    expect((await call(test, route, { cookie })).status).toBe(204);
    await until(() => page.closed !== undefined);
    expect(page.frames.map(({ event }) => event)).toEqual(['session:ended']);
  });

  it('ends when the token has run out', async () => {
    const page = await Page.open(await test.loggedInAs('employee'));
    test.clock.advance(16 * 60_000);
    try {
      await until(() => page.closed !== undefined);
    } finally {
      test.clock.run();
    }
  });
});

describe('the fleet', () => {
  it('comes as a snapshot, then as changes inside the bounds and of what has just left them', async () => {
    const inside = await enrolledVehicle(test, employee);
    const outside = await enrolledVehicle(test, employee);
    const time = await drive(inside.device, 45, 5);
    await drive(outside.device, 60, 5);
    const page = await Page.open(employee);
    expect(await page.ask('fleet:watch', { bounds: [0, 40, 10, 50] })).toEqual({ ok: true });
    await until(() => page.of('fleet:counts').length === 1);
    expect(page.frames.map(({ event }) => event)).toEqual(['fleet:snapshot', 'fleet:counts']);
    const [snapshot] = page.of('fleet:snapshot');
    expect(snapshot?.['columns']).toEqual([
      'id',
      'time',
      'latitude',
      'longitude',
      'courseDegrees',
      'speedKmh',
      'rpm',
      'power',
      'positionTime',
    ]);
    expect(snapshot?.['truncated']).toBe(false);
    expect(snapshot?.['rows']).toContainEqual([
      inside.vehicle.id,
      Date.parse(time),
      45,
      5,
      null,
      50,
      null,
      null,
      Date.parse(time),
    ]);
    expect(JSON.stringify(snapshot)).not.toContain(outside.vehicle.id);

    await drive(outside.device, 61, 5);
    await drive(inside.device, 55, 5);
    await until(() => page.changesOf(inside.vehicle.id).length === 1);
    expect(page.changesOf(inside.vehicle.id)[0]?.slice(2, 4)).toEqual([55, 5]);
    await drive(inside.device, 56, 5);
    await drive(outside.device, 45, 5);
    await until(() => page.changesOf(outside.vehicle.id).length === 1);
    await pause(1200);
    expect(page.changesOf(inside.vehicle.id)).toHaveLength(1);
  });

  it('tells a vehicle at most once a second, and always its newest place in the end', async () => {
    const { vehicle, device } = await enrolledVehicle(test, employee);
    const page = await Page.open(employee);
    await page.ask('fleet:watch', { bounds: null });
    const end = Date.now() + 2500;
    let latitude = 40;
    while (Date.now() < end) await drive(device, (latitude += 0.001), 5);
    await until(() => page.changesOf(vehicle.id).at(-1)?.[2] === latitude);
    expect(page.changesOf(vehicle.id).length).toBeGreaterThan(1);
    expect(page.changesOf(vehicle.id).length).toBeLessThan(6);
    const latitudes = page.changesOf(vehicle.id).map((row) => row[2] as number);
    expect(latitudes).toEqual([...latitudes].sort((a, b) => a - b));
  });

  it('has counts that follow, and stops when nobody looks', async () => {
    const page = await Page.open(employee);
    await page.ask('fleet:watch', { bounds: [0, 0, 1, 1] });
    await until(() => page.of('fleet:counts').length === 1);
    const { vehicle, device } = await enrolledVehicle(test, employee);
    await drive(device, 45, 5, { status: { time: new Date().toISOString(), power: 'parked' } });
    // Between the two it may be told that there is one more vehicle, which never spoke.
    const parked = (): number[] =>
      (page.of('fleet:counts') as Record<string, number>[]).map((counts) => counts['parked'] ?? 0);
    await until(() => parked().at(-1) === parked()[0]! + 1);
    expect(await page.ask('fleet:unwatch')).toEqual({ ok: true });
    const frames = page.frames.length;
    await drive(device, 0.5, 0.5);
    await pause(300);
    expect(page.frames.length).toBe(frames);
    expect(page.changesOf(vehicle.id)).toEqual([]);
  });

  it('shows clients their own vehicles and counts only', async () => {
    const own = await enrolledVehicle(test, employee);
    const other = await enrolledVehicle(test, employee);
    await drive(own.device, 45, 5);
    await drive(other.device, 45, 5);
    const account = await test.createAccount('client', own.vehicle.clientId);
    const page = await Page.open(await test.login(account.email));
    await page.ask('fleet:watch', { bounds: null });
    await drive(other.device, 46, 5);
    await drive(own.device, 46, 5);
    await until(() => page.changesOf(own.vehicle.id).length === 1);
    expect(page.of('fleet:counts')[0]).toMatchObject({ moving: 1, total: 1 });
    expect(JSON.stringify(page.frames)).not.toContain(other.vehicle.id);
  });

  it.each([[{ bounds: [1, 2, 3] }], [{ bounds: 'all' }], [{ bounds: [0, 50, 10, 40] }]])(
    'refuses %j',
    async (request) => {
      const page = await Page.open(employee);
      expect(await page.ask('fleet:watch', request)).toEqual({
        ok: false,
        code: 'REQUEST.INVALID',
      });
    },
  );

  it('answers nonsense without falling over', async () => {
    const page = await Page.open(employee);
    for (const nonsense of [null, 7, 'x', [], { vehicleId: { a: 1 } }]) {
      expect(await page.ask('vehicle:watch', nonsense)).toEqual({
        ok: false,
        code: 'REQUEST.INVALID',
      });
    }
    page.socket.emit('fleet:watch');
    page.socket.emit('no:such', {});
    expect(await page.ask('fleet:watch', {})).toEqual({ ok: true });
  });

  it('refuses a socket that asks without end, and closes one that sends too much', async () => {
    const page = await Page.open(employee);
    const answers = await Promise.all(Array.from({ length: 60 }, () => page.ask('fleet:unwatch')));
    expect(answers).toContainEqual({ ok: false, code: 'LIVE.TOO_MANY_REQUESTS' });
    const loud = await Page.open(employee);
    loud.socket.emit('fleet:watch', { bounds: 'x'.repeat(10_000) });
    await until(() => loud.closed !== undefined);
  });
});

describe('a vehicle', () => {
  const readingsOf = (page: Page, vehicle: TestVehicle): string[] =>
    page
      .of('vehicle:readings')
      .filter(({ vehicleId }) => vehicleId === vehicle.id)
      .flatMap(({ readings }) => (readings as { time: string }[]).map(({ time }) => time));

  it('tells its newest reading, then each that comes, once', async () => {
    const { vehicle, device } = await enrolledVehicle(test, employee);
    const page = await Page.open(employee);
    expect(await page.ask('vehicle:watch', { vehicleId: vehicle.id })).toEqual({
      ok: true,
      latest: null,
    });
    const first = await drive(device, 45, 5);
    const second = await drive(device, 45.1, 5);
    await until(() => readingsOf(page, vehicle).length === 2);
    expect(readingsOf(page, vehicle)).toEqual([first, second]);
    expect(page.of('vehicle:readings')[0]).toEqual({
      vehicleId: vehicle.id,
      readings: [
        { time: first, speedKmh: 50, satellites: 7, latitude: 45, longitude: 5, gpsSpeedKmh: 50 },
      ],
    });
    // The same upload again is no news.
    const gps = { sensor: 'gps', satellites: 7, location: [45, 5], speed: 50 };
    const records = [{ time: second, data: { sensors: [gps] } }];
    expect((await upload(test, device, { localtime: second, records })).body).toMatchObject({
      duplicates: 1,
    });
    const other = await Page.open(employee);
    expect(await other.ask('vehicle:watch', { vehicleId: vehicle.id })).toMatchObject({
      ok: true,
      latest: { time: second, latitude: 45.1 },
    });
    expect(await page.ask('vehicle:unwatch', { vehicleId: vehicle.id })).toEqual({ ok: true });
    await drive(device, 45.2, 5);
    await until(() => readingsOf(other, vehicle).length === 1);
    expect(readingsOf(page, vehicle)).toEqual([first, second]);
  });

  it('misses none while the watch begins', async () => {
    const { vehicle, device } = await enrolledVehicle(test, employee);
    const page = await Page.open(employee);
    const times: string[] = [];
    const driving = (async () => {
      for (let turn = 0; turn < 30; turn++) times.push(await drive(device, 45, 5));
    })();
    await pause(30);
    const { latest } = (await page.ask('vehicle:watch', { vehicleId: vehicle.id })) as {
      latest: { time: string } | null;
    };
    await driving;
    await until(() => readingsOf(page, vehicle).at(-1) === times.at(-1));
    const seen = readingsOf(page, vehicle);
    const expected = latest ? times.slice(times.indexOf(latest.time) + 1) : times;
    expect(seen.filter((time) => expected.includes(time))).toEqual(expected);
  });

  it('tells staff, and nobody else, that something about the device changed and can be read', async () => {
    const owner = await test.createAccount('client');
    const { vehicle, device } = await enrolledVehicle(test, employee, owner.clientId);
    const [staff, client] = await Promise.all([
      Page.open(employee),
      Page.open(await test.login(owner.email)),
    ]);
    for (const page of [staff, client]) {
      expect(await page.ask('vehicle:watch', { vehicleId: vehicle.id })).toMatchObject({
        ok: true,
      });
    }
    const told = (page: Page): Set<unknown> =>
      new Set(page.of('vehicle:device').map(({ what }) => what));
    const time = new Date().toISOString();
    await drive(device, 45, 5, {
      status: { time, power: 'driving', cpu_temp: 50 },
      trouble_codes: [{ time, mil: false, stored: [], pending: [], permanent: [] }],
    });
    await call(test, `POST /api/vehicles/${vehicle.id}/commands`, {
      cookie: employee,
      body: { kind: 'restart' },
    });
    await until(() => told(staff).size === 3, 20_000);
    expect([...told(staff)].sort()).toEqual(['commands', 'status', 'trouble-codes']);
    const read = await call(test, `GET /api/vehicles/${vehicle.id}/device`, { cookie: employee });
    expect(read.body).toMatchObject({ status: { time, cpuCelsius: 50 } });
    await call(test, `POST /api/devices/${device.id}/revocation`, { cookie: employee });
    await until(() => told(staff).has('device'));
    expect(client.of('vehicle:device')).toEqual([]);
    expect(readingsOf(client, vehicle)).toHaveLength(1);
  });

  it('is not there for whom it does not belong to, and is bounded', async () => {
    const { vehicle } = await enrolledVehicle(test, employee);
    const stranger = await Page.open(await test.loggedInAs('client'));
    const notFound = { ok: false, code: 'VEHICLE.NOT_FOUND' };
    expect(await stranger.ask('vehicle:watch', { vehicleId: vehicle.id })).toEqual(notFound);
    const page = await Page.open(employee);
    expect(await page.ask('vehicle:watch', { vehicleId: 'no-id' })).toEqual(notFound);
    for (let count = 0; count < 8; count++) {
      const { id } = await createVehicle(test, vehicle.clientId);
      expect(await page.ask('vehicle:watch', { vehicleId: id })).toMatchObject({ ok: true });
    }
    expect(await page.ask('vehicle:watch', { vehicleId: vehicle.id })).toEqual({
      ok: false,
      code: 'LIVE.TOO_MANY_VEHICLES',
    });
  });
});
