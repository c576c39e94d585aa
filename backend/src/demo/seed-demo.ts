import { Client } from 'pg';
import { ConfigurationError } from '../config/environment.js';
import type { ServerKeys } from '../config/server-keys.js';
import type { EventLog } from '../observability/event-log.js';
import { Passwords } from '../modules/auth/auth.public.js';
import { carIdOf } from '../modules/vehicles/vehicles.public.js';
import {
  carOf,
  DEMO_ACCOUNTS,
  DEMO_CLIENTS,
  DEMO_DEFAULT_PASSWORD,
  DEMO_VEHICLES,
  type DemoVehicle,
} from './demo-fleet.js';

/** What the seed needs of a runtime. */
interface SeedTarget {
  readonly databaseUrl: string;
  readonly keys: ServerKeys;
  readonly log: EventLog;
}

/** The bonus-malus of one year without a claim after another. */
const BONUS_MALUS = [1, 0.95, 0.9, 0.85, 0.8, 0.76, 0.72, 0.68] as const;

/** The day in France. */
const TODAY = "(now() AT TIME ZONE 'Europe/Paris')::date";

/** Row of `settings` that marks a database as a demo's. */
const MARKER = 'demo';

/**
 * Puts the demo's accounts, clients, vehicles and contracts into the database; what is there stays, only the
 * accounts get today's password.
 * @throws ConfigurationError when the database holds accounts that are not a demo's
 */
export async function seedDemo(
  { databaseUrl, keys, log }: SeedTarget,
  password = DEMO_DEFAULT_PASSWORD,
): Promise<void> {
  const passwordHash = await new Passwords().hash(password);
  await inTransaction(databaseUrl, async (client) => {
    const real = await client.query(
      'SELECT FROM accounts WHERE NOT EXISTS (SELECT FROM settings WHERE name = $1) LIMIT 1',
      [MARKER],
    );
    if (real.rowCount) {
      throw new ConfigurationError([
        'NAIF_MODE is demo, but this database holds real accounts: use another DATA_DIR or DATABASE_URL.',
      ]);
    }
    await client.query(
      'INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [MARKER, true],
    );
    await seedClients(client);
    await seedAccounts(client, passwordHash);
    await seedVehicles(client, keys.vinKey);
  });
  log.info('demo.seeded', { vehicles: DEMO_VEHICLES.length, accounts: DEMO_ACCOUNTS.length });
}

/** @throws ConfigurationError when the database was seeded as a demo: its passwords are known to everyone */
export async function refuseDemoDatabase(databaseUrl: string): Promise<void> {
  await inTransaction(databaseUrl, async (client) => {
    const marker = await client.query('SELECT FROM settings WHERE name = $1', [MARKER]);
    if (marker.rowCount) {
      throw new ConfigurationError([
        'This database was seeded as a demo and its accounts are known to everyone: use another DATA_DIR or DATABASE_URL, or set NAIF_MODE=demo.',
      ]);
    }
  });
}

async function seedClients(client: Client): Promise<void> {
  for (const one of DEMO_CLIENTS) {
    const { firstName, lastName, email, phone, otherPhones, birthDate, address } = one;
    await client.query(
      `INSERT INTO clients (first_name, last_name, email, phone, other_phones, birth_date, address)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (lower(email)) DO NOTHING`,
      [firstName, lastName, email, phone, otherPhones, birthDate, address],
    );
  }
}

async function seedAccounts(client: Client, passwordHash: string): Promise<void> {
  for (const { email, role, displayName } of DEMO_ACCOUNTS) {
    await client.query(
      `INSERT INTO accounts (email, password_hash, role, display_name, client_id)
       VALUES ($1, $2, $3, $4, CASE WHEN $3 = 'client' THEN (SELECT id FROM clients WHERE lower(email) = lower($1)) END)
       ON CONFLICT (lower(email)) DO UPDATE SET password_hash = excluded.password_hash`,
      [email, passwordHash, role, displayName],
    );
  }
}

async function seedVehicles(client: Client, vinKey: string): Promise<void> {
  for (const [index, vehicle] of DEMO_VEHICLES.entries()) {
    const { vin, plate, owner, due } = vehicle;
    const { make, model, year, displacementCc } = carOf(vehicle);
    const email = DEMO_CLIENTS[owner]?.email;
    await client.query(
      `INSERT INTO vehicles (client_id, vin, car_id, plate, plate_country, plate_kind, make, model, year, fuel,
         displacement_cc, inspection_due_on)
       SELECT id, $2, $3, $4, 'FR', 'siv', $5, $6, $7, 'petrol', $8, ${TODAY} + $9::int
       FROM clients WHERE lower(email) = lower($1) ON CONFLICT DO NOTHING`,
      [
        email,
        vin,
        carIdOf(vin, vinKey),
        plate,
        make,
        model,
        year,
        displacementCc,
        due.inspection ?? null,
      ],
    );
    await seedContract(client, vehicle, index);
  }
}

/** One that has run for some months, or for years to a day on which something is due. */
async function seedContract(client: Client, vehicle: DemoVehicle, index: number): Promise<void> {
  const { vin, formula, premiumCents, due } = vehicle;
  await client.query(
    `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, ends_on, ending,
       premium_cents, deductible_cents, bonus_malus)
     SELECT $2, client_id, id, $3, 'active',
       (CASE WHEN $4::int IS NULL THEN ${TODAY} - make_interval(months => $5)
         ELSE ${TODAY} + $4::int - make_interval(years => $6) END)::date,
       ${TODAY} + $7::int, $8, $9, 30000, $10
     FROM vehicles WHERE vin = $1 ON CONFLICT (number) DO NOTHING`,
    [
      vin,
      // A number of a form that the system itself never gives, so that they cannot meet.
      `NC-DEMO-${String(index + 1).padStart(4, '0')}`,
      formula,
      due.renewal ?? due.anniversary ?? null,
      3 + index,
      due.renewal === undefined ? 1 + (index % 4) : 1,
      due.end ?? due.renewal ?? null,
      due.end === undefined ? null : 'terminated',
      premiumCents,
      BONUS_MALUS[index % BONUS_MALUS.length],
    ],
  );
}

async function inTransaction(
  databaseUrl: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } finally {
    // Ends the transaction too when the work threw.
    await client.end();
  }
}
