import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE, ROOT } from '../../scripts/processes.mts';
import { hear, type Said } from './release-workshop.mts';

const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
const PATIENCE_MS = 240_000;

const folder = mkdtempSync(join(tmpdir(), 'naif-service-'));
const state = join(folder, 'state');
const runtime = join(folder, 'run');
const notices = join(folder, 'notices');
const notifySocket = join(folder, 'notify');
const configuration = join(folder, 'agent.conf');

/** Each test waits for what must come, and for nothing else. */
async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS / 2;
  while (!(await is())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await sleep(50);
  }
}

const agent = (command: string, ...args: string[]): Promise<Said> =>
  hear(NODE, [AGENT_MAIN, command, '--config', configuration, ...args]);
const noticed = (): string => (existsSync(notices) ? readFileSync(notices, 'latin1') : '');

beforeAll(() => {
  mkdirSync(state, { mode: 0o700 });
  mkdirSync(runtime);
  const enrolment = {
    carId: 'c'.repeat(64),
    deviceId: 'device-1',
    audience: 'naif',
    settings: { samplingIntervalMs: 1000, batchSize: 5 },
    server: 'http://127.0.0.1:9',
    codeDigest: '',
  };
  writeFileSync(join(state, 'enrolment.json'), JSON.stringify(enrolment), { mode: 0o600 });
  const lines = [`NAIF_STATE_DIR=${state}`, `NAIF_RUNTIME_DIR=${runtime}`, 'NAIF_GPS=none'];
  writeFileSync(configuration, [...lines, 'NAIF_OBD=none', ''].join('\n'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it(
  'tells people and systemd how it does, from the first moment to the last',
  async () => {
    expect(await agent('status')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('No agent is running here') as string,
    });
    const systemd = spawn('socat', [
      '-u',
      `UNIX-RECV:${notifySocket}`,
      `OPEN:${notices},creat,append`,
    ]);
    await until('systemd listens', () => existsSync(notifySocket));
    const running = spawn(NODE, [AGENT_MAIN, 'run', '--config', configuration], {
      env: { ...process.env, NOTIFY_SOCKET: notifySocket, WATCHDOG_USEC: '600000' },
      stdio: 'ignore',
    });
    try {
      await until('ready', () => noticed().includes('READY=1'));
      await until('alive', () => noticed().includes('WATCHDOG=1'));
      const socket = join(runtime, 'agent.sock');
      expect(statSync(socket).mode & 0o777).toBe(0o600);
      const { stdout } = await agent('status');
      expect(stdout).toMatch(/^Agent: +version \d+\.\d+\.\d+, running for \d+ s/m);
      expect(stdout).toMatch(/^State: +well$/m);
      expect(stdout).toMatch(/^GPS: +switched off$/m);
      expect(stdout).toMatch(/^Outbox: +empty$/m);
      const json = JSON.parse((await agent('status', '--json')).stdout) as Record<string, unknown>;
      expect(json).toMatchObject({
        pid: running.pid,
        healthy: true,
        deviceId: 'device-1',
        server: 'http://127.0.0.1:9',
        status: { outbox_depth: 0 },
      });
      const doctor = await agent('doctor', '--json');
      expect(doctor.code).toBe(1);
      const { checks } = JSON.parse(doctor.stdout) as {
        checks: { title: string; outcome: string; says: string }[];
      };
      const outcome = Object.fromEntries(checks.map(({ title, outcome: how }) => [title, how]));
      expect(outcome).toMatchObject({
        Configuration: 'ok',
        Enrolment: 'ok',
        Secrets: 'ok',
        Service: 'ok',
        Outbox: 'ok',
        Server: 'fault',
      });
    } finally {
      running.kill('SIGTERM');
      if (running.exitCode === null) await once(running, 'exit');
    }
    expect(running.exitCode).toBe(0);
    await until('stopping', () => noticed().includes('STOPPING=1'));
    systemd.kill('SIGTERM');
    expect(existsSync(join(runtime, 'agent.sock'))).toBe(false);
  },
  PATIENCE_MS,
);

it(
  'lists every fault of the configuration, and the doctor looks at the rest nevertheless',
  async () => {
    const faulty = join(folder, 'faulty.conf');
    writeFileSync(faulty, 'NAIF_GSP=none\nNAIF_OBD_BAUD=fast\n');
    const args = [AGENT_MAIN, 'run', '--config', faulty];
    const run = await hear(NODE, args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(`${faulty}:1: there is no setting NAIF_GSP.`);
    expect(run.stderr).toContain(`${faulty}:2: NAIF_OBD_BAUD must be of`);
    const doctor = await hear(NODE, [AGENT_MAIN, 'doctor', '--config', faulty, '--state', state]);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain(`✗ Configuration: ${faulty}:1`);
    expect(doctor.stdout).toContain('✓ Enrolment');
  },
  PATIENCE_MS,
);

it(
  'decodes a capture with nothing but JSON lines on standard output',
  async () => {
    const file = join(ROOT, 'recordings/elm327-session.txt');
    const npm = (...args: string[]): Promise<Said> =>
      hear(NODE, [join(ROOT, 'scripts/bootstrap.mjs'), 'agent', 'decode', ...args]);
    const said = await npm('--elm', file);
    expect(said.code).toBe(0);
    const lines = said.stdout.trimEnd().split('\n');
    expect(JSON.parse(lines[2] ?? '')).toEqual({
      time: '18:30:00.639',
      pid: '0C',
      name: 'rpm',
      value: 2212.5,
      unit: 'rpm',
    });
    expect(lines).toHaveLength(1030);
    expect((await hear(NODE, [AGENT_MAIN, 'decode', file, '--elm'])).stdout).toBe(said.stdout);
    expect(await hear(NODE, [AGENT_MAIN, 'decode', '/nowhere', '--elm'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no file /nowhere.\n',
    });
  },
  PATIENCE_MS,
);
