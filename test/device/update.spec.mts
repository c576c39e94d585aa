import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { releaseKeyPair } from '../../scripts/agent-release.mts';
import { isAlive, NODE, ROOT } from '../../scripts/processes.mts';
import { hear, ReleaseWorkshop, type Said } from './release-workshop.mts';

const INSTALL = join(ROOT, 'device-agent/install/install.sh');
const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
const PATIENCE_MS = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'naif-update-'));
const root = join(folder, 'r');
const base = join(root, 'opt/naif-agent');
const state = join(root, 'var/lib/naif-agent');
const pidFile = join(folder, 'pid');
const service = join(folder, 'service');
let workshop: ReleaseWorkshop;

/** Stands in for systemctl: ends the agent that runs and starts the one to which `current` leads. */
function writeService(atRestart = ''): void {
  writeFileSync(
    service,
    `#!/bin/sh
set -eu
[ "$1" = restart ]
if [ -e ${pidFile} ]; then
  pid=$(cat ${pidFile})
  kill "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
fi
${atRestart}
setsid ${base}/current/bin/naif-agent run --config /dev/null --state ${state} --gps none --obd none \\
  </dev/null >>${folder}/agent.log 2>&1 &
echo $! >${pidFile}
`,
  );
  chmodSync(service, 0o755);
}

/** An agent that has enrolled at a server which is never there. */
function enrol(): void {
  const enrolment = {
    carId: randomBytes(32).toString('hex'),
    deviceId: 'device',
    audience: 'naif',
    settings: { samplingIntervalMs: 1000, batchSize: 5 },
    server: 'http://127.0.0.1:9',
    codeDigest: '',
  };
  writeFileSync(join(state, 'enrolment.json'), JSON.stringify(enrolment), { mode: 0o600 });
}

function update(file: string, ...args: string[]): Promise<Said> {
  const places = ['--base', base, '--state', state, '--key', workshop.publicKey];
  return hear(NODE, [
    AGENT_MAIN,
    'update',
    file,
    ...places,
    ...['--config', '/dev/null', '--service-command', service, ...args],
  ]);
}

const current = (): string => basename(readlinkSync(join(base, 'current')));
const releases = (): string[] => readdirSync(join(base, 'releases')).sort();

async function runningVersion(): Promise<string> {
  const place = ['--state', state, '--config', '/dev/null', '--json'];
  const { stdout } = await hear(NODE, [AGENT_MAIN, 'status', ...place]);
  return (JSON.parse(stdout) as { version: string }).version;
}

beforeAll(async () => {
  workshop = new ReleaseWorkshop(join(folder, 'workshop'));
  const first = await workshop.make('1.0.0');
  const installed = await hear('sh', [
    INSTALL,
    ...['--root', root, '--package', first, '--key', workshop.publicKey],
  ]);
  expect(installed).toMatchObject({ code: 0, stderr: '' });
  enrol();
  writeService();
  await hear(service, ['restart']);
}, PATIENCE_MS);

afterAll(async () => {
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGTERM');
  while (pid > 0 && isAlive(pid)) await sleep(50);
  rmSync(folder, { recursive: true });
});

it(
  'puts a good version in the place of the one that runs, and keeps three releases',
  async () => {
    for (const old of ['0.8.0', '0.9.0', '0.10.0']) mkdirSync(join(base, 'releases', old));
    mkdirSync(join(base, 'releases/.draft-1/bin'), { recursive: true });
    const said = await update(await workshop.make('1.1.0'));
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toContain('Version 1.1.0 runs and is well.');
    expect(await runningVersion()).toBe('1.1.0');
    expect(releases()).toEqual(['0.10.0', '1.0.0', '1.1.0']);
  },
  PATIENCE_MS,
);

