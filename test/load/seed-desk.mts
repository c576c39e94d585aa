import type { Client } from 'pg';
import { Random } from '../rig/random.mts';
import { sivPlate, somebody, someCar } from './french-people.mts';

/** How much a desk of a whole insurer holds. */
export interface DeskSize {
  readonly clients: number;
  readonly vehicles: number;
  readonly contracts: number;
}

/** Rows a statement. */
const CHUNK = 5000;
const FORMULAS = ['third-party', 'third-party-plus', 'comprehensive'] as const;

/**
 * Fills the tables of clients, vehicles and contracts with French people and their cars: the same ones for the same seed.
 * A client has a car or several; a car has an active contract, and older ones that ended.
 *
 * @param say told what is done, a sentence at a time
 */
export async function seedDesk(
  database: Client,
  size: DeskSize,
  { seed = 1, say = () => undefined }: { seed?: number; say?: (line: string) => void } = {},
): Promise<void> {
  const random = new Random(seed);
  const clients = await seedClients(database, size.clients, random);
  say(`${size.clients} clients`);
  const vehicles = await seedVehicles(database, clients, size.vehicles, random);
  say(`${size.vehicles} vehicles`);
  await seedContracts(database, vehicles, size.contracts, random);
  say(`${size.contracts} contracts`);
  await database.query('ANALYZE clients, vehicles, contracts');
}

async function seedClients(database: Client, count: number, random: Random): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += CHUNK) {
    const people = numbers(from, Math.min(CHUNK, count - from)).map((number) => {
      const { firstName, lastName } = somebody(random);
      return {
        firstName,
        lastName,
        email: emailOf(firstName, lastName, number),
        phone: phone(random),
        otherPhones: otherPhones(random),
      };
    });
    const { rows } = await database.query<{ id: string }>(
      `INSERT INTO clients (first_name, last_name, email, phone, other_phones)
       SELECT first_name, last_name, email, phone, others::text[]
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         AS person (first_name, last_name, email, phone, others)
       RETURNING id`,
      [
        people.map(({ firstName }) => firstName),
        people.map(({ lastName }) => lastName),
        people.map(({ email }) => email),
        people.map((person) => person.phone),
        people.map((person) => `{${person.otherPhones.join(',')}}`),
      ],
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

interface OwnedCar {
  readonly id: string;
  readonly clientId: string;
}

async function seedVehicles(
  database: Client,
  clients: readonly string[],
  count: number,
  random: Random,
): Promise<OwnedCar[]> {
  const cars: OwnedCar[] = [];
  for (let from = 0; from < count; from += CHUNK) {
    const part = numbers(from, Math.min(CHUNK, count - from)).map((number) => ({
      ...someCar(random),
      clientId: number < clients.length ? clients[number] : random.oneOf(clients),
      vin: `VF1DESK0X${String(number).padStart(8, '0')}`,
      plate: sivPlate(number * 1787),
      year: Math.floor(random.between(2004, 2027)),
    }));
    const { rows } = await database.query<OwnedCar>(
      `INSERT INTO vehicles (client_id, vin, car_id, plate, make, model, year, fuel)
       SELECT client_id, vin, encode(sha256(vin::bytea), 'hex'), plate, make, model, year, 'petrol'
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
         AS car (client_id, vin, plate, make, model, year)
       RETURNING id, client_id AS "clientId"`,
      [
        part.map(({ clientId }) => clientId),
        part.map(({ vin }) => vin),
        part.map(({ plate }) => plate),
        part.map(({ make }) => make),
        part.map(({ model }) => model),
        part.map(({ year }) => year),
      ],
    );
    cars.push(...rows);
  }
  return cars;
}

async function seedContracts(
  database: Client,
  cars: readonly OwnedCar[],
  count: number,
  random: Random,
): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    const part = numbers(from, Math.min(CHUNK, count - from)).map((number) => {
      const isCurrent = number < cars.length;
      const car = (isCurrent ? cars[number] : random.oneOf(cars))!;
      const year = Math.floor(isCurrent ? random.between(2021, 2026) : random.between(2012, 2020));
      const month = String(Math.floor(random.between(1, 13))).padStart(2, '0');
      return {
        number: `NC-${year}-${String(number).padStart(6, '0')}`,
        car,
        formula: random.oneOf(FORMULAS),
        status: isCurrent ? 'active' : 'expired',
        startsOn: `${year}-${month}-01`,
        endsOn: isCurrent ? null : `${year + 1}-${month}-01`,
        premiumCents: Math.floor(random.between(25_000, 120_000)),
      };
    });
    await database.query(
      `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, ends_on, premium_cents)
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::int[])`,
      [
        part.map(({ number }) => number),
        part.map(({ car }) => car.clientId),
        part.map(({ car }) => car.id),
        part.map(({ formula }) => formula),
        part.map(({ status }) => status),
        part.map(({ startsOn }) => startsOn),
        part.map(({ endsOn }) => endsOn),
        part.map(({ premiumCents }) => premiumCents),
      ],
    );
  }
}

function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

function emailOf(firstName: string, lastName: string, number: number): string {
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();
  return `${plain(firstName)}.${plain(lastName)}${number}@example.fr`;
}

/** A French mobile number as people write it, or none. */
function phone(random: Random): string | null {
  if (random.happens(0.05)) return null;
  const pair = (): string => String(Math.floor(random.between(0, 100))).padStart(2, '0');
  return `+33 ${random.happens(0.8) ? 6 : 7} ${pair()} ${pair()} ${pair()} ${pair()}`;
}

/** A number at home beside the mobile one, as one in five has. */
function otherPhones(random: Random): string[] {
  if (!random.happens(0.2)) return [];
  const subscriber = String(Math.floor(random.between(0, 100_000_000))).padStart(8, '0');
  return [`+33${Math.floor(random.between(1, 6))}${subscriber}`];
}
