import { existsSync } from 'node:fs';
import { run } from './processes.mts';
import { done, duration, Refusal, step } from './terminal.mts';

/** What a section of the tests needs from Debian, and why. */
interface Need {
  readonly section: string;
  readonly name: string;
  /** A file by which it is known to be there, for packages that people also install by other ways. */
  readonly file?: string;
}

const NEEDED: readonly Need[] = [
  { section: 'e2e', name: 'chromium', file: '/usr/bin/chromium' },
  { section: 'e2e', name: 'fonts-liberation' },
  // Pseudo-terminals that can be unplugged.
  { section: 'device', name: 'socat', file: '/usr/bin/socat' },
  // The service's unit is verified, systemd's notices are received, and a package's signature is checked by a stranger.
  { section: 'device', name: 'systemd', file: '/usr/bin/systemd-analyze' },
  { section: 'device', name: 'openssl', file: '/usr/bin/openssl' },
  // The firmware is compiled for the Arduino Uno, and its parser for this machine.
  { section: 'device', name: 'gcc-avr', file: '/usr/bin/avr-g++' },
  { section: 'device', name: 'avr-libc' },
  { section: 'device', name: 'binutils-avr', file: '/usr/bin/avr-objcopy' },
  { section: 'device', name: 'arduino-core-avr' },
  { section: 'device', name: 'g++', file: '/usr/bin/g++' },
];

async function isThere({ name, file }: Need): Promise<boolean> {
  return file !== undefined && existsSync(file) ? true : isInstalled(name);
}

async function isInstalled(name: string): Promise<boolean> {
  const { code, output } = await run('dpkg-query', ['-W', '-f=${Status}', name]);
  return code === 0 && output.includes('install ok installed');
}

/**
 * Makes sure that the Debian packages of these sections of the tests are there: installs them when we may, otherwise says which are missing.
 * @throws Refusal when they are missing and cannot be installed
 */
export async function provideDebianPackages(sections: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const need of NEEDED) {
    if (sections.includes(need.section) && !(await isThere(need))) missing.push(need.name);
  }
  if (missing.length === 0) return;
  const command = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Refusal(
      `The ${sections.join(', ')} tests need these Debian packages, which are missing: ${missing.join(', ')}. Install them as root: ${command}`,
    );
  }
  step(`Installing Debian packages: ${command}`);
  const started = Date.now();
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update'], { env });
  const install = await run('apt-get', command.split(' ').slice(1), { env });
  if (install.code !== 0) {
    const said = `${update.code === 0 ? '' : update.output}\n${install.output}`.trim();
    throw new Refusal(
      `These Debian packages could not be installed: ${missing.join(', ')}.\n${said}`,
    );
  }
  done(`${missing.join(', ')} installed (${duration(Date.now() - started)})`);
}
