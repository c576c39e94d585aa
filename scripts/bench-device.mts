/**
 * `npm run bench:device -- [--days D] [--hours H] [--folder FOLDER]`: what the vehicle's outbox costs. First what it writes to
 * the disk in H hours of driving at 1 Hz, up to date and offline, by the kernel's count; then D days offline (604 800 readings
 * at seven days), and their drain by the real agent to a server that takes everything at once. FOLDER lies on the disk that is
 * measured (a tmpfs counts no writes); by default the repository's data folder.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { driveRow, type DriveRow } from '../test/load/drive-rows.mts';
import type { ReceiptServerMessage } from '../test/load/receipt-server.mts';
import { withCleanUp } from '../test/rig/clean-end.mts';
import { cpuSeconds, memoryMib } from '../test/rig/process-usage.mts';
import { VEHICLE_NODE_FLAGS } from './agent-release.mts';
import { buildChanged } from './build-targets.mts';
import { NODE, ROOT } from './processes.mts';
import { done, Refusal, runMain, step } from './terminal.mts';

/** The part of the outbox that is measured. */
interface BenchOutbox {
  append(rows: readonly DriveRow[]): void;
  peek(limit: number): readonly { readonly seq: number }[];
  settle(settlement: { acknowledged: readonly number[]; refused: readonly never[] }): void;
  close(): void;
}

const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
const OUTBOX = join(ROOT, 'device-agent/dist/src/adapters/sqlite-outbox.js');
const RECEIPT_SERVER = join(ROOT, 'test/load/receipt-server.mts');
const HOUR_S = 3600;
const DAY_S = 86_400;
const BATCH = 5;
/** Rows in one commit while days are filled. */
const FILL_ROWS = 600;
const LOOK_MS = 500;
/** Without a record for so long the drain has stopped, ms. */
const STALLED_MS = 60_000;

async function openOutbox(path: string): Promise<BenchOutbox> {
  const { SqliteOutbox } = (await import(OUTBOX)) as {
    SqliteOutbox: new (path: string) => BenchOutbox;
  };
  return new SqliteOutbox(path);
}

