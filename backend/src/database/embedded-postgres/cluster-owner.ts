import { execFileSync, spawnSync } from 'node:child_process';

/** As whom PostgreSQL's programs run: `undefined` ids mean as ourselves. */
export interface ClusterOwner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so that root lends it this account, as Debian does. */
const ACCOUNT = 'postgres';

/**
 * The account that owns the cluster: ourselves, or `postgres` (made when missing) when we are root.
 * @throws Error with a sentence for the operator when the account can neither be found nor made
 */
export function clusterOwner(): ClusterOwner {
  if (process.getuid?.() !== 0) return {};
  const found = idsOf(ACCOUNT);
  if (found) return found;
  spawnSync('groupadd', ['--system', ACCOUNT]);
  spawnSync('useradd', [
    '--system',
    '--gid',
    ACCOUNT,
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    ACCOUNT,
  ]);
  const made = idsOf(ACCOUNT);
  if (made) return made;
  throw new Error(
    `PostgreSQL does not run as root and the account "${ACCOUNT}" could not be created: create it (useradd --system ${ACCOUNT}), start as another user, or set DATABASE_URL.`,
  );
}

/** How a child process of the owner is started: nowhere in particular, with nothing of our environment. */
export function childOptions(
  owner: ClusterOwner,
): ClusterOwner & { cwd: string; env: NodeJS.ProcessEnv } {
  return { ...owner, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
}

/** Whether the owner can go through a folder: all the folders above it count too. */
export function canEnter(owner: ClusterOwner, folder: string): boolean {
  return spawnSync('test', ['-x', folder], childOptions(owner)).status === 0;
}

function idsOf(account: string): ClusterOwner | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, account], { stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
