import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { BenchFleet } from './bench-fleet.mts';
import { CpuWatch, runProgram, startProgram } from './child-task.mts';
import type { FeedOutcome, FeedTask } from './feed-store.mts';
import type { UploadOutcome, UploadTask } from './generate-uploads.mts';
import { median, type LatencySummary } from './latencies.mts';
import type { DelayOutcome, DelayTask } from './measure-delay.mts';
import type { ReadOutcome } from './web-client.mts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long and how often things are measured. */
export interface Effort {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly delayMs: number;
  readonly reads: number;
}

/** One kind of load, the median round of each server. */
export interface IngestFigures {
  readonly uploadsPerSecond: number;
  readonly readingsPerSecond: number;
  readonly latencyMs: LatencySummary;
  /** CPU seconds a second, by process. */
  readonly cpu: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  /** Readings a second of every round: how steady the machine was. */
  readonly rounds: readonly number[];
}

/** How uploads are sent. */
export interface Load {
  readonly vehicles: number;
  readonly records: number;
  readonly gzip: boolean;
  readonly uploadsPerSecond?: number;
}

/** The same uploads, round by round to the Fastify route (a) and to the backend, and full batches to the store (b). */
export async function compareIngest(
  fleet: BenchFleet,
  load: Load,
  effort: Effort,
): Promise<{ echo: IngestFigures; backend: IngestFigures; store: IngestFigures }> {
  const echo: IngestFigures[] = [];
  const backend: IngestFigures[] = [];
  const store: IngestFigures[] = [];
  for (let round = 0; round < effort.rounds; round++) {
    echo.push(await uploadToEcho(fleet, load, effort));
    backend.push(await uploadToBackend(fleet, load, effort));
    store.push(await feedStore(fleet, effort));
  }
  return { echo: middle(echo), backend: middle(backend), store: middle(store) };
}

/** Uploads to the backend alone. */
export async function measureIngest(
  fleet: BenchFleet,
  load: Load,
  effort: Effort,
): Promise<IngestFigures> {
  const rounds: IngestFigures[] = [];
  for (let round = 0; round < effort.rounds; round++) {
    rounds.push(await uploadToBackend(fleet, load, effort));
  }
  return middle(rounds);
}

async function uploadToEcho(fleet: BenchFleet, load: Load, effort: Effort): Promise<IngestFigures> {
  const server = startProgram('echo-server');
  const [port] = (await once(server, 'message')) as [AddressInfo['port']];
  try {
    return await upload(fleet, load, effort, port, { echo: [server.pid ?? 0] });
  } finally {
    server.kill();
  }
}

function uploadToBackend(fleet: BenchFleet, load: Load, effort: Effort): Promise<IngestFigures> {
  return upload(fleet, load, effort, fleet.port, fleet.processes);
}

/** Each run of a fleet gets event times of its own: ever later, never in the future, never the same twice. */
let runs = 0;
function freshTimes(): number {
  runs += 1;
  return Date.now() - 12 * DAY_MS + runs * 6 * HOUR_MS;
}

async function upload(
  fleet: BenchFleet,
  { vehicles, ...body }: Load,
  { warmUpMs, measureMs }: Effort,
  port: number,
  processes: Record<string, readonly number[]>,
): Promise<IngestFigures> {
  const task: UploadTask = {
    ...body,
    port,
    vehicles: fleet.senders(0, vehicles),
    warmUpMs,
    measureMs,
    firstTimeMs: freshTimes(),
  };
  const watch = new CpuWatch(processes);
  const outcome = await runProgram<UploadOutcome>('generate-uploads', task);
  // The servers work from the first to the last upload, warm-up included.
  const wall = (warmUpMs + measureMs) / 1000;
  const cpu = Object.fromEntries(
    Object.entries(watch.used()).map(([name, seconds]) => [name, seconds / wall]),
  );
  return {
    uploadsPerSecond: outcome.uploads / outcome.seconds,
    readingsPerSecond: outcome.readings / outcome.seconds,
    latencyMs: outcome.latencyMs,
    cpu: { ...cpu, generator: outcome.cpuSeconds / outcome.seconds },
    faults: outcome.faults,
    rounds: [],
  };
}

