/**
 * `npm run bench:desk [-- --clients N] [--vehicles N] [--contracts N] [--times N] [--out FILE] [--write]`: how long the desk
 * waits for a search, for a page of a list and for an import when the tables are as large as a whole insurer's.
 *
 * Prints a table, and the plans of the slowest statements as the database carried them out. `--write` puts both into
 * docs/reference/desk.json and desk.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../test/load/bench-report.mts';
import { type DeskImport, IMPORT_AIMS, importDesk } from '../test/load/desk-imports.mts';
import { DESK_QUESTIONS, readDesk, type DeskRead } from '../test/load/desk-reads.mts';
import { PlanLog, type ExecutedStatement } from '../test/load/plan-log.mts';
import { seedDesk, type DeskSize } from '../test/load/seed-desk.mts';
import { WebClient } from '../test/load/web-client.mts';
import {
  BackendProcess,
  connectDatabase,
  endDatabase,
  freePort,
  makeDataDir,
  removeDataDir,
} from '../test/rig/backend-process.mts';
import { withCleanUp } from '../test/rig/clean-end.mts';
import { RIG_EMPLOYEE, seedEmployee } from '../test/rig/fleet.mts';
import { buildChanged } from './build-targets.mts';
import { table } from './markdown-table.mts';
import { ROOT, runTool } from './processes.mts';
import { done, Refusal, runMain, step } from './terminal.mts';

const JSON_FILE = 'docs/reference/desk.json';
const PAGE = 'docs/reference/desk.md';
const BEGIN = '<!-- figures: npm run bench:desk -- --write -->';
const END = '<!-- /figures -->';

interface DeskReport {
  readonly measuredAt: string;
  readonly machine: string;
  readonly node: string;
  readonly postgres: string;
  readonly size: DeskSize;
  readonly reads: readonly DeskRead[];
  readonly imports: readonly DeskImport[];
  /** The slowest statement of each question. */
  readonly slowest: Readonly<Record<string, ExecutedStatement>>;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '100000' },
      vehicles: { type: 'string', default: '120000' },
      contracts: { type: 'string', default: '150000' },
      times: { type: 'string', default: '100' },
      out: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const count = (name: 'clients' | 'vehicles' | 'contracts' | 'times'): number => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number > 0) return number;
    throw new Refusal(`--${name} takes a whole number above 0, not “${values[name]}”.`);
  };
  return {
    size: { clients: count('clients'), vehicles: count('vehicles'), contracts: count('contracts') },
    times: count('times'),
    out: values.out,
    write: values.write,
  };
}

/** A backend with a full desk in its database. */
class Desk {
  readonly dataDir = makeDataDir('desk');
  private backend: BackendProcess;
  private readonly port: number;
  private readonly plans = new PlanLog(this.dataDir);

  constructor(port: number) {
    this.port = port;
    this.backend = new BackendProcess({ dataDir: this.dataDir, port });
  }

  async fill(size: DeskSize): Promise<string> {
    await this.backend.start();
    const database = await connectDatabase(this.dataDir);
    try {
      await seedEmployee(database);
      await seedDesk(database, size, { say: done });
      // As autovacuum would have done it by the next morning.
      await database.query('VACUUM (ANALYZE) clients, vehicles, contracts');
      const { rows } = await database.query<{ version: string }>(
        `SELECT split_part(version(), ' on ', 1) AS version`,
      );
      return rows[0]?.version ?? '';
    } finally {
      await database.end();
    }
  }

  async read(times: number): Promise<DeskRead[]> {
    const client = await this.employee();
    try {
      return await readDesk(client, times);
    } finally {
      client.close();
    }
  }

  /** Files of each kind, checked and entered. */
  async importFiles(lines: number): Promise<DeskImport[]> {
    const client = await this.employee();
    try {
      return await importDesk(client, lines, done);
    } finally {
      client.close();
    }
  }

