import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { createDatabase, type TestDatabase } from './app-harness.js';

describe('contracts from before versions', () => {
  let database: TestDatabase;
  let client: Client;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
    // Back to before them, which shows that there is a way back.
    const isThere = async (): Promise<boolean> =>
      (await client.query(`SELECT FROM migrations WHERE name = 'ContractVersions1764000009000'`))
        .rowCount === 1;
    while (await isThere()) await dataSource.undoLastMigration();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await client.end();
    await database.drop();
  });

  it('become one version each, and contradict nothing', async () => {
    await client.query(`
      INSERT INTO clients (id, first_name, last_name, email)
        VALUES ('00000000-0000-4000-8000-000000000001', 'Ada', 'Test', 'ada@test.example');
      INSERT INTO vehicles (id, client_id, vin, car_id, plate, make, model)
        SELECT ('00000000-0000-4000-8000-00000000001' || n)::uuid, '00000000-0000-4000-8000-000000000001',
          'VF1TEST000000000' || n, repeat(n::text, 64), 'AB-00' || n || '-CD', 'Renault', 'Clio'
        FROM generate_series(1, 2) n;
      INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, ends_on, premium_cents)
      SELECT number, '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000011',
        'comprehensive', status, starts_on::date, ends_on::date, 100
      FROM (VALUES
        ('over-before', 'expired', '2025-01-01', '2026-01-01'),
        ('over-beside', 'terminated', '2025-06-01', '2026-06-01'),
        ('over-without-end', 'terminated', '2020-01-01', NULL),
        ('runs', 'active', '2026-01-01', '2027-01-01'),
        ('rests', 'suspended', '2027-01-01', NULL),
        ('quote', 'quote', '2026-01-01', NULL)) AS told (number, status, starts_on, ends_on);`);
    await dataSource.runMigrations();
    const { rows } = await client.query(`
      SELECT number, c.status, v.valid::text, v.cover, v.binding, v.bonus_malus, v.kind, c.ending,
        c.starts_on = lower(v.valid) AND c.ends_on IS NOT DISTINCT FROM upper(v.valid) AS agrees
      FROM contracts c JOIN contract_versions v ON v.contract_id = c.id ORDER BY number`);
    const version = {
      bonus_malus: null,
      kind: 'creation',
      agrees: true,
      cover: 'covered',
      ending: null,
    };
    expect(rows).toEqual([
      {
        ...version,
        number: 'over-before',
        status: 'expired',
        ending: 'expired',
        valid: '[2025-01-01,2026-01-01)',
        binding: true,
      },
      // Beside what runs, and beside the one before: nobody can say what it covered.
      {
        ...version,
        number: 'over-beside',
        status: 'terminated',
        ending: 'terminated',
        valid: '[2025-06-01,2026-06-01)',
        binding: false,
      },
      {
        ...version,
        number: 'over-without-end',
        status: 'terminated',
        ending: 'terminated',
        valid: '[2020-01-01,)',
        binding: false,
      },
      { ...version, number: 'quote', status: 'quote', valid: '[2026-01-01,)', binding: false },
      {
        ...version,
        number: 'rests',
        status: 'suspended',
        valid: '[2027-01-01,)',
        cover: 'suspended',
        binding: true,
      },
      {
        ...version,
        number: 'runs',
        status: 'active',
        valid: '[2026-01-01,2027-01-01)',
        binding: true,
      },
    ]);
  });

  it('and vehicles keep their owner, and are told by their plates', async () => {
    const { rows } = await client.query(`
      SELECT v.plate, v.plate_kind, v.plate_country, o.client_id = v.client_id AS agrees, o.period::text
      FROM vehicles v JOIN vehicle_owners o ON o.vehicle_id = v.id ORDER BY plate`);
    const vehicle = { plate_kind: 'siv', plate_country: 'FR', agrees: true, period: '(,)' };
    expect(rows).toEqual([
      { ...vehicle, plate: 'AB-001-CD' },
      { ...vehicle, plate: 'AB-002-CD' },
    ]);
  });
});
