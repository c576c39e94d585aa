import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE, ROOT } from '../../scripts/processes.mts';
import { readOutbox } from '../ledger/outbox-file.mts';
import {
  BackendProcess,
  connectDatabase,
  databaseUrl,
  endDatabase,
  freePort,
  makeDataDir,
  removeDataDir,
} from '../rig/backend-process.mts';
import { makeVehicles, seedVehicles, type RigVehicle } from '../rig/fleet.mts';
import { SiteDoor, type DoorState } from './site-door.mts';

const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
/** Points 5 s apart over half an hour; five times as fast as life a point a second for six minutes. */
const RECORDING = join(ROOT, 'recordings/envirocar/dodge-caliber-227bcd.json');
const SPEED = 5;

/** A busy machine may be slow; whoever waits longer waits for something that will not come, ms. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 20;

/** One vehicle whose main site goes away and comes back. */
interface Scenario {
  readonly name: string;
  readonly breaks: Exclude<DoorState, 'open'>;
  /** Where its two sites listen. */
  readonly host: string;
  /** Within this time the first upload must be at the backup site, ms: what the agent grants main, and plenty for the rest. */
  readonly failsOverWithinMs: number;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'refused', breaks: 'refused', host: '127.0.0.1', failsOverWithinMs: 30_000 },
  { name: 'silent', breaks: 'silent', host: '127.0.0.1', failsOverWithinMs: 45_000 },
  { name: '500', breaks: 'failing', host: '127.0.0.1', failsOverWithinMs: 30_000 },
  { name: 'IPv6 only, refused', breaks: 'refused', host: '::1', failsOverWithinMs: 30_000 },
];
/** The agent looks after main half a minute after it has left, and then sends it an upload as soon as it has one. */
const RETURNS_WITHIN_MS = 75_000;

/** What came of a scenario. */
interface Outcome {
  readonly failedOverAfterMs: number;
  readonly returnedAfterMs: number;
  /** Numbers that the agent has given to readings, from 1. */
  readonly lastSeq: number;
  /** Numbers of those that still waited when it was ended. */
  readonly waiting: readonly number[];
  /** Numbers in the store, in order. */
  readonly stored: readonly number[];
  /** Rows that both backends together said were new. */
  readonly storedByReceipts: number;
}

const mainDir = makeDataDir('main-site');
const backupDir = makeDataDir('backup-site');
const vehicles = makeVehicles(SCENARIOS.length);
const backends: BackendProcess[] = [];
const doors: SiteDoor[] = [];
const agents = new Set<ChildProcess>();

/** Two backends, one database, the same keys: tokens and pseudonyms are good at both. */
beforeAll(async () => {
  const [mainPort, backupPort] = [await freePort(), await freePort()];
  const main = new BackendProcess({ dataDir: mainDir, port: mainPort });
  backends.push(main);
  await main.start();
  copyFileSync(join(mainDir, 'keys.json'), join(backupDir, 'keys.json'));
  const env = { DATABASE_URL: databaseUrl(mainDir) };
  const backup = new BackendProcess({ dataDir: backupDir, port: backupPort, env });
  backends.push(backup);
  await backup.start();
  const database = await connectDatabase(mainDir);
  await seedVehicles(database, vehicles);
  await database.end();
}, PATIENCE_MS * 2);

afterAll(async () => {
  for (const agent of agents) agent.kill('SIGKILL');
  await Promise.all(doors.map((door) => door.close()));
  for (const backend of backends.toReversed()) await backend.stop();
  await endDatabase(mainDir);
  removeDataDir(mainDir);
  removeDataDir(backupDir);
}, PATIENCE_MS);

/** The state folder of a device that has enrolled. */
function enrolledState(vehicle: RigVehicle, folder: string): string {
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true });
  const { carId, deviceId, privateKey } = vehicle;
  const settings = { samplingIntervalMs: 1000, batchSize: 5 };
  const enrolment = {
    carId,
    deviceId,
    audience: 'naif-control',
    settings,
    server: '',
    codeDigest: '',
  };
  writeFileSync(join(state, 'enrolment.json'), JSON.stringify(enrolment), { mode: 0o600 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(join(state, 'device-key.pem'), pem, { mode: 0o600 });
  return state;
}

/** The real agent, driving. */
function drive(main: SiteDoor, backup: SiteDoor, folder: string, state: string): ChildProcess {
  const log = openSync(join(folder, 'agent.log'), 'a');
  const options = {
    ...{ recording: RECORDING, speed: String(SPEED), state },
    ...{ server: main.url, backup: backup.url, 'give-up-after': '600' },
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(NODE, [AGENT_MAIN, 'replay', ...flags], {
    cwd: folder,
    stdio: ['ignore', log, log],
  });
  agents.add(child);
  child.once('exit', () => agents.delete(child));
  return child;
}

/** Waits for what `look` finds. @throws Error with the agent's last words when it does not come, or the agent ends before */
async function awaited<T>(
  look: () => T | undefined,
  what: string,
  folder: string,
  agent: ChildProcess,
): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until && agents.has(agent)) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(LOOK_MS);
  }
  const words = readFileSync(join(folder, 'agent.log'), 'utf8').slice(-2000);
  throw new Error(`${what} did not come about. The agent's last words:\n${words}`);
}