it(
  'changes nothing for a package that is not signed, tampered with, for another machine, older, or broken',
  async () => {
    const signed = await workshop.make('1.2.0');
    const unsigned = join(folder, 'unsigned.tar.gz');
    copyFileSync(signed, unsigned);
    const tampered = join(folder, 'tampered.tar.gz');
    copyFileSync(signed, tampered);
    copyFileSync(`${signed}.sig`, `${tampered}.sig`);
    appendFileSync(tampered, 'x');
    const strange = join(folder, 'strange.tar.gz');
    copyFileSync(signed, strange);
    const stranger = createPrivateKey(releaseKeyPair().privateKey);
    writeFileSync(`${strange}.sig`, sign(null, readFileSync(strange), stranger));
    const foreign = await workshop.make('1.2.0', {
      change: (release) => {
        const text = JSON.stringify({ version: '1.2.0', platform: 'linux-riscv64' });
        writeFileSync(join(release, 'release.json'), text);
      },
    });
    const broken = await workshop.make('1.2.0', {
      change: (release) => {
        rmSync(join(release, 'app/node_modules/class-validator'), { recursive: true });
      },
    });
    const cases: [string, RegExp][] = [
      [unsigned, /The signature .* cannot be used/],
      [tampered, /is not what was signed/],
      [strange, /is not what was signed/],
      [foreign, /is for linux-riscv64/],
      [await workshop.make('1.0.9'), /is older than 1\.1\.0/],
      [broken, /does not run on this machine/],
    ];
    const pid = readFileSync(pidFile, 'utf8');
    const before = releases();
    for (const [file, sentence] of cases) {
      expect(await update(file)).toEqual({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(sentence) as string,
      });
      expect(releases()).toEqual(before);
    }
    expect(current()).toBe('1.1.0');
    expect(readFileSync(pidFile, 'utf8')).toBe(pid);
  },
  PATIENCE_MS,
);

it(
  'refuses a signed package whose names lead out of it',
  async () => {
    const victim = join(folder, 'escaped');
    const place = mkdtempSync(join(folder, 'evil-'));
    const file = join(place, 'evil.tar.gz');
    mkdirSync(join(place, 'a'));
    writeFileSync(join(place, 'a/escaped'), 'x');
    for (const options of [
      ['--transform', 's#^a/escaped#naif-agent-2.0.0/../../../../escaped#'],
      ['--transform', `s#^a/escaped#${victim}#`],
    ]) {
      const packed = ['-czPf', file, '--format=ustar', ...options, '-C', place, 'a/escaped'];
      expect(await hear('tar', packed)).toMatchObject({ code: 0 });
      const signature = sign(null, readFileSync(file), createPrivateKey(workshop.keys.privateKey));
      writeFileSync(`${file}.sig`, signature);
      const said = await update(file);
      expect([said.code, said.stderr]).toEqual([1, expect.stringContaining('leads out of')]);
    }
    expect(existsSync(victim)).toBe(false);
    expect(readdirSync(dirname(base)).sort()).toEqual(['naif-agent']);
    expect(releases().some((name) => name.startsWith('.'))).toBe(false);
  },
  PATIENCE_MS,
);

it(
  'goes back to the previous version when the new one is not well',
  async () => {
    const falls = await workshop.make('1.2.0', {
      change: (release) => {
        const main = join(release, 'app/device-agent/dist/src/main.js');
        const text = readFileSync(main, 'utf8');
        writeFileSync(main, `if (process.argv[2] === 'run') process.exit(3);\n${text}`);
      },
    });
    const said = await update(falls, '--healthy-within', '8');
    expect(said.code).toBe(1);
    expect(said.stderr).toMatch(
      /Version 1\.2\.0 is not well: it does not run\. Went back to version 1\.1\.0, which runs and is well\./,
    );
    expect(current()).toBe('1.1.0');
    expect(await runningVersion()).toBe('1.1.0');
    expect(releases()).not.toContain('1.2.0');
  },
  PATIENCE_MS,
);

it(
  'takes up an update that was killed half-way',
  async () => {
    const file = await workshop.make('1.3.0');
    // The update's own process ends right after the switch, before anything is known of the new version.
    writeService('kill -9 $PPID; exit 0');
    expect((await update(file)).code).not.toBe(0);
    expect(current()).toBe('1.3.0');
    writeService();
    const said = await update(file);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toContain('from 1.1.0 to 1.3.0');
    expect(await runningVersion()).toBe('1.3.0');
    expect(releases()).toEqual(['1.0.0', '1.1.0', '1.3.0']);
    const again = await update(file);
    expect(again).toMatchObject({ code: 0, stdout: 'Version 1.3.0 runs already.\n' });
  },
  PATIENCE_MS,
);

it(
  'takes an older version when that is said',
  async () => {
    const said = await update(await workshop.make('1.0.5'), '--allow-downgrade');
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(await runningVersion()).toBe('1.0.5');
  },
  PATIENCE_MS,
);
