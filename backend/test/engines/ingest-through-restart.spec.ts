import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/database/data-source.js';
import { EmbeddedPostgres } from '../../src/database/embedded-postgres/embedded-postgres.js';
import { TestApp } from '../http/app-harness.js';
import { type TestDevice, type TestVehicle, enrolledVehicle } from '../http/test-device.js';
import { upload } from '../http/uploads.js';

const START = Date.now() - 3_600_000;
const RECORDS = 5;
const VEHICLES = 6;

let cluster: EmbeddedPostgres;
let test: TestApp;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'naif-restart-'));
  const silent = (): void => undefined;
  cluster = await EmbeddedPostgres.start({
    dataDir,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  await migrate(cluster.url);
  test = await TestApp.start({ database: { url: cluster.url, drop: () => cluster.stop() } });
}, 120_000);
afterAll(async () => {
  await test.close();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(cluster.folder, { recursive: true, force: true });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Ledger {
  /** Instants that a receipt acknowledged. */
  readonly acknowledged: number[];
  readonly statuses: Set<number>;
  retryAfter: string | null;
}

/** Uploads batch after batch, each until it is acknowledged, as the agent does. */
async function keepUploading(
  device: TestDevice,
  ledger: Ledger,
  until: () => boolean,
): Promise<void> {
  for (let batch = 0; !until(); batch++) {
    const times = Array.from(
      { length: RECORDS },
      (_, index) => START + (batch * RECORDS + index) * 100,
    );
    const records = times.map((timeMs) => ({
      time: new Date(timeMs).toISOString(),
      data: { sensors: [{ sensor: 'obd2', rpm: 900 }] },
    }));
    for (;;) {
      const answer = await upload(test, device, { localtime: new Date().toISOString(), records });
      ledger.statuses.add(answer.status);
      if (answer.status === 200) break;
      if (answer.status !== 503) return;
      ledger.retryAfter ??= answer.headers.get('retry-after');
      await pause(50);
    }
    ledger.acknowledged.push(...times);
  }
}

function killDatabase(): void {
  const { pid } = cluster;
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It is dead already, and the supervisor is about to learn of it.
  }
}

async function storedTimes({ series }: TestVehicle): Promise<number[]> {
  const { rows } = await test.pool.query<{ ts: Date }>(
    'SELECT ts FROM readings WHERE series = $1 ORDER BY ts',
    [series],
  );
  return rows.map(({ ts }) => ts.getTime());
}

it('stores every acknowledged reading exactly once, however often the database dies', async () => {
  const cookie = await test.loggedInAs('employee');
  const fleet: { vehicle: TestVehicle; device: TestDevice }[] = [];
  for (let index = 0; index < VEHICLES; index++) fleet.push(await enrolledVehicle(test, cookie));
  const ledgers = fleet.map((): Ledger => ({
    acknowledged: [],
    statuses: new Set(),
    retryAfter: null,
  }));
  let isOver = false;
  const uploads = Promise.all(
    fleet.map(({ device }, index) => keepUploading(device, ledgers[index]!, () => isOver)),
  );
  const everyoneStoresMore = async (): Promise<void> => {
    const before = ledgers.map(({ acknowledged }) => acknowledged.length);
    while (ledgers.some(({ acknowledged }, index) => acknowledged.length === before[index]))
      await pause(20);
  };
  try {
    for (let kill = 0; kill < 3; kill++) {
      await everyoneStoresMore();
      killDatabase();
    }
    await everyoneStoresMore();
  } finally {
    isOver = true;
  }
  await uploads;
  // Nothing but "stored" and "not now": no vehicle was told that its records are bad.
  expect([...new Set(ledgers.flatMap(({ statuses }) => [...statuses]))].sort()).toEqual([200, 503]);
  expect(ledgers.map(({ retryAfter }) => retryAfter)).toContain('2');
  for (const [index, { vehicle }] of fleet.entries()) {
    const { acknowledged } = ledgers[index]!;
    expect(acknowledged.length).toBeGreaterThanOrEqual(RECORDS * 4);
    expect(await storedTimes(vehicle)).toEqual(acknowledged);
    const { rows } = await test.pool.query<{ ts: Date }>(
      'SELECT ts FROM vehicle_state WHERE series = $1',
      [vehicle.series],
    );
    expect(rows[0]?.ts.getTime()).toBe(acknowledged.at(-1));
  }
}, 120_000);
