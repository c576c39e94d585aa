import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { TestApp } from './app-harness.js';
import { call } from './call.js';

/** A vehicle as tests make it, straight in the database. */
export interface TestVehicle {
  readonly id: string;
  readonly series: number;
  readonly carId: string;
  readonly clientId: string;
  readonly plate: string;
}

let vehicles = 0;

/** Makes a vehicle; its client is made too unless it is told. */
export async function createVehicle(test: TestApp, ofClientId?: string): Promise<TestVehicle> {
  const clientId = ofClientId ?? (await test.createClient());
  vehicles += 1;
  const ordinal = String(vehicles).padStart(6, '0');
  const { rows } = await test.pool.query<TestVehicle>(
    `INSERT INTO vehicles (client_id, vin, car_id, plate, make, model)
     VALUES ($1, $2, encode(sha256(convert_to($2, 'UTF8')), 'hex'), $3, 'Renault', 'Clio')
     RETURNING id, series, car_id AS "carId", client_id AS "clientId", plate`,
    [clientId, `VF1TEST0000${ordinal}`, `TT-${ordinal}`],
  );
  return rows[0]!;
}

/** Claims and header fields in place of the usual ones; `undefined` leaves one out. */
export interface TokenChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs in place of the device's own key. */
  readonly key?: KeyObject;
}

/** A device with its own key pair, which signs its tokens by the test's clock. */
export class TestDevice {
  private readonly pair = generateKeyPairSync('ed25519');
  /** Known once it is enrolled. */
  id = '';
  carId = '';

  constructor(private readonly test: TestApp) {}

  /** The 32 bytes of its public key in base64url. */
  get publicKey(): string {
    return this.pair.publicKey.export({ format: 'jwk' }).x!;
  }

  /** Enrols with a code. Throws when it is refused. */
  async enrol(code: string): Promise<this> {
    const body = { code, publicKey: this.publicKey, agentVersion: '0.0.0-test' };
    const answer = await call(this.test, 'POST /api/embedded/enrolments', { body });
    if (answer.status !== 201)
      throw new Error(`The enrolment answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const receipt = answer.body as { carId: string; deviceId: string };
    this.id = receipt.deviceId;
    this.carId = receipt.carId;
    return this;
  }

  /** A fresh token of five minutes. */
  token({ claims = {}, header = {}, key = this.pair.privateKey }: TokenChanges = {}): string {
    const now = Math.floor(this.test.clock.now() / 1000);
    const head = { alg: 'EdDSA', kid: this.id, ...header };
    const body = { sub: this.carId, aud: 'naif-control', iat: now, exp: now + 300, ...claims };
    const signed = [head, body]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
  }
}

/** A vehicle with an enrolled device. @param cookie of an employee */
export async function enrolledVehicle(
  test: TestApp,
  cookie: string,
  ofClientId?: string,
): Promise<{ vehicle: TestVehicle; device: TestDevice }> {
  const vehicle = await createVehicle(test, ofClientId);
  const answer = await call(test, `POST /api/vehicles/${vehicle.id}/enrolment-codes`, { cookie });
  const device = await new TestDevice(test).enrol((answer.body as { code: string }).code);
  return { vehicle, device };
}
