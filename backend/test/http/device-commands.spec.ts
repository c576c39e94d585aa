import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createVehicle, enrolledVehicle, TestDevice, type TestVehicle } from './test-device.js';
import { upload } from './uploads.js';

const HOUR = 3_600_000;

interface Command {
  readonly id: string;
  readonly state: string;
  readonly deliveredAt?: string;
  readonly [field: string]: unknown;
}

describe('commands', () => {
  let test: TestApp;
  let cookie: string;
  let vehicle: TestVehicle;
  let device: TestDevice;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    test.clock.run();
    cookie = await test.loggedInAs('employee');
    ({ vehicle, device } = await enrolledVehicle(test, cookie));
  });

  const ask = (body: unknown, of = vehicle.id): Promise<Answer> =>
    call(test, `POST /api/vehicles/${of}/commands`, { cookie, body });
  const created = async (body: unknown): Promise<Command> => {
    const answer = await ask(body);
    expect(answer.status).toBe(201);
    return answer.body as Command;
  };
  const list = async (query = ''): Promise<{ items: Command[]; total: number }> =>
    (await call(test, `GET /api/vehicles/${vehicle.id}/commands${query}`, { cookie })).body as {
      items: Command[];
      total: number;
    };
  const send = async (by = device, more: object = {}): Promise<Answer> => {
    const localtime = new Date(test.clock.now()).toISOString();
    return upload(test, by, { localtime, records: [], ...more });
  };
  const received = async (by = device, more: object = {}): Promise<unknown[]> =>
    ((await send(by, more)).body as { commands: unknown[] }).commands;
  const answered = (id: string, outcome: string, detail?: string): object => ({
    results: [{ id, outcome, ...(detail !== undefined && { detail }) }],
  });

  it('are told with the next receipts until the device answers, and kept with the answer', async () => {
    const command = await created({ kind: 'restart' });
    expect(command).toMatchObject({
      kind: 'restart',
      state: 'waiting',
      createdBy: expect.stringContaining('@') as string,
    });
    expect(Date.parse(command['expiresAt'] as string) - Date.now()).toBeGreaterThan(23 * HOUR);
    for (let i = 0; i < 3; i += 1) {
      expect(await received()).toEqual([{ id: command.id, kind: 'restart' }]);
    }
    await until(async () => (await list()).items[0]?.state === 'delivered');
    const { deliveredAt } = (await list()).items[0]!;
    // The receipt of the upload that brings the result does not repeat the command.
    expect(await received(device, answered(command.id, 'done', 'back after 4 s'))).toEqual([]);
    expect((await list()).items).toEqual([
      {
        ...command,
        state: 'done',
        detail: 'back after 4 s',
        deliveredAt,
        finishedAt: expect.any(String) as string,
      },
    ]);
    expect(await received()).toEqual([]);
  });

  it.each(['refused', 'unsupported', 'failed'])('end %s as the device says', async (outcome) => {
    const { id } = await created({ kind: 'restart' });
    await send(device, answered(id, outcome, 'not now\u0000'));
    expect((await list()).items[0]).toMatchObject({ id, state: outcome, detail: 'not now' });
  });

  it('have one result: the first word counts, however often and at once it comes', async () => {
    const { id } = await created({ kind: 'restart' });
    const words = ['done', ...Array.from({ length: 9 }, () => 'failed')];
    await send(device, answered(id, 'done'));
    const answers = await Promise.all(words.map((outcome) => send(device, answered(id, outcome))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await list()).items.map(({ state }) => state)).toEqual(['done']);
  });

  it('ignore results of ids that the device was not given', async () => {
    const other = await enrolledVehicle(test, cookie);
    const { id } = await created({ kind: 'restart' });
    for (const unknown of ['1', randomUUID(), 'x'.repeat(64)]) {
      expect((await send(device, answered(unknown, 'done'))).status).toBe(200);
    }
    expect((await send(other.device, answered(id, 'done'))).status).toBe(200);
    expect((await list()).items[0]).toMatchObject({
      state: expect.stringMatching(/waiting|delivered/) as string,
    });
    expect(await received()).toHaveLength(1);
    expect(await received(other.device)).toEqual([]);
  });

  it('are one of a kind: the same again is the same, also at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => created({ kind: 'restart' })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    const settings = await created({ kind: 'settings', settings: { samplingIntervalMs: 2000 } });
    expect(await received()).toEqual([
      { id: all[0]!.id, kind: 'restart' },
      { id: settings.id, kind: 'settings', settings: { samplingIntervalMs: 2000 } },
    ]);
    await send(device, answered(all[0]!.id, 'done'));
    expect((await created({ kind: 'restart' })).id).not.toBe(all[0]!.id);
  });

  it('take the place of an open one of the kind that wished otherwise', async () => {
    const first = await created({ kind: 'settings', settings: { samplingIntervalMs: 2000 } });
    const second = await created({ kind: 'settings', settings: { samplingIntervalMs: 500 } });
    expect((await received()).map((one) => (one as Command).id)).toEqual([second.id]);
    expect((await list()).items.map(({ id, state }) => [id, state])).toEqual([
      [second.id, expect.stringMatching(/waiting|delivered/) as string],
      [first.id, 'expired'],
    ]);
  });

  it('expire, and are told no more', async () => {
    await created({ kind: 'restart' });
    test.clock.advance(24 * HOUR);
    expect(await received()).toEqual([]);
    cookie = await test.loggedInAs('employee');
    expect((await list()).items[0]).toMatchObject({ state: 'expired' });
    const { id } = await created({ kind: 'restart' });
    expect(await received()).toEqual([{ id, kind: 'restart' }]);
  });

  it('survive a restart of the server', async () => {
    const { id } = await created({ kind: 'restart' });
    await test.restart();
    expect(await received()).toEqual([{ id, kind: 'restart' }]);
  });

  it('leave the settings that a device took over to the next device', async () => {
    const wish = { samplingIntervalMs: 2000 };
    const { id } = await created({ kind: 'settings', settings: wish });
    await send(device, answered(id, 'done'));
    const refused = await created({ kind: 'settings', settings: { batchSize: 50 } });
    await send(device, answered(refused.id, 'refused'));
    const health = await call(test, `GET /api/vehicles/${vehicle.id}/device`, { cookie });
    expect(health.body).toMatchObject({ settings: { samplingIntervalMs: 2000, batchSize: 5 } });
    for (const next of [new TestDevice(test), new TestDevice(test)]) {
      const code = await call(test, `POST /api/vehicles/${vehicle.id}/enrolment-codes`, { cookie });
      const { body } = await call(test, 'POST /api/embedded/enrolments', {
        body: { code: (code.body as { code: string }).code, publicKey: next.publicKey },
      });
      expect(body).toMatchObject({ settings: { samplingIntervalMs: 2000, batchSize: 5 } });
    }
  });

  it('go neither to a device that was revoked, nor to the one that follows', async () => {
    const { id } = await created({ kind: 'restart' });
    await call(test, `POST /api/devices/${device.id}/revocation`, { cookie });
    expect(refusal(await send())).toBe('401 DEVICE.REVOKED');
    expect(refusal(await ask({ kind: 'restart' }))).toBe('409 VEHICLE.NO_DEVICE');
    const code = await call(test, `POST /api/vehicles/${vehicle.id}/enrolment-codes`, { cookie });
    const next = await new TestDevice(test).enrol((code.body as { code: string }).code);
    expect(await received(next)).toEqual([]);
    expect((await list()).items).toMatchObject([{ id, state: 'expired' }]);
  });

  it('are for vehicles that exist', async () => {
    expect(refusal(await ask({ kind: 'restart' }, randomUUID()))).toBe('404 VEHICLE.NOT_FOUND');
    const { id } = await createVehicle(test);
    expect(refusal(await ask({ kind: 'restart' }, id))).toBe('409 VEHICLE.NO_DEVICE');
    const read = await call(test, `GET /api/vehicles/${randomUUID()}/commands`, { cookie });
    expect(refusal(read)).toBe('404 VEHICLE.NOT_FOUND');
  });

  it.each<[string, unknown, string[]]>([
    ['no kind', {}, ['/kind isIn']],
    ['a kind that is not offered yet', { kind: 'stream' }, ['/kind isIn']],
    [
      'no settings',
      { kind: 'settings' },
      ['/settings belongsToSettings', '/settings isDefined', '/settings isObject'],
    ],
    ['empty settings', { kind: 'settings', settings: {} }, ['/settings belongsToSettings']],
    [
      'a restart with settings',
      { kind: 'restart', settings: { batchSize: 5 } },
      ['/settings belongsToSettings'],
    ],
    [
      'an interval that is too short',
      { kind: 'settings', settings: { samplingIntervalMs: 199 } },
      ['/settings/samplingIntervalMs min'],
    ],
    [
      'a broken interval',
      { kind: 'settings', settings: { samplingIntervalMs: 1000.5 } },
      ['/settings/samplingIntervalMs isInt'],
    ],
    [
      'batches that are too large',
      { kind: 'settings', settings: { batchSize: 1001 } },
      ['/settings/batchSize max'],
    ],
    [
      'settings that nobody knows',
      { kind: 'settings', settings: { batchSize: 5, volume: 11 } },
      ['/settings/volume unknownField'],
    ],
  ])('need sense: %s', async (_, body, expected) => {
    const answer = await ask(body);
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(expected);
  });

  it('are listed newest first, page by page', async () => {
    const ids: string[] = [];
    for (let i = 1; i <= 3; i += 1) {
      ids.unshift((await created({ kind: 'settings', settings: { batchSize: i } })).id);
    }
    const [first, second] = [await list('?pageSize=2'), await list('?pageSize=2&page=2')];
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect([first.total, second.total]).toEqual([3, 3]);
  });
});

async function until(what: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`Never came true: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
