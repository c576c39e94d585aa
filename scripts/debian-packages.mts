import { existsSync } from 'node:fs';
import { run } from './processes.mts';
import { done, duration, Refusal, step } from './terminal.mts';

/** What the browser tests need from Debian, and how to tell that it is there. */
const NEEDED: readonly { readonly name: string; readonly isThere: () => Promise<boolean> }[] = [
  { name: 'chromium', isThere: () => Promise.resolve(existsSync('/usr/bin/chromium')) },
  { name: 'fonts-liberation', isThere: () => isInstalled('fonts-liberation') },
];

async function isInstalled(name: string): Promise<boolean> {
  const { code, output } = await run('dpkg-query', ['-W', '-f=${Status}', name]);
  return code === 0 && output.includes('install ok installed');
}

/**
 * Makes sure that the tests' Debian packages are there: installs them when we may, otherwise says which are missing.
 * @throws Refusal when they are missing and cannot be installed
 */
export async function provideDebianPackages(): Promise<void> {
  const missing: string[] = [];
  for (const { name, isThere } of NEEDED) if (!(await isThere())) missing.push(name);
  if (missing.length === 0) return;
  const command = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Refusal(
      `The browser tests need these Debian packages, which are missing: ${missing.join(', ')}. Install them as root: ${command}`,
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
