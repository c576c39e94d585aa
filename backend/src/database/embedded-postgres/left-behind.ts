import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a PostgreSQL that was told to stop may take, ms: it has no clients left to wait for. */
const PATIENCE_MS = 5_000;

/**
 * Stops a PostgreSQL that outlived the process which started it (a `kill -9` of node). Only one whose
 * command line carries our folder is touched: process ids are used again.
 * @returns the id of the stopped process, or `undefined` when there was none
 * @throws Error when it does not stop
 */
export async function stopLeftBehind(folder: string): Promise<number | undefined> {
  const pid = postmasterOf(folder);
  if (pid === undefined) return undefined;
  // SIGINT: fast shutdown, with a checkpoint. SIGQUIT: immediate, recovers from the log at the next start.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    send(pid, signal);
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      if (postmasterOf(folder) === undefined) return pid;
      await sleep(50);
    }
  }
  throw new Error(
    `A PostgreSQL left behind (process ${pid}) uses ${folder} and does not stop: end it, then start again.`,
  );
}

/** The process that runs a cluster in this folder, if one does. */
export function postmasterOf(folder: string): number | undefined {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes(folder) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile, or belongs to someone else: the wait finds out.
  }
}
