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
import { ScriptedCar } from './scripted-car.mts';

const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
const PATIENCE_MS = 300_000;
/** What the status says of a vehicle whose every part works. */
const WELL = [
  /^GPS: +has a fix /m,
  /^OBD-2: +talks with the car, engine running/m,
  /^Battery: +1\d(\.\d+)? V$/m,
  /^Clock: +.*from gps, at most \d+(\.\d+)? ms off$/m,
];
const VIN = 'WVWZZZ1KZAW123456';

const folder = mkdtempSync(join(tmpdir(), 'naif-capture-'));
const state = join(folder, 'state');
const configuration = join(folder, 'agent.conf');
const car = new ScriptedCar(folder, VIN);

const agent = (command: string, ...args: string[]): Promise<Said> =>
  hear(NODE, [AGENT_MAIN, command, ...args]);
const settings = ['--config', configuration];

beforeAll(async () => {
  mkdirSync(state, { mode: 0o700 });
  const lines = [
    `NAIF_STATE_DIR=${state}`,
    `NAIF_RUNTIME_DIR=${folder}/none`,
    `NAIF_GPS=${car.gps.path}`,
    `NAIF_OBD=${car.obd.path}`,
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`);
  const enrolment = {
    carId: 'c'.repeat(64),
    deviceId: 'device-1',
    audience: 'naif',
    settings: { samplingIntervalMs: 1000, batchSize: 5 },
    server: 'http://127.0.0.1:9',
    codeDigest: '',
  };
  writeFileSync(join(state, 'enrolment.json'), JSON.stringify(enrolment), { mode: 0o600 });
  await Promise.all([car.gps.plug.plug(), car.obd.plug.plug()]);
});
afterAll(async () => {
  await car.unplugAll();
  rmSync(folder, { recursive: true });
});

/** Captures until the file holds what is waited for, as a person would with Ctrl-C. */
async function captureUntil(what: RegExp, ...args: string[]): Promise<string> {
  const out = join(folder, `capture-${args[0] ?? ''}`);
  const command = [AGENT_MAIN, 'capture', ...settings, ...args, '--out', out, '--seconds', '600'];
  const running = spawn(NODE, command, { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const text = (): string => (existsSync(out) ? readFileSync(out, 'latin1') : '');
    const deadline = Date.now() + PATIENCE_MS / 2;
    while (!what.test(text())) {
      if (Date.now() > deadline) throw new Error(`never captured ${String(what)}:\n${text()}`);
      await sleep(100);
    }
  } finally {
    running.kill('SIGINT');
    if (running.exitCode === null) await once(running, 'exit');
  }
  expect(running.exitCode).toBe(0);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  return out;
}

it(
  'records an adapter as the driver asks it, for decode, and without the VIN',
  async () => {
    const line = ['--port', car.obd.path, '--baud', '38400'];
    const out = await captureUntil(/> +0902[^]*> +010C[^]*> +010C[^]*> +010C/, '--elm', ...line);
    const text = readFileSync(out, 'latin1');
    expect(text).toMatch(/^# naif-agent capture of .*\/obd at 38400 bit\/s/);
    expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} > +ATZ$/m);
    const plain = text.replaceAll(/\s/g, '').toUpperCase();
    expect(plain).not.toContain(Buffer.from(VIN).toString('hex').toUpperCase().slice(0, 12));
    expect(text).not.toContain('57 56 57');
    const { code, stdout } = await agent('decode', out, '--elm');
    expect(code).toBe(0);
    expect(stdout).toMatch(/"pid":"0C","name":"rpm","value":\d+(\.\d+)?,"unit":"rpm"/);
  },
  PATIENCE_MS,
);

it(
  'records a receiver, for decode, and does not write over anything',
  async () => {
    const line = ['--port', car.gps.path, '--baud', '9600'];
    const out = await captureUntil(/(RMC[^]*){5}/, '--nmea', ...line);
    const { code, stdout } = await agent('decode', '--nmea', out);
    expect(code).toBe(0);
    const [fix] = stdout.split('\n');
    expect(JSON.parse(fix ?? '')).toMatchObject({
      fix: '3d',
      latitude: expect.any(Number) as number,
    });
    const again = await agent('capture', ...settings, '--nmea', ...line, '--out', out);
    expect(again).toMatchObject({
      code: 1,
      stderr: `${out} exists already: give a name that is free.\n`,
    });
  },
  PATIENCE_MS,
);

it(
  'lets the doctor listen to the lines itself while no agent runs',
  async () => {
    const found = [
      /^✓ GPS: the receiver at .*\/gps has a fix\.$/m,
      /^✓ OBD-2: the adapter at .*\/obd talks with the car, engine running\.$/m,
    ];
    const deadline = Date.now() + PATIENCE_MS / 2;
    let said = '';
    // A person would ask again, too: half a minute may be short on a busy machine.
    while (!found.every((line) => line.test(said))) {
      if (Date.now() > deadline) throw new Error(`never found: ${said}`);
      said = (await agent('doctor', ...settings)).stdout;
    }
  },
  PATIENCE_MS,
);

it(
  'leaves the running agent its lines, of which status and doctor tell',
  async () => {
    const running = spawn(NODE, [AGENT_MAIN, 'run', ...settings], { stdio: 'ignore' });
    try {
      const deadline = Date.now() + PATIENCE_MS / 2;
      let said = '';
      while (!WELL.every((line) => line.test(said))) {
        if (Date.now() > deadline) throw new Error(`never well: ${said}`);
        await sleep(300);
        said = (await agent('status', ...settings)).stdout;
      }
      const { stdout } = await agent('doctor', ...settings);
      expect(stdout).toMatch(/^✓ GPS: the receiver at .*\/gps has a fix\.$/m);
      expect(stdout).toMatch(
        /^✓ OBD-2: the adapter at .*\/obd talks with the car, engine running\.$/m,
      );
      expect(stdout).toMatch(/^✓ Clock: trusted, from gps/m);
      expect(stdout).toMatch(/^✗ Server: http:\/\/127\.0\.0\.1:9: no connection/m);
      const line = ['--port', car.obd.path, '--baud', '38400', '--out', join(folder, 'held')];
      const refused = await agent('capture', ...settings, '--elm', ...line);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('The running agent has');
      expect(existsSync(join(folder, 'held'))).toBe(false);
    } finally {
      running.kill('SIGTERM');
      if (running.exitCode === null) await once(running, 'exit');
    }
    expect(running.exitCode).toBe(0);
  },
  PATIENCE_MS,
);
