/** The vehicle's program on real pseudo-terminals, in a car whose receiver and adapter fail one after the other. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE, ROOT, run } from '../../scripts/processes.mts';
import {
  BackendProcess,
  connectDatabase,
  endDatabase,
  freePort,
  makeDataDir,
  removeDataDir,
} from '../rig/backend-process.mts';
import { enrolmentCode } from '../rig/enrolment-code.mts';
import { makeVehicles, seedEmployee, seedVehicles } from '../rig/fleet.mts';
import { entryOf, epochOf, faultsOf } from './reading-check.mts';
import { ScriptedCar, type ScriptedDevice } from './scripted-car.mts';
import { UploadWitness, type WitnessedReading } from './upload-witness.mts';

const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');

/** Readings resume at most so long after a fault's end. */
const RESUME_MS = 10_000;
/** A fault lasts so long, ms: longer than any value stays fresh, and than a silent line is believed. */
const FAULT_MS = 6000;
/** Readings arrive so late at most, ms: a batch fills or loses patience, on a busy machine. */
const ARRIVE_MS = 60_000;

type Sensor = 'gps' | 'obd2';

let dataDir: string;
let backend: BackendProcess;
let witness: UploadWitness;
let car: ScriptedCar;
let agent: ChildProcess;
const measured: { readonly what: string; readonly sensor: Sensor; readonly resumedMs: number }[] =
  [];

beforeAll(async () => {
  dataDir = makeDataDir('scripted-drive');
  const port = await freePort();
  backend = new BackendProcess({ dataDir, port });
  await backend.start();
  const database = await connectDatabase(dataDir);
  const [vehicle] = makeVehicles(1);
  if (!vehicle) throw new Error('There is no vehicle.');
  await seedEmployee(database);
  await seedVehicles(database, [vehicle], 'none');
  await database.end();
  witness = new UploadWitness(port);
  const server = await witness.listen();
  const folder = join(dataDir, 'vehicle');
  mkdirSync(folder);
  car = new ScriptedCar(folder, vehicle.vin);
  await Promise.all([car.gps.plug.plug(), car.obd.plug.plug()]);
  const code = await enrolmentCode(backend.url, vehicle.vehicleId);
  const state = join(folder, 'state');
  const enrolled = await run(NODE, [
    ...[AGENT_MAIN, 'enrol', '--server', server],
    ...['--code', code, '--state', state],
  ]);
  if (enrolled.code !== 0) throw new Error(enrolled.output);
  agent = startAgent(folder, state);
}, 180_000);

afterAll(async () => {
  if (agent.exitCode === null && agent.signalCode === null) {
    const ended = new Promise((resolve) => agent.once('exit', resolve));
    agent.kill('SIGTERM');
    await ended;
  }
  await car.unplugAll();
  await witness.close();
  await backend.stop();
  await endDatabase(dataDir);
  removeDataDir(dataDir);
}, 60_000);

function startAgent(folder: string, state: string): ChildProcess {
  const log = openSync(join(folder, 'agent.log'), 'a');
  const args = ['run', '--state', state, '--runtime', folder, '--trust-system-clock', 'yes'];
  const devices = ['--gps', car.gps.path, '--obd', car.obd.path];
  return spawn(NODE, [AGENT_MAIN, ...args, ...devices], { stdio: ['ignore', log, log] });
}

/** When the reading's values of this sensor were true; undefined when it has none. */
function tells(reading: WitnessedReading, sensor: Sensor): number | undefined {
  if (sensor === 'gps') return epochOf(reading);
  // The battery's voltage is the adapter's own: it says nothing about the car.
  return entryOf(reading, 'obd2')?.['rpm'] === undefined ? undefined : reading.timeMs;
}

async function until<T>(what: string, look: () => T | undefined, withinMs: number): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (agent.exitCode !== null || agent.signalCode !== null || Date.now() > end) {
      const log = readFileSync(join(dataDir, 'vehicle/agent.log'), 'utf8').slice(-6000);
      throw new Error(`${what}: not within ${String(withinMs)} ms. The agent said:\n${log}`);
    }
    await sleep(50);
  }
}

