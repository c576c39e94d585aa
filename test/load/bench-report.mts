import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import type { LatencySummary } from './latencies.mts';
import type { DelayOutcome } from './measure-delay.mts';
import type { IngestFigures, ReadFigures } from './scenarios.mts';

/** Everything that one bench measured. A part that was left out is missing. */
export interface BenchReport {
  readonly measuredAt: string;
  readonly machine: string;
  readonly node: string;
  readonly postgres: string;
  readonly durability: string;
  readonly effort: { readonly rounds: number; readonly secondsEach: number };
  readonly live?: ComparedIngest;
  readonly liveGzip?: ComparedIngest;
  readonly draining?: ComparedIngest;
  readonly steady?: IngestFigures;
  readonly delay?: DelayOutcome & { readonly uploadsPerSecond: number };
  readonly reads?: ReadFigures;
}

/** One load against the three servers. */
export interface ComparedIngest {
  readonly vehicles: number;
  readonly records: number;
  readonly gzip: boolean;
  readonly echo: IngestFigures;
  readonly backend: IngestFigures;
  readonly store: IngestFigures;
}

/** What the machine is. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model}, ${memory} GiB, Linux ${release()}, ${distribution()}`;
}

function distribution(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return 'unknown distribution';
  }
}

const whole = (value: number): string =>
  Number.isFinite(value) ? Math.round(value).toLocaleString('en').replaceAll(',', ' ') : '–';
const ms = (value: number): string =>
  Number.isFinite(value) ? (value < 10 ? value.toFixed(1) : whole(value)) : '–';
const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : '–');
const verdict = (met: boolean): string => (met ? 'met' : 'missed');

/** The report as Markdown tables: for the terminal and for docs/reference/performance.md alike. */
export function markdown(report: BenchReport): string {
  const sections = [
    `Measured ${report.measuredAt.slice(0, 16).replace('T', ' ')} UTC on ${report.machine}. Node ${report.node}, ${report.postgres}, ${report.durability}. ${report.effort.rounds} rounds of ${report.effort.secondsEach} s each, the servers in turn; the round with the median throughput is shown.`,
    aims(report),
    ...[report.live, report.liveGzip, report.draining].map((compared) =>
      compared ? ingestTable(compared) : '',
    ),
    report.steady ? steadyTable(report.steady) : '',
    report.delay ? delayTable(report.delay) : '',
    report.reads ? readsTable(report.reads) : '',
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function aims({ live, delay, reads }: BenchReport): string {
  const rows: string[][] = [];
  if (live) {
    const share = live.backend.uploadsPerSecond / live.echo.uploadsPerSecond;
    rows.push([
      'Live ingest against the Fastify route (a)',
      'at least 0.50',
      ratio(share),
      verdict(share >= 0.5),
    ]);
  }
  if (delay) {
    for (const [name, latency] of [
      ['the map', delay.fleetMs],
      ["a vehicle's page", delay.roomMs],
    ] as const) {
      const title = `Upload to ${name}, ${delay.uploadsPerSecond} uploads/s, p99`;
      rows.push([title, 'below 250 ms', `${ms(latency.p99)} ms`, verdict(latency.p99 < 250)]);
    }
  }
  if (reads) {
    const { p99: fleet } = reads.fleet.latencyMs;
    const { p50: history } = reads.history.latencyMs;
    rows.push([
      `Last-known fleet of ${whole(reads.vehicles)} vehicles, p99`,
      'below 50 ms',
      `${ms(fleet)} ms`,
      verdict(fleet < 50),
    ]);
    rows.push([
      '24 h at 1 Hz to 1000 points, p50',
      'below 100 ms',
      `${ms(history)} ms`,
      verdict(history < 100),
    ]);
  }
  return table(['Aim', 'Wanted', 'Measured', ''], rows);
}

function ingestTable(compared: ComparedIngest): string {
  const { echo, backend, store } = compared;
  const row = (name: string, figures: IngestFigures): string[] => [
    name,
    whole(figures.readingsPerSecond),
    whole(figures.uploadsPerSecond),
    ratio(backend.readingsPerSecond / figures.readingsPerSecond),
    ...percentiles(figures.latencyMs),
    cpuPerUpload(figures),
    cpu(figures.cpu),
    figures.rounds.map(whole).join(' / '),
  ];
  const body = compared.gzip ? 'gzip bodies' : 'plain bodies';
  return [
    `**${compared.vehicles} vehicles at once, ${compared.records} records × 3 sensors an upload, ${body}**`,
    table(
      [
        '',
        'readings/s',
        'uploads/s',
        'backend ÷ this',
        'p50 ms',
        'p95 ms',
        'p99 ms',
        'CPU ms an upload',
        'CPUs used',
        'readings/s of each round',
      ],
      [row('NAIF backend', backend), row('(a) Fastify route', echo), row('(b) store alone', store)],
    ),
    faults(backend),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function steadyTable(figures: IngestFigures): string {
  return [
    '**500 vehicles, live batches of 5, 200 uploads/s: far from the limit**',
    table(
      ['readings/s', 'uploads/s', 'p50 ms', 'p95 ms', 'p99 ms', 'CPUs used'],
      [
        [
          whole(figures.readingsPerSecond),
          whole(figures.uploadsPerSecond),
          ...percentiles(figures.latencyMs),
          cpu(figures.cpu),
        ],
      ],
    ),
    faults(figures),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function delayTable(delay: NonNullable<BenchReport['delay']>): string {
  const row = (name: string, latency: LatencySummary, unseen: string): string[] => [
    name,
    whole(latency.count),
    ...percentiles(latency),
    ms(latency.max),
    unseen,
  ];
  return [
    `**From the first byte of an upload, at ${delay.uploadsPerSecond} uploads/s (gzip, ${delay.failed} of ${delay.uploads} failed)**`,
    table(
      ['until', 'seen', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'never seen'],
      [
        row('the receipt', delay.receiptMs, ''),
        row("the fleet's socket", delay.fleetMs, whole(delay.unseenByFleet)),
        row("the vehicle's room", delay.roomMs, whole(delay.unseenByRooms)),
      ],
    ),
  ].join('\n\n');
}

function readsTable(reads: ReadFigures): string {
  const row = (name: string, outcome: ReadFigures['fleet']): string[] => [
    name,
    ...percentiles(outcome.latencyMs),
    whole(outcome.bytes / 1000),
  ];
  return [
    '**Pages of an employee, one request after the other**',
    table(
      ['', 'p50 ms', 'p95 ms', 'p99 ms', 'kB sent'],
      [
        row(`GET /api/fleet, ${whole(reads.vehicles)} vehicles`, reads.fleet),
        row('the same, not compressed', reads.fleetPlain),
        row('GET /api/fleet?bounds= (Paris)', reads.fleetInBounds),
        row(`GET …/track, ${whole(reads.historyReadings)} readings to 1000 points`, reads.history),
      ],
    ),
  ].join('\n\n');
}

function percentiles({ p50, p95, p99 }: LatencySummary): string[] {
  return [ms(p50), ms(p95), ms(p99)];
}

/** Processes that load a server and are no part of it. */
const LOADERS = new Set(['generator', 'feeder']);

/** CPU time of the server, its database included, for one upload: this ratio does not depend on who shares the machine. */
function cpuPerUpload({ cpu: used, uploadsPerSecond }: IngestFigures): string {
  const server = Object.entries(used).filter(([name]) => !LOADERS.has(name));
  const cpus = server.reduce((sum, [, value]) => sum + value, 0);
  return uploadsPerSecond > 0 ? ((1000 * cpus) / uploadsPerSecond).toFixed(2) : '–';
}

function cpu(used: Readonly<Record<string, number>>): string {
  return Object.entries(used)
    .map(([name, cpus]) => `${name} ${cpus.toFixed(2)}`)
    .join(', ');
}

function faults({ faults: found }: IngestFigures): string {
  const list = Object.entries(found).map(([what, count]) => `${count} × ${what}`);
  return list.length === 0 ? '' : `Answers that were no whole receipt: ${list.join('; ')}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
