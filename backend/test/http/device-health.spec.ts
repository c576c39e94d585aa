import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { type Answer, call, refusal } from './call.js';
import {
  createVehicle,
  enrolledVehicle,
  type TestDevice,
  type TestVehicle,
} from './test-device.js';
import { upload } from './uploads.js';

describe('what a device says of itself', () => {
  let test: TestApp;
  let cookie: string;
  let vehicle: TestVehicle;
  let device: TestDevice;
  let now: string;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    ({ vehicle, device } = await enrolledVehicle(test, cookie));
    now = new Date(test.clock.now()).toISOString();
  });

  const send = (body: object): Promise<Answer> =>
    upload(test, device, { localtime: now, records: [], ...body });
  const health = (of = vehicle.id): Promise<Answer> =>
    call(test, `GET /api/vehicles/${of}/device`, { cookie });
  const status = async (): Promise<unknown> =>
    ((await health()).body as { status: unknown }).status;
  async function shown(): Promise<unknown> {
    await until(async () => (await status()) !== null);
    return status();
  }
  const codes = async (query = ''): Promise<{ items: { time: string }[]; total: number }> =>
    (await call(test, `GET /api/vehicles/${vehicle.id}/trouble-codes${query}`, { cookie }))
      .body as { items: { time: string }[]; total: number };

  it('is nothing before it says something', async () => {
    expect((await health()).body).toEqual({
      id: device.id,
      enrolledAt: expect.any(String) as string,
      agentVersion: '0.0.0-test',
      settings: { samplingIntervalMs: 1000, batchSize: 5 },
      status: null,
    });
    const { id } = await createVehicle(test);
    expect((await health(id)).status).toBe(204);
    expect(refusal(await health(randomUUID()))).toBe('404 VEHICLE.NOT_FOUND');
  });

  it('is shown whole, in our words, with the clock of that upload', async () => {
    await send({
      clock: { source: 'ntp', uncertainty_ms: 35.5 },
      status: {
        time: now,
        power: 'driving',
        agent_version: '1.2.3',
        firmware_version: '4.5',
        outbox_depth: 12,
        outbox_oldest: '2026-11-25T11:00:00+01:00',
        reconnects: 3,
        cpu_temp: 71.5,
        disk_free: 12_000_000_000,
        vin_matches: false,
        gps: 'no-fix',
        obd: 'engine-off',
        battery_voltage: 12.4,
        readings_dropped: 1,
        readings_refused: 2,
        readings_undatable: 3,
        outboxes_damaged: 4,
        disk_refuses: false,
        uptime: 3600,
        memory: 80_000_000,
        previous_end: 'power-lost',
        site: 'backup',
        of_later_years: true,
      },
    });
    expect(await shown()).toEqual({
      time: now,
      power: 'driving',
      firmwareVersion: '4.5',
      outboxDepth: 12,
      outboxOldestAt: '2026-11-25T10:00:00.000Z',
      reconnects: 3,
      cpuCelsius: 71.5,
      diskFreeBytes: 12_000_000_000,
      vinMatches: false,
      gps: 'no-fix',
      obd: 'engine-off',
      batteryVolts: 12.4,
      readingsDropped: 1,
      readingsRefused: 2,
      readingsUndatable: 3,
      outboxesDamaged: 4,
      diskRefuses: false,
      uptimeSeconds: 3600,
      memoryBytes: 80_000_000,
      previousEnd: 'power-lost',
      site: 'backup',
      clock: { source: 'ntp', uncertaintyMs: 35.5 },
    });
    expect((await health()).body).toMatchObject({ agentVersion: '1.2.3' });
  });

  it('is missing where it said nothing, or null', async () => {
    await send({ status: { time: now, reconnects: null, cpu_temp: 0, gps: null } });
    expect(await shown()).toEqual({ time: now, cpuCelsius: 0 });
  });

  it('keeps a parked car from counting as lost, until its wheels or engine turn', async () => {
    const state = async (): Promise<unknown> => {
      const { body } = await call(test, `GET /api/vehicles/${vehicle.id}`, { cookie });
      return (body as { state: unknown }).state;
    };
    const at = (seconds: number): string =>
      new Date(Date.parse(now) + seconds * 1000).toISOString();
    const reading = (seconds: number, rpm: number): object => ({
      time: at(seconds),
      data: { sensors: [{ sensor: 'obd2', rpm }] },
    });
    await send({ records: [reading(-60, 800)], status: { time: now, power: 'parked' } });
    expect(await state()).toBe('parked');
    test.clock.advance(3 * 3_600_000);
    cookie = await test.loggedInAs('employee');
    expect(await state()).toBe('parked');
    await send({ records: [reading(3 * 3600 - 1, 800)] });
    expect(await state()).toBe('stopped');
    test.clock.run();
    cookie = await test.loggedInAs('employee');
  });

  describe('trouble codes', () => {
    const report = (time: string, stored: readonly string[], mil = true): object => ({
      time,
      mil,
      stored,
      pending: ['P0171'],
      permanent: [],
    });

    it('are there when the receipt comes, once, and the first word stays', async () => {
      const time = '2026-11-25T08:00:00.000Z';
      for (const stored of [['P0301'], ['P0302'], ['P0301']]) {
        const answer = await send({ trouble_codes: [report(time, stored)] });
        expect(answer.status).toBe(200);
      }
      expect(await codes()).toEqual({
        items: [
          {
            time,
            receivedAt: expect.any(String) as string,
            mil: true,
            stored: ['P0301'],
            pending: ['P0171'],
            permanent: [],
          },
        ],
        total: 1,
        page: 1,
        pageSize: 25,
      });
    });

    it('come once also when they are sent many times at once', async () => {
      const body = {
        trouble_codes: [
          report('2026-11-25T08:00:00Z', ['P0301']),
          report('2026-11-25T09:00:00+01:00', ['U0100']),
          report('2026-11-25T10:00:00Z', []),
        ],
      };
      const answers = await Promise.all(Array.from({ length: 8 }, () => send(body)));
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
      expect((await codes()).items).toMatchObject([
        { time: '2026-11-25T10:00:00.000Z', stored: [] },
        { time: '2026-11-25T08:00:00.000Z', stored: ['P0301'] },
      ]);
    });

    it('are listed newest first, page by page; one from the future does not stay the newest', async () => {
      const times = ['2026-11-20T08:00:00Z', '2026-11-22T08:00:00Z', '2026-11-21T08:00:00Z'];
      await send({ trouble_codes: times.map((time) => report(time, [])) });
      const [first, second] = [await codes('?pageSize=2'), await codes('?pageSize=2&page=2')];
      expect([...first.items, ...second.items].map(({ time }) => time.slice(8, 10))).toEqual([
        '22',
        '21',
        '20',
      ]);
      await send({ trouble_codes: [report('2099-01-01T00:00:00Z', [])] });
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { rows } = await test.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
      await send({ trouble_codes: [report(rows[0]!.now.toISOString(), ['P0420'])] });
      expect((await codes('?pageSize=1')).items).toMatchObject([{ stored: ['P0420'] }]);
    });

    it('are as many as one vehicle may have', async () => {
      await test.pool.query(
        `INSERT INTO trouble_code_reports (vehicle_id, reported_at, received_at, mil, stored, pending, permanent)
         SELECT $1, timestamptz '2026-01-01' + n * interval '1 minute', now(), false, '{}', '{}', '{}'
         FROM generate_series(1, 10050) n`,
        [vehicle.id],
      );
      await send({ trouble_codes: [report(now, ['P0301'])] });
      const { items, total } = await codes('?pageSize=1');
      expect([total, items]).toMatchObject([10_000, [{ stored: ['P0301'] }]]);
    });

    it('of a vehicle that does not exist are not found', async () => {
      const path = `GET /api/vehicles/${randomUUID()}/trouble-codes`;
      expect(refusal(await call(test, path, { cookie }))).toBe('404 VEHICLE.NOT_FOUND');
    });
  });
});

async function until(what: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`Never came true: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
