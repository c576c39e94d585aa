import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseKeyPair } from '../../scripts/agent-release.mts';
import { ROOT } from '../../scripts/processes.mts';
import { hear, ReleaseWorkshop, type Said } from './release-workshop.mts';

const INSTALL = join(ROOT, 'device-agent/install/install.sh');
const UNIT = join(ROOT, 'device-agent/install/naif-agent.service');
const PATIENCE_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'naif-install-'));
const root = join(folder, 'root');
let workshop: ReleaseWorkshop;
let file: string;

beforeAll(async () => {
  workshop = new ReleaseWorkshop(join(folder, 'workshop'));
  file = await workshop.make('1.0.0');
}, PATIENCE_MS);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const install = (...args: string[]): Promise<Said> =>
  hear('sh', [INSTALL, '--root', root, ...args]);
const mode = (path: string): string => (statSync(join(root, path)).mode & 0o777).toString(8);

it(
  'refuses a package that was not signed by the key',
  async () => {
    const other = join(folder, 'other.pub');
    writeFileSync(other, releaseKeyPair().publicKey);
    const { code, stderr } = await install('--package', file, '--key', other);
    expect([code, stderr]).toEqual([1, expect.stringContaining('not signed')]);
    expect(existsSync(join(root, 'opt/naif-agent/current'))).toBe(false);
  },
  PATIENCE_MS,
);

it(
  'installs into a folder, and again without changing what is somebody’s',
  async () => {
    const first = await install('--package', file, '--key', workshop.publicKey);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(mode('etc/naif-agent')).toBe('750');
    expect(mode('etc/naif-agent/agent.conf')).toBe('640');
    expect(mode('etc/naif-agent/release.pub')).toBe('644');
    expect(mode('var/lib/naif-agent')).toBe('700');
    expect(mode('opt/naif-agent/releases/1.0.0')).toBe('755');
    expect(mode('opt/naif-agent/current/bin/naif-agent')).toBe('755');
    expect(readlinkSync(join(root, 'opt/naif-agent/current'))).toBe('releases/1.0.0');
    expect(readlinkSync(join(root, 'usr/local/bin/naif-agent'))).toBe(
      '/opt/naif-agent/current/bin/naif-agent',
    );
    const agent = join(root, 'opt/naif-agent/current/bin/naif-agent');
    expect(await hear(agent, ['--version'])).toMatchObject({ code: 0, stdout: '1.0.0\n' });

    const configuration = join(root, 'etc/naif-agent/agent.conf');
    writeFileSync(configuration, 'NAIF_OBD=none\n');
    writeFileSync(join(root, 'var/lib/naif-agent/enrolment.json'), '{}');
    const again = await install('--package', file);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    // Also from the installed release itself, as after a repair by hand.
    const own = join(root, 'opt/naif-agent/current/install/install.sh');
    expect(await hear('sh', [own, '--root', root])).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(configuration, 'utf8')).toBe('NAIF_OBD=none\n');
    expect(existsSync(join(root, 'var/lib/naif-agent/enrolment.json'))).toBe(true);
    expect(readlinkSync(join(root, 'opt/naif-agent/current'))).toBe('releases/1.0.0');
  },
  PATIENCE_MS,
);

it('installs an example that the agent itself understands, with every key', async () => {
  const example = readFileSync(join(root, 'etc/naif-agent/agent.conf.example'), 'utf8');
  const everything = join(folder, 'agent.conf');
  writeFileSync(everything, example.replace(/^#(NAIF_[A-Z_]+=)/gm, '$1'));
  const agent = join(root, 'opt/naif-agent/current/bin/naif-agent');
  const { stdout } = await hear(agent, ['status', '--config', everything, '--json']);
  const doctor = await hear(agent, ['doctor', '--config', everything]);
  expect(stdout).toBe('');
  expect(doctor.stdout).toContain('✓ Configuration');
});

it('has a unit that systemd understands, and that keeps the service in', async () => {
  const unit = join(folder, 'naif-agent.service');
  // The program is not installed on this machine.
  writeFileSync(unit, readFileSync(UNIT, 'utf8').replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'));
  const verified = await hear('systemd-analyze', ['verify', '--man=no', unit]);
  const ours = `${verified.stdout}${verified.stderr}`
    .split('\n')
    .filter((line) => line.includes('naif-agent'));
  expect(ours).toEqual([]);
  const { stdout } = await hear('systemd-analyze', [
    'security',
    '--offline=true',
    '--threshold=25',
    unit,
  ]);
  expect(stdout).toMatch(/Overall exposure level for naif-agent.service: [01]\.\d OK/);
});

it.each(['1546:01a7', '1546:01a8', '2341:0043', '1a86:7523', '0403:6001', '067b:2303'])(
  'has a stable name for the USB device %s',
  (id) => {
    const [vendor = '', product = ''] = id.split(':');
    const rules = readFileSync(join(root, 'etc/udev/rules.d/60-naif-agent.rules'), 'utf8');
    const rule = rules.split('\n').find((line) => line.includes(vendor) && line.includes(product));
    expect(rule).toMatch(/SYMLINK\+="naif-(gps|obd)"/);
  },
);