function bytesWritten(): number {
  return Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

/** Bytes that the kernel sent to the disk for so many hours of driving, one commit a second. */
async function writesOf(folder: string, hours: number, isOnline: boolean): Promise<number> {
  const outbox = await openOutbox(join(folder, isOnline ? 'online.sqlite' : 'offline.sqlite'));
  const before = bytesWritten();
  for (let second = 0; second < hours * HOUR_S; second++) {
    outbox.append([driveRow(0, second)]);
    if (isOnline && second % BATCH === BATCH - 1) {
      outbox.settle({ acknowledged: outbox.peek(BATCH).map(({ seq }) => seq), refused: [] });
    }
  }
  outbox.close();
  return (bytesWritten() - before) / hours;
}

async function fill(path: string, rows: number): Promise<void> {
  const outbox = await openOutbox(path);
  const start = Date.now() - rows * 1000;
  for (let first = 0; first < rows; first += FILL_ROWS) {
    const count = Math.min(FILL_ROWS, rows - first);
    outbox.append(Array.from({ length: count }, (_, index) => driveRow(start, first + index)));
  }
  outbox.close();
}

class ReceiptServer {
  private readonly child = fork(RECEIPT_SERVER, { execPath: NODE });

  async url(): Promise<string> {
    const { url } = await this.told();
    if (url === undefined) throw new Refusal('The receipt server did not tell its address.');
    return url;
  }

  async ask(): Promise<ReceiptServerMessage> {
    const told = this.told();
    this.child.send('counts');
    return told;
  }

  private told(): Promise<ReceiptServerMessage> {
    return new Promise((resolve, reject) => {
      this.child.once('message', (message) => resolve(message as ReceiptServerMessage));
      if (this.child.exitCode !== null) reject(new Refusal('The receipt server ended.'));
    });
  }

  stop(): void {
    this.child.kill();
  }
}

function agent(folder: string, ...args: string[]): ChildProcess {
  const flags = [...VEHICLE_NODE_FLAGS, AGENT_MAIN, ...args, '--state', folder];
  return spawn(NODE, flags, { stdio: 'ignore' });
}

/** Its folder may be removed only then. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await gone;
}

async function enrol(folder: string, url: string): Promise<void> {
  const child = agent(folder, 'enrol', '--server', url, '--code', 'BENCH-BENCH');
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Refusal(`The agent could not enrol (exit code ${String(code)}).`);
}

interface Drain {
  readonly seconds: number;
  readonly records: number;
  readonly uploads: number;
  readonly disordered: number;
  readonly bytes: number;
  readonly cpuSeconds: number;
  readonly residentMib: readonly number[];
}

/** Runs the agent until the server has all rows; its memory is looked at twice a second. */
async function drain(child: ChildProcess, server: ReceiptServer, rows: number): Promise<Drain> {
  const pid = child.pid ?? 0;
  const residentMib: number[] = [];
  let begun = 0;
  let moved = { at: Date.now(), records: 0 };
  for (;;) {
    await sleep(LOOK_MS);
    const counts = await server.ask();
    if (counts.records > 0) begun ||= Date.now() - LOOK_MS;
    if (counts.records > moved.records) moved = { at: Date.now(), records: counts.records };
    residentMib.push(memoryMib(pid).resident);
    if (counts.records >= rows) {
      const seconds = (Date.now() - begun) / 1000;
      return { ...counts, seconds, cpuSeconds: cpuSeconds(pid), residentMib };
    }
    if (Date.now() - moved.at > STALLED_MS || child.exitCode !== null) {
      throw new Refusal(`The drain stopped at ${counts.records} of ${rows} readings.`);
    }
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function tell({ seconds, records, uploads, bytes, disordered, ...usage }: Drain): void {
  const quarter = Math.floor(usage.residentMib.length / 4);
  const [second, last] = [
    usage.residentMib.slice(quarter, 2 * quarter),
    usage.residentMib.slice(-quarter),
  ].map(mean);
  done(
    `${records} readings drained in ${seconds.toFixed(1)} s: ${Math.round(records / seconds)} readings/s in ${uploads} uploads, ${Math.round(bytes / records)} bytes a reading on the line; ${disordered} twice or out of order`,
  );
  done(
    `Agent: ${usage.cpuSeconds.toFixed(1)} s of CPU; memory ${second?.toFixed(0)} MiB in the second quarter, ${last?.toFixed(0)} in the last, ${Math.max(...usage.residentMib).toFixed(0)} at most`,
  );
}

async function benchDrain(folder: string, rows: number): Promise<void> {
  const server = new ReceiptServer();
  const running: ChildProcess[] = [];
  try {
    const url = await server.url();
    await enrol(folder, url);
    const path = join(folder, 'outbox.sqlite');
    step(`${rows} readings offline`);
    const begun = Date.now();
    await fill(path, rows);
    const perRow = statSync(path).size / rows;
    done(
      `Filled in ${((Date.now() - begun) / 1000).toFixed(0)} s: ${(statSync(path).size / 1e6).toFixed(1)} MB, ${perRow.toFixed(0)} bytes a reading`,
    );
    const child = agent(folder, 'run', '--trust-system-clock', 'yes');
    running.push(child);
    tell(await drain(child, server, rows));
  } finally {
    for (const child of running) await ended(child);
    server.stop();
  }
}

function positive(text: string, flag: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Refusal(`${flag} must be a number above 0; it is “${text}”.`);
  return value;
}

runMain(async () => {
  const { values } = parseArgs({
    options: {
      days: { type: 'string', default: '7' },
      hours: { type: 'string', default: '1' },
      folder: { type: 'string', default: 'data' },
    },
  });
  const days = positive(values.days, '--days');
  const hours = positive(values.hours, '--hours');
  await buildChanged(['wire', 'device-agent']);
  const parent = resolve(ROOT, values.folder);
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-device-'));
  await withCleanUp(
    async () => {
      step(`${hours} h of driving at 1 Hz, a commit a second`);
      for (const isOnline of [true, false]) {
        const bytes = await writesOf(folder, hours, isOnline);
        const how = isOnline ? 'up to date' : 'offline';
        done(`Written to the disk an hour of driving, ${how}: ${(bytes / 1e6).toFixed(1)} MB`);
      }
      await benchDrain(folder, Math.round(days * DAY_S));
    },
    () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  );
  return 0;
});
