import type { Client } from 'pg';
import {
  BackendProcess,
  connectDatabase,
  databasePid,
  databaseUrl,
  endDatabase,
  makeDataDir,
  removeDataDir,
} from '../rig/backend-process.mts';
import {
  deviceToken,
  makeVehicles,
  RIG_EMPLOYEE,
  seedEmployee,
  seedVehicles,
  type RigVehicle,
} from '../rig/fleet.mts';
import { WebClient } from './web-client.mts';

/** A running backend with a fleet in its database. */
export class BenchFleet {
  readonly dataDir = makeDataDir('bench');
  readonly vehicles: readonly RigVehicle[];
  /** `vehicles.series` of each vehicle. */
  series: readonly number[] = [];
  readonly port: number;
  readonly backend: BackendProcess;

  /** @param port from `freePort` */
  constructor(size: number, port: number, nodeFlags: readonly string[] = []) {
    this.vehicles = makeVehicles(size);
    this.port = port;
    this.backend = new BackendProcess({ dataDir: this.dataDir, port, nodeFlags });
  }

  /**
   * Starts the backend in production mode on a data folder of its own, seeds the vehicles and their last-known
   * states, and starts it once more, so that it begins as after any restart.
   */
  async start(): Promise<void> {
    await this.backend.start();
    this.series = await seed(this.dataDir, this.vehicles);
    await this.backend.stop();
    await this.backend.start();
  }

  get databaseUrl(): string {
    return databaseUrl(this.dataDir);
  }

  /** Whose CPU counts as the server's: the database's tree and the rest. */
  get processes(): Record<string, readonly number[]> {
    return { database: [databasePid(this.dataDir) ?? 0], backend: [this.backend.pid] };
  }

  /** What the load generators need of some vehicles. The tokens live as long as production allows: 10 minutes. */
  senders(from: number, count: number): { vehicleId: string; carId: string; token: string }[] {
    return this.vehicles.slice(from, from + count).map((vehicle) => ({
      vehicleId: vehicle.vehicleId,
      carId: vehicle.carId,
      token: deviceToken(vehicle),
    }));
  }

  /** A browser of an employee who has logged in. */
  async employee(): Promise<WebClient> {
    const client = new WebClient(this.port);
    await client.logIn(RIG_EMPLOYEE.email, RIG_EMPLOYEE.password);
    return client;
  }

  /** Runs one statement. */
  async query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const database = await connectDatabase(this.dataDir);
    try {
      return (await database.query<Record<string, unknown>>(text, values)).rows;
    } finally {
      await database.end();
    }
  }

  /** Stops everything and removes the data. */
  async stop(): Promise<void> {
    await this.backend.stop();
    await endDatabase(this.dataDir);
    removeDataDir(this.dataDir);
  }
}

async function seed(dataDir: string, vehicles: readonly RigVehicle[]): Promise<number[]> {
  const database = await connectDatabase(dataDir);
  try {
    await seedEmployee(database);
    await seedVehicles(database, vehicles);
    await seedStates(database);
    const { rows } = await database.query<{ series: number }>(
      `SELECT series FROM vehicles JOIN unnest($1::uuid[]) WITH ORDINALITY AS v (id, place) USING (id) ORDER BY place`,
      [vehicles.map(({ vehicleId }) => vehicleId)],
    );
    await database.query('ANALYZE');
    return rows.map(({ series }) => series);
  } finally {
    await database.end();
  }
}

/**
 * Every vehicle was seen about three weeks ago, somewhere in France (42–51° N, 5° W–8° E), with the digits that
 * receivers print: what the bench uploads is
 * newer, so that it moves the state forward as it does in life.
 */
async function seedStates(database: Client): Promise<void> {
  await database.query(`
    INSERT INTO vehicle_state (series, ts, position_ts, latitude, longitude, course_degrees, speed_kmh, rpm, power, power_ts)
    SELECT series, seen, seen, round((42 + 9 * random())::numeric, 7), round((-5 + 13 * random())::numeric, 7),
           round((360 * random())::numeric, 1), round((130 * random())::numeric, 1), round(3000 * random()), 'driving', seen
    FROM (SELECT series, now() - interval '20 days' - random() * interval '1 day' AS seen FROM vehicles) AS v`);
}
