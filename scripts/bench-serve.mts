/**
 * `npm run bench:serve -- --devices N [--port P] [--out FILE]`: a backend with N enrolled vehicles for load tools of your own.
 *
 * Writes a line `carId token` a vehicle to FILE and serves until Ctrl-C; then its data is gone. The tokens are good for as long
 * as the bench lives (a week at most): only a backend in bench mode takes such tokens, and that listens on loopback and works
 * on throw-away data only. Everything else is as in production.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  BackendProcess,
  connectDatabase,
  endDatabase,
  freePort,
  makeDataDir,
  removeDataDir,
} from '../test/rig/backend-process.mts';
import { withCleanUp } from '../test/rig/clean-end.mts';
import {
  deviceToken,
  makeVehicles,
  RIG_EMPLOYEE,
  seedEmployee,
  seedVehicles,
} from '../test/rig/fleet.mts';
import { buildChanged } from './build-targets.mts';
import { CALLED_IN } from './processes.mts';
import { done, Refusal, runMain, step } from './terminal.mts';

const WEEK_S = 7 * 24 * 3600;
/** A plate, a VIN and a key pair each: more take minutes to make. */
const MOST_DEVICES = 100_000;

function wholeNumber(text: string, flag: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Refusal(`${flag} must be a whole number from ${least} to ${most}; it is “${text}”.`);
  }
  return value;
}

async function seed(dataDir: string, devices: number): Promise<string> {
  const database = await connectDatabase(dataDir);
  try {
    const vehicles = makeVehicles(devices);
    await seedEmployee(database);
    await seedVehicles(database, vehicles);
    const lines = vehicles.map((vehicle) => `${vehicle.carId} ${deviceToken(vehicle, WEEK_S)}`);
    return `${lines.join('\n')}\n`;
  } finally {
    await database.end();
  }
}

runMain(async () => {
  const { values } = parseArgs({
    options: {
      devices: { type: 'string', default: '500' },
      port: { type: 'string', default: '0' },
      out: { type: 'string', default: 'data/bench/devices.txt' },
      'cpu-prof': { type: 'string' },
    },
  });
  const devices = wholeNumber(values.devices, '--devices', 1, MOST_DEVICES);
  const asked = wholeNumber(values.port, '--port', 0, 65_535);
  const out = resolve(CALLED_IN, values.out);
  await buildChanged(['wire', 'backend']);
  const dataDir = makeDataDir('bench-serve', true);
  const port = asked === 0 ? await freePort() : asked;
  const profile = values['cpu-prof'];
  const backend = new BackendProcess({
    dataDir,
    port,
    env: { NAIF_MODE: 'bench', DEVICE_TOKEN_LIFE: String(WEEK_S) },
    nodeFlags: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  });
  const cleanUp = async (): Promise<void> => {
    await backend.stop();
    await endDatabase(dataDir);
    removeDataDir(dataDir);
  };
  return withCleanUp(async () => {
    step('Starting …');
    await backend.start();
    const lines = await seed(dataDir, devices);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, lines, { mode: 0o600 });
    done(`${devices} lines “carId token” in ${out}`);
    done(`${backend.url}/api/embedded/{carId}/UploadData takes uploads; Ctrl-C ends it`);
    console.log(`  employee: ${RIG_EMPLOYEE.email}, password: ${RIG_EMPLOYEE.password}`);
    await backend.ended();
    throw new Refusal(`The backend ended by itself. Its last words:\n${backend.lastWords()}`);
  }, cleanUp);
});