  /** The slowest statement behind each question, on a database that was started anew in order to explain itself. */
  async explain(): Promise<Record<string, ExecutedStatement>> {
    await this.plans.prepare();
    await this.backend.stop();
    const env = { LOG_LEVEL: 'debug' };
    this.backend = new BackendProcess({ dataDir: this.dataDir, port: this.port, env });
    await this.backend.start();
    const client = await this.employee();
    const slowest: Record<string, ExecutedStatement> = {};
    try {
      for (const { what, paths } of DESK_QUESTIONS) {
        const statements = await this.plans.during(async () => {
          await client.repeat(paths, paths.length);
        });
        const [first] = statements.sort((a, b) => b.milliseconds - a.milliseconds);
        if (first) slowest[what] = first;
      }
    } finally {
      client.close();
    }
    return slowest;
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    await endDatabase(this.dataDir);
    removeDataDir(this.dataDir);
  }

  private async employee(): Promise<WebClient> {
    const client = new WebClient(this.port);
    await client.logIn(RIG_EMPLOYEE.email, RIG_EMPLOYEE.password);
    return client;
  }
}

const thousands = (count: number): string => count.toLocaleString('en').replaceAll(',', ' ');
/** Lines of a file: as many as one may have. */
const IMPORT_LINES = 10_000;

const milliseconds = (value: number): string => value.toFixed(1);

/** How long imports take, and what others feel of them. */
function importTable(imports: readonly DeskImport[]): string {
  const rows = imports.map(({ kind, step, lines, seconds, eventLoopDelayMs, slowestOtherMs }) => [
    `Import: ${thousands(lines)} ${kind}, ${step === 'check' ? 'checked' : 'entered'}`,
    seconds.toFixed(1),
    milliseconds(eventLoopDelayMs),
    milliseconds(slowestOtherMs),
    seconds < IMPORT_AIMS.seconds && eventLoopDelayMs < IMPORT_AIMS.eventLoopDelayMs
      ? 'met'
      : 'missed',
  ]);
  const header = ['', 'seconds', 'longest event-loop delay ms', 'slowest other answer ms', ''];
  return table(header, rows).join('\n');
}

function markdown({ measuredAt, reads, imports, slowest, size, ...report }: DeskReport): string {
  const rows = reads.map(({ what, aimMs, latencyMs: { p50, p95, max } }) => [
    what,
    milliseconds(p50),
    milliseconds(p95),
    milliseconds(max),
    `${aimMs}`,
    p95 < aimMs ? 'met' : 'missed',
  ]);
  const plans = Object.entries(slowest).flatMap(([what, statement]) => [
    `**${what}**: slowest statement, ${milliseconds(statement.milliseconds)} ms while it is explained`,
    ['```', statement.sql, '', ...statement.plan, '```'].join('\n'),
  ]);
  return [
    `Measured ${measuredAt.slice(0, 16).replace('T', ' ')} UTC on ${report.machine}. Node ${report.node}, ${report.postgres}. ${thousands(size.clients)} clients, ${thousands(size.vehicles)} vehicles, ${thousands(size.contracts)} contracts; ${reads[0]?.latencyMs.count ?? 0} requests of each kind, one after the other, through HTTP with a session.`,
    table(['', 'p50 ms', 'p95 ms', 'max ms', 'aim p95 ms', ''], rows).join('\n'),
    `Then files are imported into it, each step below ${IMPORT_AIMS.seconds} s and without keeping the server from anything else for ${IMPORT_AIMS.eventLoopDelayMs} ms; meanwhile somebody asks \`/api/health/live\` again and again.`,
    importTable(imports),
    ...plans,
  ].join('\n\n');
}

/** Puts the figures between their marks; the words around them are written by hand. */
async function writeDocs(report: DeskReport): Promise<void> {
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
  const { size, times, out, write } = readOptions();
  await buildChanged(['wire', 'backend']);
  const desk = new Desk(await freePort());
  const report = await withCleanUp(
    async (): Promise<DeskReport> => {
      step('Filling the desk …');
      const postgres = await desk.fill(size);
      step('Asking …');
      const reads = await desk.read(times);
      step('Importing …');
      const imports = await desk.importFiles(IMPORT_LINES);
      step('Asking for plans …');
      return {
        measuredAt: new Date().toISOString(),
        machine: machine(),
        node: process.versions.node,
        postgres,
        size,
        reads,
        imports,
        slowest: await desk.explain(),
      };
    },
    () => desk.stop(),
  );
  console.log(`\n${markdown(report)}\n`);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, undefined, 2)}\n`);
  if (write) await writeDocs(report);
  return 0;
});
