/**
 * Baseline (b): the PostgreSQL telemetry store of the built backend, fed with full batches and nothing around it: no
 * HTTP, no JSON, no validation, no last-known state. Its parent sends one `FeedTask` and gets one `FeedOutcome` back.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import { ROOT } from '../../scripts/processes.mts';

/** What to do. */
export interface FeedTask {
  readonly databaseUrl: string;
  /** Vehicles to store readings of, by their number in the telemetry store. */
  readonly series: readonly number[];
  /** Readings of one vehicle in a batch. */
  readonly records: number;
  /** Batches in one statement. */
  readonly batches: number;
  /** Statements in flight. */
  readonly inFlight: number;
  readonly measureMs: number;
  /** Event time of each vehicle's first reading, ms since the epoch. */
  readonly firstTimeMs: number;
  /** Stop after so many readings of each vehicle. */
  readonly readingsEach?: number;
}

/** What came of it. */
export interface FeedOutcome {
  readonly seconds: number;
  readonly readings: number;
  /** CPU seconds of this process. */
  readonly cpuSeconds: number;
}

/** The part of the store that is used here; its types live in the backend, which is another program. */
interface Store {
  append(
    batches: readonly { series: number; readings: readonly object[] }[],
  ): Promise<readonly { stored: number }[]>;
}

const STORE = 'dist/backend/backend/src/adapters/postgres-telemetry/postgres-telemetry-store.js';

function openStore(pool: Pool): Store {
  const require = createRequire(import.meta.url);
  const { PostgresTelemetryStore } = require(join(ROOT, STORE)) as {
    PostgresTelemetryStore: new (pool: Pool, clock: { now(): number }) => Store;
  };
  return new PostgresTelemetryStore(pool, { now: () => Date.now() });
}

/** A reading with the fifteen values of a live record; speed and engine speed swing as in town. */
function reading(timeMs: number, seq: number): object {
  const swing = (1 + Math.sin(seq / 30)) / 2;
  return {
    timeMs,
    flags: 0,
    seq,
    satellites: 9,
    latitude: 51.68 + (seq % 3600) * 1e-5,
    longitude: 7.82 + (seq % 3600) * 1e-5,
    altitudeMetres: 60 + swing,
    courseDegrees: (seq * 3) % 360,
    gpsSpeedKmh: 90 * swing,
    obdSpeedKmh: Math.round(90 * swing),
    rpm: 800 + 2500 * swing,
    engineLoadPercent: 20 + 50 * swing,
    coolantCelsius: 88,
    intakePressureKpa: 35 + Math.round(60 * swing),
    fuelLevelPercent: 52.5,
    ambientCelsius: 14,
    uptimeMs: seq * 1000,
  };
}

async function feed(task: FeedTask): Promise<FeedOutcome> {
  const pool = new Pool({ connectionString: task.databaseUrl, max: task.inFlight });
  const store = openStore(pool);
  const begin = performance.now();
  const before = process.cpuUsage();
  let readings = 0;
  // Each worker has vehicles of its own: no two statements meet in one vehicle.
  const worker = async (own: readonly number[]): Promise<void> => {
    for (let seq = 0; performance.now() - begin < task.measureMs;) {
      for (let first = 0; first < own.length; first += task.batches) {
        if (performance.now() - begin >= task.measureMs) return;
        const outcome = await store.append(
          own.slice(first, first + task.batches).map((series) => ({
            series,
            readings: Array.from({ length: task.records }, (_, index) =>
              reading(task.firstTimeMs + (seq + index) * 1000, seq + index + 1),
            ),
          })),
        );
        readings += outcome.reduce((sum, { stored }) => sum + stored, 0);
      }
      seq += task.records;
      if (task.readingsEach !== undefined && seq >= task.readingsEach) return;
    }
  };
  const shares = Array.from({ length: task.inFlight }, (_, share) =>
    task.series.filter((_series, index) => index % task.inFlight === share),
  );
  await Promise.all(shares.map(worker));
  const used = process.cpuUsage(before);
  const seconds = (performance.now() - begin) / 1000;
  await pool.end();
  return { seconds, readings, cpuSeconds: (used.user + used.system) / 1e6 };
}

process.once('message', (task: FeedTask) => {
  void feed(task).then((outcome) => process.send?.(outcome, () => process.exit(0)));
});
