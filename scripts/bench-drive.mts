/**
 * `npm run bench:drive [-- --hours H] [--minutes M] [--write]`: what the vehicle's program needs.
 *
 * A day: one whole vehicle in memory (adapter and receiver, drivers, outbox, uploads) drives H hours (24) as fast as this machine
 * can, and its memory is looked at every hour. A drive: the real agent at pseudo-terminals, at life's pace for M minutes (10);
 * processor, memory, disk and network per hour of driving. `--write` puts both into docs/reference/device.json and device.md.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CountingServer } from '../test/device/counting-server.mts';
import { machine } from '../test/load/bench-report.mts';
import { withCleanUp } from '../test/rig/clean-end.mts';
import { cpuSeconds, memoryMib } from '../test/rig/process-usage.mts';
import { VEHICLE_NODE_FLAGS } from './agent-release.mts';
import { buildChanged, SIMULATOR_MAIN } from './build-targets.mts';
import { NODE, ROOT, run, runTool } from './processes.mts';
import { done, duration, Refusal, runMain, step } from './terminal.mts';

const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
const JSON_FILE = 'docs/reference/device.json';
const PAGE = 'docs/reference/device.md';
const BEGIN = '<!-- figures: npm run bench:drive -- --write -->';
const END = '<!-- /figures -->';

const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
const MIB = 1024 * 1024;
/** The simulator's fastest: it then goes as fast as the machine can. */
const FASTEST = 1000;
/** The first hours of a day fill caches and make the code warm; growth is counted from this hour on. */
const SETTLED_HOUR = 4;
/** The drive is measured once the program has found its devices and settled, ms. */
const WARM_UP_MS = 60_000;
const LOOK_MS = 50;

interface Day {
  readonly hours: number;
  readonly seconds: number;
  readonly readings: number;
  /** Resident memory of the vehicle with its simulated devices at the end of each simulated hour, MiB. */
  readonly residentMib: readonly number[];
  readonly highestMib: number;
  /** Slope of a straight line through the settled hours, MiB an hour. */
  readonly growthMibPerHour: number;
}

interface Drive {
  readonly minutes: number;
  readonly readings: number;
  readonly residentMib: number;
  readonly highestMib: number;
  /** Per cent of one core. */
  readonly cpuPercent: number;
  /** What the kernel was given for the disk, MiB an hour. */
  readonly diskMibPerHour: number;
  /** TCP's payload from the vehicle, and to it, MiB an hour. */
  readonly uploadedMibPerHour: number;
  readonly downloadedMibPerHour: number;
}

interface Report {
  readonly measuredAt: string;
  readonly machine: string;
  readonly node: string;
  readonly day: Day;
  readonly drive: Drive;
}

/** What runs, to be ended whatever happens. */
const running: ChildProcess[] = [];

