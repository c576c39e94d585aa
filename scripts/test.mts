/**
 * `npm test`: checks, then unit, frontend, http, engine, process, ledger, device and browser tests; the last line is `N passed, N failed`.
 * `npm test -- unit http` runs some sections only.
 */
import { join } from 'node:path';
import { buildChanged } from './build-targets.mts';
import { runChecks, type Tally } from './checks.mts';
import { provideDebianPackages } from './debian-packages.mts';
import { runJestGroup } from './jest-group.mts';
import { ROOT, stopWithParent } from './processes.mts';
import { duration, failed, Refusal, runMain, step } from './terminal.mts';

interface Section {
  readonly name: string;
  readonly run: () => Promise<Tally>;
}

/** One row after the other; the sections of a row side by side. */
const ROWS: readonly (readonly Section[])[] = [
  [{ name: 'check', run: runChecks }],
  [{ name: 'unit', run: () => runJestGroup('unit') }],
  [{ name: 'frontend', run: () => runJestGroup('frontend') }],
  [{ name: 'http', run: () => runJestGroup('http') }],
  // These mostly wait for lines, sites, clocks and processes that start again: the build has the time that they leave.
  [
    { name: 'engines', run: () => runJestGroup('engines') },
    { name: 'process', run: () => runProgramTests('process') },
    { name: 'ledger', run: () => runProgramTests('ledger', '--runInBand') },
    { name: 'device', run: () => runProgramTests('device') },
    { name: 'build', run: runBuild },
  ],
  [{ name: 'e2e', run: runBrowserTests }],
];

/** Tests of the programs as processes, once those are built. */
async function runProgramTests(group: string, ...options: string[]): Promise<Tally> {
  await buildChanged(['wire', 'backend', 'device-agent']);
  return runJestGroup(group, ...options);
}

async function runBuild(): Promise<Tally> {
  await buildChanged();
  return { passed: 1, failed: 0, skipped: 0 };
}

async function runBrowserTests(): Promise<Tally> {
  await buildChanged();
  return runJestGroup('e2e');
}

/** A section that cannot run at all is a failed one. */
async function runSection(section: Section): Promise<Tally> {
  try {
    return await section.run();
  } catch (error) {
    failed(error instanceof Refusal ? error.message : `${section.name}: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Runs a section. @returns how it ended, and a line that says so */
async function timeSection(section: Section): Promise<{ tally: Tally; line: string }> {
  step(`${section.name} …`);
  const started = Date.now();
  const tally = await runSection(section);
  const line = `  ${section.name.padEnd(9)} ${sum(tally)} (${duration(Date.now() - started)})`;
  return { tally, line };
}

runMain(async () => {
  stopWithParent();
  // Programs are started again and again: Node compiles each of their modules once.
  process.env['NODE_COMPILE_CACHE'] ??= join(ROOT, 'dist/compile-cache');
  const names = process.argv.slice(2);
  const all = ROWS.flat().map(({ name }) => name);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Refusal(`The sections are ${all.join(', ')}.`);
  const chosen = names.length === 0 ? all : names;
  await provideDebianPackages(chosen);
  const ends: Awaited<ReturnType<typeof timeSection>>[] = [];
  for (const row of ROWS) {
    const sections = row.filter(({ name }) => chosen.includes(name));
    ends.push(...(await Promise.all(sections.map(timeSection))));
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { tally } of ends) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  console.log(`\n${ends.map(({ line }) => line).join('\n')}\n`);
  console.log(sum(total));
  return total.failed === 0 ? 0 : 1;
});

function sum({ passed, failed: bad, skipped }: Tally): string {
  return `${passed} passed, ${bad} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
