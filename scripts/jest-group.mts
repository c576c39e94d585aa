import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from './checks.mts';
import { ROOT, runTool } from './processes.mts';
import { failed } from './terminal.mts';

/** The part of jest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Flags with which Node runs jest: Nest and Angular are ES modules. */
export const JEST_FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/** Runs one of jest.config.cjs's groups; what cannot run counts as failed, what is skipped is named. */
export async function runJestGroup(group: string, ...options: string[]): Promise<Tally> {
  const folder = join(ROOT, 'dist/test-reports');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${group}.json`);
  rmSync(file, { force: true });
  const args = ['--selectProjects', group, '--json', `--outputFile=${file}`, ...options];
  // --json sends the report to standard output as well: only standard error, where people's lines go, is shown.
  const { code } = await runTool('jest/bin/jest.js', args, { echo: 'stderr' }, JEST_FLAGS);
  const tally = readTally(group, file);
  // jest can fail for more than its tests: a global teardown, an open handle that it gives up on.
  if (code !== 0 && tally.failed === 0) return { ...tally, failed: 1 };
  return tally;
}

function readTally(group: string, file: string): Tally {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    failed(`The ${group} tests could not run`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'pending' || status === 'todo' || status === 'skipped');
  for (const { fullName } of skipped) failed(`SKIPPED: ${fullName}`);
  const unrun = report.numRuntimeErrorTestSuites;
  const none = report.numPassedTests + report.numFailedTests + unrun === 0;
  if (none) failed(`There are no ${group} tests`);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unrun + (none ? 1 : 0),
    skipped: skipped.length,
  };
}
