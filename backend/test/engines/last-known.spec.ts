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
});