async function play(scenario: Scenario, vehicle: RigVehicle): Promise<Outcome> {
  const [main, backup] = backends.map(
    ({ url }) => new SiteDoor(Number(new URL(url).port), scenario.host),
  );
  if (!main || !backup) throw new Error('There are no two sites.');
  doors.push(main, backup);
  await Promise.all([main.open(), backup.open()]);
  const folder = join(mainDir, `agent-${vehicle.deviceId}`);
  const state = enrolledState(vehicle, folder);
  const agent = drive(main, backup, folder, state);
  const wait = <T,>(look: () => T | undefined, what: string): Promise<T> =>
    awaited(look, `${scenario.name}: ${what}`, folder, agent);

  await wait(() => main.firstReceiptAfter(0), 'an upload to the main site');
  const brokenAt = performance.now();
  await main.break(scenario.breaks);
  const failedOverAt = await wait(() => backup.firstReceiptAfter(brokenAt), 'the fail-over');
  // It stays there for a while, and main is back before it is looked for.
  await wait(() => backup.receipts[2]?.atMs, 'life on the backup site');
  const mendedAt = performance.now();
  await main.open();
  const returnedAt = await wait(() => main.firstReceiptAfter(mendedAt), 'the return');
  await wait(() => main.receipts.at(-1)?.atMs !== returnedAt || undefined, 'life on the main site');

  const ended = new Promise((resolve) => agent.once('exit', resolve));
  agent.kill('SIGTERM');
  await ended;
  const left = readOutbox(state, vehicle.carId);
  const receipts = [...main.receipts, ...backup.receipts];
  return {
    failedOverAfterMs: failedOverAt - brokenAt,
    returnedAfterMs: returnedAt - mendedAt,
    lastSeq: left?.lastSeq ?? 0,
    waiting: left?.waiting.map(({ seq }) => seq) ?? [],
    stored: await storedSeqs(vehicle),
    storedByReceipts: receipts.reduce((sum, { stored }) => sum + stored, 0),
  };
}

async function storedSeqs({ carId }: RigVehicle): Promise<readonly number[]> {
  const database = await connectDatabase(mainDir);
  try {
    const { rows } = await database.query<{ seq: string }>(
      `SELECT seq FROM readings JOIN vehicles USING (series) WHERE car_id = $1 ORDER BY seq, ts`,
      [carId],
    );
    return rows.map(({ seq }) => Number(seq));
  } finally {
    await database.end();
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

describe('two sites', () => {
  it(
    'an agent goes to the backup site in time, returns by itself, and loses and doubles nothing',
    async () => {
      const outcomes = await Promise.all(
        SCENARIOS.map((scenario, index) => play(scenario, vehicles[index] as RigVehicle)),
      );
      SCENARIOS.forEach(({ name, failsOverWithinMs }, index) => {
        const outcome = outcomes[index] as Outcome;
        const { failedOverAfterMs, returnedAfterMs, lastSeq, stored, waiting } = outcome;
        process.stderr.write(
          `main site ${name}: at the backup after ${seconds(failedOverAfterMs)}, back ${seconds(returnedAfterMs)} after its return; ${lastSeq} readings\n`,
        );
        expect(failedOverAfterMs).toBeLessThan(failsOverWithinMs);
        expect(returnedAfterMs).toBeLessThan(RETURNS_WITHIN_MS);
        const all = Array.from({ length: lastSeq }, (_, at) => at + 1);
        // An upload that was cut off when the agent was ended may have been stored, and waits nevertheless.
        const accounted = [...new Set([...stored, ...waiting])].sort((a, b) => a - b);
        expect({ name, accounted }).toEqual({ name, accounted: all });
        expect({ name, stored }).toEqual({ name, stored: [...new Set(stored)] });
        expect({ name, count: outcome.storedByReceipts }).toEqual({ name, count: stored.length });
      });
    },
    PATIENCE_MS * 4,
  );
});