async function feedStore(fleet: BenchFleet, { measureMs }: Effort): Promise<IngestFigures> {
  const task: FeedTask = {
    databaseUrl: fleet.databaseUrl,
    series: fleet.series.slice(2000, 2128),
    records: 500,
    batches: 4,
    inFlight: 4,
    measureMs,
    firstTimeMs: freshTimes(),
  };
  const watch = new CpuWatch({ database: fleet.processes['database'] ?? [] });
  const outcome = await runProgram<FeedOutcome>('feed-store', task);
  return {
    uploadsPerSecond: outcome.readings / task.records / outcome.seconds,
    readingsPerSecond: outcome.readings / outcome.seconds,
    latencyMs: { count: 0, p50: Number.NaN, p95: Number.NaN, p99: Number.NaN, max: Number.NaN },
    cpu: {
      database: (watch.used()['database'] ?? 0) / outcome.seconds,
      feeder: outcome.cpuSeconds / outcome.seconds,
    },
    faults: {},
    rounds: [],
  };
}

/** The round with the median throughput, with the throughputs of all. */
function middle(rounds: readonly IngestFigures[]): IngestFigures {
  const rates = rounds.map(({ readingsPerSecond }) => readingsPerSecond);
  const wanted = median(rates);
  const [best] = [...rounds].sort(
    (a, b) => Math.abs(a.readingsPerSecond - wanted) - Math.abs(b.readingsPerSecond - wanted),
  );
  if (best === undefined) throw new Error('Nothing was measured.');
  return { ...best, rounds: rates };
}

/** Upload-to-browser delay at a steady rate: 1 Hz vehicles in batches of five. */
export function measureDelay(
  fleet: BenchFleet,
  cookie: string,
  uploadsPerSecond: number,
  effort: Effort,
): Promise<DelayOutcome> {
  const records = 5;
  const task: DelayTask = {
    port: fleet.port,
    cookie,
    vehicles: fleet.senders(3000, uploadsPerSecond * records),
    watched: 200,
    records,
    uploadsPerSecond,
    warmUpMs: 6000,
    measureMs: effort.delayMs,
  };
  return runProgram<DelayOutcome>('measure-delay', task);
}

/** What an employee's page asks for: the whole fleet, and a day of one vehicle. */
export interface ReadFigures {
  readonly vehicles: number;
  readonly fleet: ReadOutcome;
  readonly fleetPlain: ReadOutcome;
  readonly fleetInBounds: ReadOutcome;
  readonly historyReadings: number;
  readonly history: ReadOutcome;
}

/** Last-known fleet, and 24 h at 1 Hz of one vehicle reduced to 1000 points. */
export async function measureReads(fleet: BenchFleet, { reads }: Effort): Promise<ReadFigures> {
  const index = 9000 % fleet.vehicles.length;
  const series = fleet.series[index] ?? 0;
  const untilMs = Math.floor(Date.now() / 1000) * 1000 - HOUR_MS;
  const fromMs = untilMs - DAY_MS;
  const stored = await runProgram<FeedOutcome>('feed-store', {
    databaseUrl: fleet.databaseUrl,
    series: [series],
    records: 3600,
    batches: 1,
    inFlight: 1,
    measureMs: 120_000,
    firstTimeMs: fromMs,
    readingsEach: 86_400,
  } satisfies FeedTask);
  await fleet.query('ANALYZE readings');
  const client = await fleet.employee();
  const iso = (ms: number): string => new Date(ms).toISOString();
  const track = `/api/vehicles/${fleet.vehicles[index]?.vehicleId}/track?from=${iso(fromMs)}&to=${iso(untilMs)}&maxPoints=1000`;
  try {
    return {
      vehicles: fleet.vehicles.length,
      fleet: await client.repeat('/api/fleet', reads),
      fleetPlain: await client.repeat('/api/fleet', reads, 'identity'),
      fleetInBounds: await client.repeat('/api/fleet?bounds=1.5,48,3.5,49.5', reads),
      historyReadings: stored.readings,
      history: await client.repeat(track, reads),
    };
  } finally {
    client.close();
  }
}
