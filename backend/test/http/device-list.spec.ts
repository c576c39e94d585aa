import { TestApp } from './app-harness.js';
import { call, faults, refusal } from './call.js';
import {
  createVehicle,
  enrolledVehicle,
  type TestDevice,
  type TestVehicle,
} from './test-device.js';
import { upload } from './uploads.js';

const DAY = 24 * 3_600_000;

interface Listed {
  readonly id: string;
  readonly situation: string;
  readonly lastSeenAt?: string;
  readonly agentVersion?: string;
}

describe('the list of devices', () => {
  let test: TestApp;
  let admin: string;
  let speaking: { vehicle: TestVehicle; device: TestDevice };
  let silent: { vehicle: TestVehicle; device: TestDevice };
  let revoked: { vehicle: TestVehicle; device: TestDevice };

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.loggedInAs('admin');
    speaking = await enrolledVehicle(test, admin);
    silent = await enrolledVehicle(test, admin);
    revoked = await enrolledVehicle(test, admin);
    await createVehicle(test);
    await call(test, `POST /api/devices/${revoked.device.id}/revocation`, { cookie: admin });
    await test.pool.query('UPDATE devices SET enrolled_at = $2, heard_at = $2 WHERE id = $1', [
      silent.device.id,
      new Date(test.clock.now() - 8 * DAY),
    ]);
  });
  afterAll(() => test.close());

  const list = async (query: string): Promise<{ items: Listed[]; total: number }> => {
    const answer = await call(test, `GET /api/devices?${query}`, { cookie: admin });
    expect(answer.status).toBe(200);
    return answer.body as { items: Listed[]; total: number };
  };
  const ids = async (query: string): Promise<string[]> =>
    (await list(query)).items.map(({ id }) => id);

  it('tells vehicle, version, and how each stands', async () => {
    const { items, total } = await list('sort=enrolledAt');
    expect(total).toBe(3);
    expect(items).toEqual([
      expect.objectContaining({ id: silent.device.id, situation: 'silent' }),
      {
        id: speaking.device.id,
        vehicle: {
          id: speaking.vehicle.id,
          plate: speaking.vehicle.plate,
          make: 'Renault',
          model: 'Clio',
        },
        situation: 'attached',
        agentVersion: '0.0.0-test',
        enrolledAt: expect.any(String) as string,
      },
      expect.objectContaining({
        id: revoked.device.id,
        situation: 'revoked',
        revokedAt: expect.any(String) as string,
      }),
    ]);
  });

  it.each(['attached', 'silent', 'revoked'] as const)('keeps to the %s ones', async (situation) => {
    const wanted = { attached: speaking, silent, revoked }[situation].device.id;
    expect(await list(`situation=${situation}`)).toMatchObject({
      total: 1,
      items: [{ id: wanted, situation }],
    });
  });

  it('looks for what is typed of the vehicle, in one situation too', async () => {
    const { plate } = silent.vehicle;
    expect(await ids(`search=${plate.replace('-', '')}`)).toEqual([silent.device.id]);
    expect(await ids(`search=clio ${plate}&situation=silent`)).toEqual([silent.device.id]);
    expect(await list(`search=${plate}&situation=attached`)).toMatchObject({ total: 0, items: [] });
  });

  it.each(['agentVersion', 'enrolledAt', 'heardAt'])(
    'is sorted by %s up and down, and cut in pages',
    async (sort) => {
      const up = await ids(`sort=${sort}`);
      expect(await ids(`sort=-${sort}`)).toEqual(up.toReversed());
      const pages = [1, 2, 3].map((page) => ids(`sort=${sort}&pageSize=1&page=${page}`));
      expect((await Promise.all(pages)).flat()).toEqual(up);
    },
  );

  it('knows when one speaks again', async () => {
    const time = new Date(test.clock.now());
    const sensors = [{ sensor: 'obd2', rpm: 900 }];
    const records = [{ time: time.toISOString(), data: { sensors } }];
    const sent = { localtime: time.toISOString(), records };
    expect((await upload(test, silent.device, sent)).body).toMatchObject({ stored: 1 });
    // The exact instant stands with the vehicle; what the list is sorted and filtered by follows.
    const [found] = (await list(`search=${silent.vehicle.plate}`)).items;
    expect(found).toMatchObject({ situation: 'attached', lastSeenAt: time.toISOString() });
    await until(async () => (await ids('situation=silent')).length === 0);
    expect((await ids('sort=-heardAt'))[0]).toBe(silent.device.id);
  });

  it('tells what is wrong with a question', async () => {
    const answer = await call(test, 'GET /api/devices?sort=publicKey&situation=none', {
      cookie: admin,
    });
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(['/situation isIn', '/sort isIn']);
  });

  async function until(pleases: () => Promise<boolean>): Promise<void> {
    const started = Date.now();
    while (!(await pleases())) {
      if (Date.now() - started > 20_000) throw new Error('It did not come to pass');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});
