import { Pool } from 'pg';
import { MemoryTelemetryStore } from '../../src/adapters/memory/memory-telemetry-store.js';
import { SettableClock } from '../../src/adapters/memory/settable-clock.js';
import { PostgresTelemetryStore } from '../../src/adapters/postgres-telemetry/postgres-telemetry-store.js';
import { StoreUnavailableError } from '../../src/ports/store-unavailable.js';
import { createDatabase } from '../http/app-harness.js';
import { telemetryStoreContract } from './telemetry-store.contract.js';

const TODAY = Date.UTC(2026, 10, 25, 15);

describe('MemoryTelemetryStore', () => {
  const store = new MemoryTelemetryStore();
  telemetryStoreContract(() => store);
});

describe('PostgresTelemetryStore', () => {
  let database: { url: string; drop: () => Promise<void> };
  let pool: Pool;
  let store: PostgresTelemetryStore;
  const clock = new SettableClock(TODAY);

  beforeAll(async () => {
    database = await createDatabase();
    pool = new Pool({ connectionString: database.url });
    pool.on('error', () => undefined);
    store = new PostgresTelemetryStore(pool, clock);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const partitions = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ name: string }>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'readings'::regclass ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  };
  const inOther = async (series: number): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM readings_other WHERE series = $1',
      [series],
    );
    return rows[0]?.n ?? -1;
  };

  it('makes today and the two days ahead before they begin', async () => {
    await store.prepare();
    expect(await partitions()).toEqual([
      'readings_2026_11_25',
      'readings_2026_11_26',
      'readings_2026_11_27',
      'readings_other',
    ]);
  });

  telemetryStoreContract(() => store);

  it('gives near days a partition each and puts all others into one, whatever a clock claims', async () => {
    const series = 2_000_000_001;
    const before = (await partitions()).length;
    const days = Array.from({ length: 300 }, (_, index) => Date.UTC(1900 + index * 3, 0, 1));
    await store.append([{ series, readings: days.map((timeMs) => ({ timeMs, flags: 0 })) }]);
    // Of all these days only 2026-01-01 lies within 400 days back and 2 ahead.
    expect((await partitions()).length).toBe(before + 1);
    expect(await inOther(series)).toBe(299);
  });

  it('moves early readings of a day into its partition when the day comes near', async () => {
    const series = 2_000_000_002;
    const future = Date.UTC(2027, 1, 3, 8);
    await store.append([{ series, readings: [{ timeMs: future, flags: 2 }] }]);
    expect(await inOther(series)).toBe(1);
    clock.set(future - 86_400_000);
    await new PostgresTelemetryStore(pool, clock).prepare();
    clock.set(TODAY);
    expect(await inOther(series)).toBe(0);
    expect(await partitions()).toContain('readings_2027_02_03');
    const [outcome] = await store.append([{ series, readings: [{ timeMs: future, flags: 0 }] }]);
    expect(outcome).toEqual({ stored: 0, duplicates: 1, newTimesMs: [] });
  });

  it('makes a day once when several instances want it at once', async () => {
    const day = Date.UTC(2026, 5, 1);
    const stores = Array.from({ length: 4 }, () => new PostgresTelemetryStore(pool, clock));
    const outcomes = await Promise.all(
      stores.map((one, index) =>
        one.append([{ series: 2_000_000_010 + index, readings: [{ timeMs: day, flags: 0 }] }]),
      ),
    );
    expect(outcomes.flat().every(({ stored }) => stored === 1)).toBe(true);
    expect(await partitions()).toContain('readings_2026_06_01');
  });

  it('says that it is unavailable when its connections break, and works again afterwards', async () => {
    const readings = [{ timeMs: TODAY, flags: 0 }];
    const broken = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const away = new PostgresTelemetryStore(broken, clock);
    await expect(away.append([{ series: 1, readings }])).rejects.toBeInstanceOf(
      StoreUnavailableError,
    );
    await expect(away.ping()).rejects.toBeInstanceOf(StoreUnavailableError);
    await broken.end();
    const cut = pool.query('SELECT pg_sleep(20)').catch(() => undefined);
    await pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await cut;
    await store.ping();
  });
});
