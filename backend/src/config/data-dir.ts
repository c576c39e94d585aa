import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';

/** Another process works on the data folder: a server, usually. */
export class DataDirTaken extends Error {}

/**
 * Makes the data folder and takes it for this process alone.
 *
 * The lock is a socket in the kernel's own name space ("abstract"): it goes with the process however that
 * ends, so that nothing stale is ever left to clean up.
 * @returns the function that gives the folder back
 * @throws DataDirTaken, Error with a sentence for the operator
 */
export async function takeDataDir(dataDir: string): Promise<() => void> {
  try {
    // Passable for the account of PostgreSQL, whose folder lies inside; every file has its own narrow mode.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `The data folder ${dataDir} cannot be used (${code ?? 'unknown'}): make it writable, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 32);
  const lock = createServer();
  await new Promise<void>((resolve, reject) => {
    lock.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new DataDirTaken(
              `Another process already runs on the data folder ${dataDir}: stop it, or set DATA_DIR to another folder.`,
            )
          : new Error(`The data folder ${dataDir} cannot be locked: ${error.message}.`),
      );
    });
    lock.listen(`\0naif-control-${name}`, resolve);
  });
  lock.unref();
  return () => void lock.close();
}
