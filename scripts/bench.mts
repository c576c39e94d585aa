/**
 * `npm run bench [-- --quick] [--only live,gzip,draining,steady,delay,reads] [--out FILE] [--write] [--cpu-prof]`: how much the
 * backend takes, against a Fastify route that does nothing and against its own store.
 *
 * `--write` puts the figures into docs/reference/performance.json and performance.md; else they are only printed, and
 * written to `--out` where that is given.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchFleet } from '../test/load/bench-fleet.mts';
import { machine, markdown, type BenchReport } from '../test/load/bench-report.mts';
import {
  compareIngest,
  measureDelay,
  measureIngest,
  measureReads,
  type Effort,
  type Load,
} from '../test/load/scenarios.mts';
import { freePort } from '../test/rig/backend-process.mts';
import { withCleanUp } from '../test/rig/clean-end.mts';
import { buildChanged } from './build-targets.mts';
import { ROOT, runTool } from './processes.mts';
import { done, Refusal, runMain, step } from './terminal.mts';

/** Enrolled vehicles, and the size of the last-known fleet. */
const VEHICLES = 10_000;

const PARTS = ['live', 'gzip', 'draining', 'steady', 'delay', 'reads'] as const;
type Part = (typeof PARTS)[number];

const FULL: Effort = { rounds: 3, warmUpMs: 3000, measureMs: 10_000, delayMs: 30_000, reads: 100 };
const QUICK: Effort = { rounds: 1, warmUpMs: 2000, measureMs: 4000, delayMs: 8000, reads: 20 };

const LIVE: Load = { vehicles: 500, records: 5, gzip: false };
const LIVE_GZIP: Load = { ...LIVE, gzip: true };
/** Fewer vehicles: an upload of 500 records is about 180 kB, and what drains is a site coming back, car by car. */
const DRAINING: Load = { vehicles: 32, records: 500, gzip: false };
const STEADY: Load = { ...LIVE, gzip: true, uploadsPerSecond: 200 };

const JSON_FILE = 'docs/reference/performance.json';
const PAGE = 'docs/reference/performance.md';
const BEGIN = '<!-- figures: npm run bench -- --write -->';
const END = '<!-- /figures -->';

interface Options {
  readonly effort: Effort;
  readonly parts: readonly Part[];
  readonly out: string | undefined;
  readonly write: boolean;
  readonly nodeFlags: readonly string[];
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      out: { type: 'string' },
      write: { type: 'boolean', default: false },
      'cpu-prof': { type: 'string' },
    },
  });
  const asked = values.only?.split(',') ?? PARTS;
  const parts = PARTS.filter((part) => asked.includes(part));
  if (parts.length !== asked.length) {
    throw new Refusal(`--only takes a list of ${PARTS.join(', ')}, not “${values.only ?? ''}”.`);
  }
  if (values.write && (values.quick || parts.length < PARTS.length)) {
    throw new Refusal('--write is for the whole bench: without --quick and --only.');
  }
  const profile = values['cpu-prof'];
  return {
    effort: values.quick ? QUICK : FULL,
    parts,
    out: values.out,
    write: values.write,
    nodeFlags: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  };
}

async function compare(fleet: BenchFleet, load: Load, effort: Effort) {
  return { ...load, ...(await compareIngest(fleet, load, effort)) };
}

async function measure(fleet: BenchFleet, { parts, effort }: Options): Promise<BenchReport> {
  const wants = (part: Part): boolean => parts.includes(part);
  const [settings] = await fleet.query(
    `SELECT split_part(version(), ' on ', 1) AS version, current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync`,
  );
  let report: BenchReport = {
    measuredAt: new Date().toISOString(),
    machine: machine(),
    node: process.versions.node,
    postgres: String(settings?.['version']),
    durability: `synchronous_commit ${String(settings?.['commit'])}, fsync ${String(settings?.['fsync'])}`,
    effort: { rounds: effort.rounds, secondsEach: effort.measureMs / 1000 },
  };
  if (wants('live')) {
    step('Live uploads, plain …');
    report = { ...report, live: await compare(fleet, LIVE, effort) };
  }
  if (wants('gzip')) {
    step('Live uploads, gzip …');
    report = { ...report, liveGzip: await compare(fleet, LIVE_GZIP, effort) };
  }
  if (wants('draining')) {
    step('Draining outboxes …');
    report = { ...report, draining: await compare(fleet, DRAINING, effort) };
  }
  if (wants('steady')) {
    step('Live uploads at a steady rate …');
    report = { ...report, steady: await measureIngest(fleet, STEADY, effort) };
  }
  if (wants('delay')) {
    step('From upload to browser …');
    const employee = await fleet.employee();
    const uploadsPerSecond = 200;
    const delay = await measureDelay(fleet, employee.cookie, uploadsPerSecond, effort);
    report = { ...report, delay: { uploadsPerSecond, ...delay } };
  }
  if (wants('reads')) {
    step('Fleet and history …');
    report = { ...report, reads: await measureReads(fleet, effort) };
  }
  return report;
}

/** Puts the figures between their marks; the words around them are written by hand. */
async function writeDocs(report: BenchReport): Promise<void> {
  writeFileSync(join(ROOT, JSON_FILE), JSON.stringify(report, undefined, 2));
  const page = readFileSync(join(ROOT, PAGE), 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Refusal(`${PAGE} has lost its marks ${BEGIN} … ${END}.`);
  const text = `${page.slice(0, begin + BEGIN.length)}\n\n${markdown(report)}\n\n${page.slice(end)}`;
  writeFileSync(join(ROOT, PAGE), text);
  await runTool('prettier/bin/prettier.cjs', ['--write', JSON_FILE, PAGE]);
  done(`Written: ${JSON_FILE}, ${PAGE}`);
}

runMain(async () => {
  const options = readOptions();
  await buildChanged(['wire', 'backend']);
  const fleet = new BenchFleet(VEHICLES, await freePort(), options.nodeFlags);
  const report = await withCleanUp(
    async () => {
      step(`Starting a backend with ${VEHICLES} vehicles …`);
      await fleet.start();
      return measure(fleet, options);
    },
    () => fleet.stop(),
  );
  console.log(`\n${markdown(report)}\n`);
  if (options.out !== undefined) {
    writeFileSync(options.out, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  if (options.write) await writeDocs(report);
  return 0;
});
