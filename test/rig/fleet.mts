import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { hash, argon2id } from 'argon2';
import type { Client } from 'pg';

/** One vehicle with an enrolled device. */
export interface RigVehicle {
  readonly vehicleId: string;
  readonly carId: string;
  readonly vin: string;
  readonly plate: string;
  readonly deviceId: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** The account with which the rig looks at the fleet. */
export const RIG_EMPLOYEE = { email: 'employee@rig.example', password: 'a rig is no road' };

/** Vehicles that exist nowhere yet: about 0.1 ms each for the key pair. */
export function makeVehicles(count: number, first = 0): RigVehicle[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const vin = `WR9BENCH0${String(number).padStart(8, '0')}`;
    return {
      vehicleId: randomUUID(),
      // The backend keeps the carId as it is: any 64 hexadecimal characters will do.
      carId: createHash('sha256').update(vin).digest('hex'),
      vin,
      plate: `RG-${String(number).padStart(6, '0')}`,
      deviceId: randomUUID(),
      publicKey: String(publicKey.export({ format: 'jwk' }).x),
      privateKey,
    };
  });
}

/** An EdDSA token as the device itself would sign it. The backend takes at most 600 s of life. */
export function deviceToken(vehicle: RigVehicle, lifeSeconds = 600, nowMs = Date.now()): string {
  const iat = Math.floor(nowMs / 1000);
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const head = encode({ alg: 'EdDSA', typ: 'JWT', kid: vehicle.deviceId });
  const body = encode({ sub: vehicle.carId, aud: 'naif-control', iat, exp: iat + lifeSeconds });
  const signature = sign(null, Buffer.from(`${head}.${body}`), vehicle.privateKey);
  return `${head}.${body}.${signature.toString('base64url')}`;
}

/** Writes the vehicles, their devices (unless they shall enrol themselves) and one client who owns them all straight into the database. */
export async function seedVehicles(
  database: Client,
  vehicles: readonly RigVehicle[],
  devices: 'enrolled' | 'none' = 'enrolled',
): Promise<void> {
  const { rows } = await database.query<{ id: string }>(
    `INSERT INTO clients (first_name, last_name, email) VALUES ('Rig', 'Owner', $1) RETURNING id`,
    [`owner-${randomUUID()}@rig.example`],
  );
  const column = <K extends keyof RigVehicle>(key: K): RigVehicle[K][] =>
    vehicles.map((vehicle) => vehicle[key]);
  await database.query(
    `INSERT INTO vehicles (id, client_id, vin, car_id, plate, make, model)
     SELECT id, $1, vin, car_id, plate, 'Rig', 'One'
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS v (id, vin, car_id, plate)`,
    [rows[0]?.id, column('vehicleId'), column('vin'), column('carId'), column('plate')],
  );
  if (devices === 'none') return;
  await database.query(
    `INSERT INTO devices (id, vehicle_id, public_key, enrolled_at)
     SELECT id, vehicle_id, public_key, now()
     FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS d (id, vehicle_id, public_key)`,
    [column('deviceId'), column('vehicleId'), column('publicKey')],
  );
}

/** Writes the employee's account. */
export async function seedEmployee(database: Client): Promise<void> {
  const passwordHash = await hash(RIG_EMPLOYEE.password, { type: argon2id });
  await database.query(
    `INSERT INTO accounts (email, password_hash, role, display_name) VALUES ($1, $2, 'employee', 'Rig')`,
    [RIG_EMPLOYEE.email, passwordHash],
  );
}
