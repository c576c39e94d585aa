import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The repository's root folder. */
export const ROOT = join(__dirname, '../../..');
/** The recorded drives. */
export const RECORDINGS = join(ROOT, 'recordings/envirocar');
/** The compiled agent. */
export const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
/** The compiled simulator. */
export const SIMULATOR_MAIN = join(ROOT, 'device-agent/dist/simulator/main.js');

/** Compiles wire and the agent, for tests that run it as a process. */
export function compileAgent(): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', 'device-agent'], {
    cwd: ROOT,
  });
  if (status !== 0) throw new Error(`device-agent does not compile:\n${String(stdout)}`);
}