/** Waits until this sensor's values are told again, and notes how long that took on the road. */
async function resumed(what: string, sensor: Sensor, sinceMs: number): Promise<void> {
  const first = await until(
    `${sensor} after ${what}`,
    () => witness.readings.find((reading) => (tells(reading, sensor) ?? 0) > sinceMs),
    ARRIVE_MS,
  );
  measured.push({ what, sensor, resumedMs: first.timeMs - sinceMs });
}

/** One fault: begins, lasts, ends, and the readings come back. Gives when it began and ended. */
async function suffer(
  what: string,
  sensors: readonly Sensor[],
  begin: () => unknown,
  end: () => unknown,
): Promise<{ readonly fromMs: number; readonly toMs: number }> {
  await begin();
  const fromMs = Date.now();
  await sleep(FAULT_MS);
  await end();
  const toMs = Date.now();
  await Promise.all(sensors.map((sensor) => resumed(what, sensor, toMs)));
  return { fromMs, toMs };
}

const unplugged = (device: ScriptedDevice) =>
  [() => device.plug.unplug(), () => device.plug.plug()] as const;
const failing = (device: ScriptedDevice, fault: Parameters<ScriptedDevice['line']['fault']>[0]) =>
  [() => device.line.fault(fault), () => device.line.fault(undefined)] as const;

/** A full line at 38400 bits a second is 3840 bytes a second: this is many times more. */
const FLOOD = { kind: 'flood', bytesPerSecond: 40_000 } as const;

describe('a drive on which everything fails once', () => {
  it('goes on after each fault, and tells nothing that was not so', async () => {
    const begun = Date.now();
    await Promise.all([resumed('the start', 'gps', begun), resumed('the start', 'obd2', begun)]);

    const gpsAway = await suffer('unplugging', ['gps'], ...unplugged(car.gps));
    const obdAway = await suffer('unplugging', ['obd2'], ...unplugged(car.obd));
    const gpsHangs = await suffer('hanging', ['gps'], ...failing(car.gps, { kind: 'silence' }));
    const obdHangs = await suffer('hanging', ['obd2'], ...failing(car.obd, { kind: 'silence' }));
    const gpsFloods = await suffer('flooding', ['gps'], ...failing(car.gps, FLOOD));
    const obdFloods = await suffer('flooding', ['obd2'], ...failing(car.obd, FLOOD));
    await suffer(
      'the engine being off',
      ['obd2'],
      () => car.stopEngine(),
      () => car.startEngine(),
    );
    await suffer(
      'unplugging both',
      ['gps', 'obd2'],
      () => car.unplugAll(),
      () => Promise.all([car.gps.plug.plug(), car.obd.plug.plug()]),
    );

    for (const { what, sensor, resumedMs } of measured) {
      process.stdout.write(`${sensor} after ${what}: ${String(resumedMs)} ms\n`);
    }
    expect(measured.filter(({ resumedMs }) => resumedMs > RESUME_MS)).toEqual([]);
    expect(faultsOf(car, witness.readings)).toEqual([]);
    expect([witness.duplicates, witness.refusals]).toEqual([0, []]);
    expect(witness.stored).toBe(witness.readings.length);
    // Nothing of a device that is not there, once what was read last is no longer fresh.
    const silent = (sensor: Sensor, { fromMs, toMs }: { fromMs: number; toMs: number }) =>
      witness.readings.filter(
        (reading) =>
          reading.timeMs > fromMs + 4000 &&
          reading.timeMs <= toMs &&
          tells(reading, sensor) !== undefined,
      );
    for (const fault of [gpsAway, gpsHangs, gpsFloods]) expect(silent('gps', fault)).toEqual([]);
    for (const fault of [obdAway, obdHangs, obdFloods]) expect(silent('obd2', fault)).toEqual([]);
    // The newest word may be of the time when nothing was plugged in: the next one knows the car again.
    const status = await until(
      'the car known again',
      () => witness.statuses.slice(-1).find((said) => said['vin_matches'] !== undefined),
      ARRIVE_MS,
    );
    expect(status).toMatchObject({ power: 'driving', vin_matches: true });
    // Nothing but questions ever reached the car, nor anything that would clear its codes.
    for (const command of car.commands) expect(command).toMatch(/^(AT.*|01..+|03|07|0A|09..)?$/);
  }, 400_000);
});
