/**
 * `npm test`: checks, then unit, http, engine, frontend, ledger, device and browser tests; the last line is `N passed, N failed`.
 * `npm test -- unit http` runs some sections only.
 */
import { buildChanged } from './build-targets.mts';
import { runChecks, type Tally } from './checks.mts';
import { provideDebianPackages } from './debian-packages.mts';
import { runJestGroup } from './jest-group.mts';
import { stopWithParent } from './processes.mts';
import { duration, failed, Refusal, runMain, step } from './terminal.mts';

interface Section {
  readonly name: string;
  readonly run: () => Promise<Tally>;
}

const SECTIONS: readonly Section[] = [
  { name: 'check', run: runChecks },
  { name: 'unit', run: () => runJestGroup('unit') },
  { name: 'frontend', run: () => runJestGroup('frontend') },
  { name: 'http', run: () => runJestGroup('http') },
  { name: 'engines', run: () => runJestGroup('engines') },
  { name: 'ledger', run: runLedgerTests },
  { name: 'device', run: runDeviceTests },
  { name: 'e2e', run: runBrowserTests },
];

async function runLedgerTests(): Promise<Tally> {
  await buildChanged(['wire', 'backend', 'device-agent']);
  return runJestGroup('ledger', '--runInBand');
}

async function runDeviceTests(): Promise<Tally> {
  await buildChanged(['wire', 'backend', 'device-agent']);
  // Two at a time: they mostly wait for lines, sites and clocks.
  return runJestGroup('device');
}

async function runBrowserTests(): Promise<Tally> {
  await buildChanged();
  return runJestGroup('e2e', '--runInBand');
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

runMain(async () => {
  stopWithParent();
  const names = process.argv.slice(2);
  const chosen = SECTIONS.filter(({ name }) => names.length === 0 || names.includes(name));
  if (names.length > 0 && chosen.length !== names.length) {
    throw new Refusal(`The sections are ${SECTIONS.map(({ name }) => name).join(', ')}.`);
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  await provideDebianPackages(chosen.map(({ name }) => name));
  for (const section of chosen) {
    step(`${section.name} …`);
    const started = Date.now();
    const tally = await runSection(section);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    lines.push(`  ${section.name.padEnd(9)} ${sum(tally)} (${duration(Date.now() - started)})`);
  }
  console.log(`\n${lines.join('\n')}\n`);
  console.log(sum(total));
  return total.failed === 0 ? 0 : 1;
});

function sum({ passed, failed: bad, skipped }: Tally): string {
  return `${passed} passed, ${bad} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
