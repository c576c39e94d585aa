import { Pool } from 'pg';
import { MemoryLastKnown } from '../../src/adapters/memory/memory-last-known.js';
import { PostgresLastKnown } from '../../src/adapters/postgres-telemetry/postgres-last-known.js';
import { createDatabase } from '../http/app-harness.js';
import { lastKnownContract } from './last-known.contract.js';

describe('MemoryLastKnown', () => {
  const lastKnown = new MemoryLastKnown();
  let series = 0;
  lastKnownContract(
    () => lastKnown,
    () => Promise.resolve(++series),
  );
});

describe('PostgresLastKnown', () => {
  let database: { url: string; drop: () => Promise<void> };
  let pool: Pool;
  let clientId: string;
  let vehicles = 0;

  beforeAll(async () => {
    database = await createDatabase();
    pool = new Pool({ connectionString: database.url });
    const { rows } = await pool.query<{ id: string }>(
      "INSERT INTO clients (first_name, last_name, email) VALUES ('Ada', 'Test', 'a@test.example') RETURNING id",
    );
    clientId = rows[0]!.id;
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const vehicle = async (): Promise<number> => {
    vehicles++;
    const { rows } = await pool.query<{ series: number }>(
      `INSERT INTO vehicles (client_id, vin, car_id, plate, make, model)
       VALUES ($1, $2, $3, $4, 'Make', 'Model') RETURNING series`,
      [
        clientId,
        `VF1AAAAA${String(vehicles).padStart(9, '0')}`,
        vehicles.toString(16).padStart(64, '0'),
        `T-${vehicles}`,
      ],
    );
    return rows[0]!.series;
  };

  lastKnownContract(() => new PostgresLastKnown(pool), vehicle);

  it('misses nothing that commits late, and forgets a mark of another life', async () => {
    const lastKnown = new PostgresLastKnown(pool);
    const [late, prompt] = [await vehicle(), await vehicle()];
    const writer = await pool.connect();
    await writer.query('BEGIN');
    await writer.query('INSERT INTO vehicle_state (series, ts) VALUES ($1, now())', [late]);
    await lastKnown.advance([{ series: prompt, timeMs: 1 }]);
    const first = await lastKnown.changedSince(undefined);
    await writer.query('COMMIT');
    writer.release();
    const { states } = await lastKnown.changedSince(first.mark);
    const seriesOf = (some: typeof states): number[] => some.map(({ series }) => series);
    expect(seriesOf(first.states)).not.toContain(late);
    expect(seriesOf(states)).toContain(late);
    const restored = await lastKnown.changedSince(String(2n ** 62n));
    expect(seriesOf(restored.states)).toEqual(expect.arrayContaining([late, prompt]));
  });

  it('tells nothing when nothing moved', async () => {
    const lastKnown = new PostgresLastKnown(pool);
    await lastKnown.advance([{ series: await vehicle(), timeMs: 1 }]);
    let changes = await lastKnown.changedSince(undefined);
    // Whatever else is being written in the cluster, in another database too, has what came after it told again.
    for (let tries = 0; tries < 1000 && changes.states.length > 0; tries++) {
      changes = await lastKnown.changedSince(changes.mark);
    }
    expect(changes.states).toEqual([]);
  });
});
