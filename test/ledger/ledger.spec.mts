import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { NODE } from '../../scripts/processes.mts';
import type { ChaosOutcome } from './chaos.mts';

/** Runs one ledger test as a process. */
function chaos(...flags: readonly string[]): Promise<ChaosOutcome> {
  return new Promise((resolve, reject) => {
    const main = join(import.meta.dirname, 'run-chaos.mts');
    const child = spawn(NODE, ['--disable-warning=ExperimentalWarning', main, ...flags]);
    let output = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      try {
        resolve(JSON.parse(output) as ChaosOutcome);
      } catch {
        const told = `${output.length} characters, ended with ${code}`;
        reject(new Error(`The ledger test told no outcome (${told}):\n${said}`));
      }
    });
  });
}

describe('ledger', () => {
  it('every reading arrives exactly once, whoever is killed', async () => {
    const outcome = await chaos('--seconds', '15', '--drive-seconds', '12', '--agents', '3');
    // The whole outcome names the seed.
    const { findings, faults, kills } = outcome;
    expect({ ...outcome, findings, faults }).toMatchObject({ findings: [], faults: [] });
    expect(Object.values(kills)).not.toContain(0);
    expect(outcome.readings).toBeGreaterThan(200);
    expect(outcome.rows).toBe(outcome.readings);
  }, 180_000);

  it('notices a server that acknowledges what it does not store', async () => {
    const outcome = await chaos('--seconds', '3', '--drive-seconds', '3', '--agents', '1', '--lie');
    expect(outcome.line['lie']).toBeGreaterThan(0);
    expect(outcome.findings.map(({ kind }) => kind)).toContain('acknowledged-but-lost');
  }, 120_000);
});