function start(log: string, args: readonly string[]): ChildProcess {
  const output = openSync(log, 'a');
  const child = spawn(NODE, args, { cwd: ROOT, stdio: ['ignore', output, output] });
  running.push(child);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

function mustLive(child: ChildProcess, log: string): void {
  if (child.exitCode === null && child.signalCode === null) return;
  throw new Refusal(`It ended by itself: ${readFileSync(log, 'utf8').slice(-2000)}`);
}

/** One vehicle drives so many hours in a row, as fast as this machine can. */
async function measureDay(folder: string, hours: number): Promise<Day> {
  const server = new CountingServer();
  const url = await server.listen();
  const recording = join(ROOT, 'recordings/envirocar/dodge-caliber-227bcd.json');
  const list = join(folder, 'list.json');
  const log = join(folder, 'day.log');
  writeFileSync(list, JSON.stringify([{ name: 'day', recording, code: 'ANY' }]));
  const begun = Date.now();
  const vehicle = start(log, [
    ...VEHICLE_NODE_FLAGS,
    ...[SIMULATOR_MAIN, '--server', url, '--vehicles', list, '--state', join(folder, 'day')],
    ...['--speed', String(FASTEST), '--past-hours', String(hours), '--history-days', '0'],
  ]);
  const residentMib: number[] = [];
  const firstMs = begun - hours * HOUR_MS;
  while (residentMib.length < hours) {
    mustLive(vehicle, log);
    if (server.newestMs >= firstMs + (residentMib.length + 1) * HOUR_MS - 60 * SECOND_MS) {
      residentMib.push(Math.round(memoryMib(vehicle.pid ?? 0).resident * 10) / 10);
      const shown = residentMib.at(-1) ?? 0;
      step(`hour ${residentMib.length}: ${shown} MiB after ${duration(Date.now() - begun)}`);
    }
    await sleep(LOOK_MS);
  }
  const { highest } = memoryMib(vehicle.pid ?? 0);
  await end(vehicle);
  await server.close();
  return {
    hours,
    seconds: Math.round((Date.now() - begun) / SECOND_MS),
    readings: server.readings,
    residentMib,
    highestMib: Math.round(highest),
    growthMibPerHour: slope(residentMib.slice(SETTLED_HOUR)),
  };
}

/** Least squares over equidistant values. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((all, value) => all + value, 0) / values.length;
  const above = values.reduce((all, value, index) => all + (index - middle) * (value - mean), 0);
  const below = values.reduce((all, _, index) => all + (index - middle) ** 2, 0);
  return below === 0 ? 0 : Math.round((above / below) * 100) / 100;
}

/** The real agent drives at life's pace, its devices at pseudo-terminals of this process. */
async function measureDrive(folder: string, minutes: number): Promise<Drive> {
  // It needs the compiled agent, which may have been built only just now.
  const { ScriptedCar } = await import('../test/device/scripted-car.mts');
  const server = new CountingServer();
  const url = await server.listen();
  const state = join(folder, 'drive');
  const log = join(folder, 'drive.log');
  mkdirSync(state);
  const car = new ScriptedCar(folder, 'WR9BENCH000000000');
  await Promise.all([car.gps.plug.plug(), car.obd.plug.plug()]);
  const enrol = ['enrol', '--server', url, '--code', 'ANY', '--state', state];
  const enrolled = await run(NODE, [AGENT_MAIN, ...enrol]);
  if (enrolled.code !== 0) throw new Refusal(enrolled.output);
  const agent = start(log, [
    ...VEHICLE_NODE_FLAGS,
    ...[AGENT_MAIN, 'run', '--state', state, '--runtime', state, '--trust-system-clock', 'yes'],
    ...['--gps', car.gps.path, '--obd', car.obd.path],
  ]);
  const pid = agent.pid ?? 0;
  await sleep(WARM_UP_MS);
  mustLive(agent, log);
  const before = {
    cpu: cpuSeconds(pid),
    disk: writtenBytes(pid),
    readings: server.readings,
    ...server.traffic,
  };
  await sleep(minutes * 60 * SECOND_MS);
  mustLive(agent, log);
  const perHour = (bytes: number): number =>
    Math.round((((bytes / MIB) * 60) / minutes) * 100) / 100;
  const { resident, highest } = memoryMib(pid);
  const drive = {
    minutes,
    readings: server.readings - before.readings,
    residentMib: Math.round(resident),
    highestMib: Math.round(highest),
    cpuPercent: Math.round(((cpuSeconds(pid) - before.cpu) / (minutes * 60)) * 1000) / 10,
    diskMibPerHour: perHour(writtenBytes(pid) - before.disk),
    uploadedMibPerHour: perHour(server.traffic.received - before.received),
    downloadedMibPerHour: perHour(server.traffic.sent - before.sent),
  };
  await end(agent);
  await car.unplugAll();
  await server.close();
  return drive;
}

/** Bytes that a process has caused to be written to storage (proc(5), io). */
function writtenBytes(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}

function markdown({ measuredAt, machine: on, node, day, drive }: Report): string {
  const { residentMib: hourly } = day;
  const at = (hour: number): string => String(Math.round(hourly[hour - 1] ?? NaN));
  const hours = [1, 2, 4, 8, 12, 16, 20, 24].filter((hour) => hour <= day.hours);
  return [
    `Measured ${measuredAt.slice(0, 16).replace('T', ' ')} UTC on ${on}. Node ${node}.`,
    '',
    `The agent on a drive at life’s pace, ${drive.minutes} minutes, receiver and adapter at pseudo-terminals, ${drive.readings} readings:`,
    '',
    '| resident memory | processor | to the disk | sent | received |',
    '|---|---|---|---|---|',
    `| ${drive.residentMib} MiB (highest ${drive.highestMib}) | ${drive.cpuPercent} % of one core | ${drive.diskMibPerHour} MiB an hour | ${drive.uploadedMibPerHour} MiB an hour | ${drive.downloadedMibPerHour} MiB an hour |`,
    '',
    `A vehicle that drives ${day.hours} hours in ${duration(day.seconds * SECOND_MS)} (the agent and its simulated devices in one process, ${day.readings} readings), resident memory in MiB after so many simulated hours:`,
    '',
    `| ${hours.map((hour) => `${hour} h`).join(' | ')} | highest | growth from hour ${SETTLED_HOUR} on |`,
    `|${hours.map(() => '---|').join('')}---|---|`,
    `| ${hours.map(at).join(' | ')} | ${day.highestMib} | ${day.growthMibPerHour} MiB an hour |`,
  ].join('\n');
}

/** Puts the figures into the page, between their marks. */
async function write(report: Report): Promise<void> {
  writeFileSync(join(ROOT, JSON_FILE), `${JSON.stringify(report, undefined, 2)}\n`);
  const page = readFileSync(join(ROOT, PAGE), 'utf8');
  const [head, rest] = page.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) {
    throw new Refusal(`${PAGE} has no ${BEGIN} … ${END}`);
  }
  writeFileSync(join(ROOT, PAGE), `${head}${BEGIN}\n\n${markdown(report)}\n\n${END}${tail}`);
  await runTool('prettier/bin/prettier.cjs', ['--write', JSON_FILE, PAGE]);
  done(`Written to ${JSON_FILE} and ${PAGE}`);
}

function readOptions(): { hours: number; minutes: number; write: boolean } {
  const { values } = parseArgs({
    options: {
      hours: { type: 'string', default: '24' },
      minutes: { type: 'string', default: '10' },
      write: { type: 'boolean', default: false },
    },
  });
  const [hours, minutes] = [Number(values.hours), Number(values.minutes)];
  if (!(hours >= 1 && minutes >= 1)) throw new Refusal('--hours and --minutes are numbers from 1.');
  return { hours, minutes, write: values.write };
}

async function main(): Promise<number> {
  const options = readOptions();
  await buildChanged(['device-agent']);
  const folder = mkdtempSync(join(tmpdir(), 'naif-bench-drive-'));
  const reports: Report[] = [];
  await withCleanUp(
    async () => {
      step(`A drive of ${options.minutes} minutes …`);
      const drive = await measureDrive(folder, options.minutes);
      step(`${options.hours} hours of driving …`);
      const day = await measureDay(folder, options.hours);
      const measuredAt = new Date().toISOString();
      reports.push({ measuredAt, machine: machine(), node: process.version, day, drive });
    },
    async () => {
      await Promise.all(running.map(end));
      rmSync(folder, { recursive: true, force: true });
    },
  );
  for (const report of reports) {
    console.log(markdown(report));
    if (options.write) await write(report);
  }
  return 0;
}

runMain(main);
