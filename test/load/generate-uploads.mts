/**
 * A process that uploads as fast as it is answered, or at a given rate, and says what it saw. Its parent sends one
 * `UploadTask` over the channel and gets one `UploadOutcome` back.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordedPoints } from '../rig/recorded-drives.mts';
import { Latencies, type LatencySummary } from './latencies.mts';
import { UploadBodies, type BodyOptions, type LoadVehicle } from './upload-bodies.mts';
import { UploadConnection } from './upload-connection.mts';

/** What to do. Each vehicle has a connection of its own and waits for its receipt before it sends again. */
export interface UploadTask extends BodyOptions {
  readonly port: number;
  readonly vehicles: readonly LoadVehicle[];
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Event time of each vehicle's first record. */
  readonly firstTimeMs: number;
  /** Uploads a second of all vehicles together; as fast as possible when missing. */
  readonly uploadsPerSecond?: number;
}

/** What came of it within the measured time. */
export interface UploadOutcome {
  readonly seconds: number;
  readonly uploads: number;
  readonly readings: number;
  /** Answers that were not a receipt for every record, by what they were. */
  readonly faults: Readonly<Record<string, number>>;
  readonly latencyMs: LatencySummary;
  /** CPU seconds of this process within the measured time. */
  readonly cpuSeconds: number;
}

class Run {
  private readonly latencies = new Latencies();
  private readonly faults: Record<string, number> = {};
  private uploads = 0;
  private from = Infinity;
  private until = Infinity;

  private readonly task: UploadTask;

  constructor(task: UploadTask) {
    this.task = task;
  }

  async run(): Promise<UploadOutcome> {
    const { task } = this;
    const points = recordedPoints();
    const begin = performance.now();
    this.from = begin + task.warmUpMs;
    this.until = this.from + task.measureMs;
    const drivers = task.vehicles.map((vehicle, index) =>
      this.drive(
        new UploadBodies(vehicle, points, index * 7, task.firstTimeMs, task),
        index,
        begin,
      ),
    );
    await sleep(task.warmUpMs);
    const before = process.cpuUsage();
    await sleep(task.measureMs);
    const used = process.cpuUsage(before);
    await Promise.all(drivers);
    return {
      seconds: task.measureMs / 1000,
      uploads: this.uploads,
      readings: this.uploads * task.records,
      faults: this.faults,
      latencyMs: this.latencies.summary(),
      cpuSeconds: (used.user + used.system) / 1e6,
    };
  }

  private async drive(bodies: UploadBodies, index: number, begin: number): Promise<void> {
    const { port, records, vehicles, uploadsPerSecond } = this.task;
    const connection = new UploadConnection(port);
    const everyMs =
      uploadsPerSecond === undefined ? 0 : (vehicles.length / uploadsPerSecond) * 1000;
    let due = begin + (everyMs * index) / vehicles.length;
    while (performance.now() < this.until) {
      if (everyMs > 0) {
        await sleep(Math.max(0, due - performance.now()));
        due += everyMs;
      }
      const { request } = bodies.next();
      const sent = performance.now();
      const fault = await connection.send(request).then(
        ({ status, body }) =>
          status === 200 && body.includes(`"stored":${records},`)
            ? undefined
            : `${status} ${body.slice(0, 200)}`,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      this.note(sent, performance.now(), fault);
      if (fault !== undefined) await sleep(100);
    }
    connection.close();
  }

  /** Counts what was answered within the measured time. */
  private note(sent: number, answered: number, fault: string | undefined): void {
    if (answered < this.from || answered >= this.until) return;
    if (fault !== undefined) {
      this.faults[fault] = (this.faults[fault] ?? 0) + 1;
      return;
    }
    this.uploads += 1;
    this.latencies.add(answered - sent);
  }
}

process.once('message', (task: UploadTask) => {
  void new Run(task).run().then((outcome) => process.send?.(outcome, () => process.exit(0)));
});
