import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, isAlive } from './processes.mts';
import { done, Refusal } from './terminal.mts';

/** The processes of one demo, kept in its data folder. */
export interface RunRecord {
  readonly demo: number;
  readonly children: readonly { readonly pid: number; readonly script: string }[];
}

/** How long a process of an earlier demo may take to stop when asked, ms. */
const STOP_WITHIN_MS = 10_000;

/** Notes down which processes belong to this demo. */
export function writeRunRecord(file: string, record: RunRecord): void {
  writeFileSync(file, JSON.stringify(record));
}

/** A demo that stopped cleanly leaves no note. */
export function removeRunRecord(file: string): void {
  rmSync(file, { force: true });
}

/**
 * Looks for an earlier demo on the same data: stops what a kill -9 left behind. A process counts as one of the demo's
 * only while its command line says so: its id may long belong to somebody else.
 * @throws Refusal when that demo is alive and well
 */
export async function clearLeftBehind(file: string): Promise<void> {
  let record: RunRecord;
  try {
    record = JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  } catch {
    return;
  }
  if (isOurs(record.demo, 'scripts/demo.mts')) {
    throw new Refusal(
      `A demo is already running on this data folder (process ${record.demo}): stop it first, or set DATA_DIR and PORT for a second one.`,
    );
  }
  for (const { pid, script } of record.children) {
    if (!isOurs(pid, script)) continue;
    await end(pid);
    done(`Stopped what an earlier demo left behind (process ${pid})`);
  }
  removeRunRecord(file);
}

function isOurs(pid: number, script: string): boolean {
  return isAlive(pid) && commandLine(pid).includes(script);
}

async function end(pid: number): Promise<void> {
  const started = Date.now();
  process.kill(pid, 'SIGTERM');
  while (isAlive(pid)) {
    if (Date.now() - started > STOP_WITHIN_MS) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
}
