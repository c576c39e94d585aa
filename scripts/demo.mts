/**
 * `npm run demo`: the whole system on this machine, with recorded drives. Builds what changed, starts the backend with
 * its PostgreSQL, enters the fleet through the API and lets the simulated vehicles drive. Ctrl-C stops all of it; a
 * second start goes on with the same data.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BACKEND_MAIN, buildChanged, SIMULATOR_MAIN } from './build-targets.mts';
import { readDemoSettings, takeDataFolder, takePort, type DemoSettings } from './demo-settings.mts';
import { clearLeftBehind, removeRunRecord, writeRunRecord } from './left-behind.mts';
import { NaifApi } from './naif-api.mts';
import { seedFleet, type SimulatedVehicle } from './seed-fleet.mts';
import { stopDatabaseOf } from './stop-database.mts';
import { SupervisedProcess, type Start } from './supervised-process.mts';
import { done, duration, Refusal, runMain, step } from './terminal.mts';
import { VehicleProgress } from './vehicle-progress.mts';

const ACCOUNTS = [
  ['employee@naif.example', 'the fleet, its vehicles and their history'],
  ['client@naif.example', 'their own vehicles only'],
  ['admin@naif.example', 'everything, and the API page at /api/docs'],
] as const;

/** Days of past drives that are there after the first start. */
const HISTORY_DAYS = 3;
/** A first start creates the database, perhaps on a slow disk. */
const READY_WITHIN_MS = 120_000;

/** Past drives of many vehicles may take longer: then they arrive while people already look. */
const HISTORY_WITHIN_MS = 120_000;

/** Ends every step that is under way when the person asks to stop. */
class Stopped extends Error {}

/** The programs that run beside us, in the order in which they were started. */
class Demo {
  private readonly settings: DemoSettings;
  private readonly children: SupervisedProcess[] = [];
  private readonly recordFile: string;
  /** Rejects with {@link Stopped} when the person, or the death of our parent, asks to stop. */
  private readonly asked: Promise<never>;

  constructor(settings: DemoSettings) {
    this.settings = settings;
    this.recordFile = join(settings.dataDir, 'demo', 'run.json');
    this.asked = new Promise((_, reject) => {
      const ask = (): void => reject(new Stopped());
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, ask);
      process.channel?.unref();
    });
    this.asked.catch(() => undefined);
  }

  /** Starts everything in order; resolves with an exit code once everything has stopped. */
  async run(): Promise<number> {
    const started = Date.now();
    try {
      takeDataFolder(this.settings.dataDir);
      await clearLeftBehind(this.recordFile);
      const port = await takePort(this.settings.port);
      await this.unlessStopped(buildChanged());
      const origin = await this.startBackend(port);
      const fleet = await this.enterFleet(origin);
      await this.startVehicles(origin, fleet);
      this.announce(origin, started);
      return await this.unlessStopped(new Promise<never>(() => undefined));
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return 0;
    } finally {
      await this.stop();
    }
  }

  /** The work's result, unless the person asks to stop or a program ends meanwhile. */
  private unlessStopped<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.asked, ...this.children.map((child) => this.broken(child))]);
  }

  /** Rejects when the program ends: none does by itself while the demo runs. */
  private async broken(child: SupervisedProcess): Promise<never> {
    const outcome = await child.ended;
    const words = child.lastWords === '' ? '' : ` It said: ${child.lastWords}`;
    throw new Refusal(
      `${child.name} ended unexpectedly (${outcome}).${words}\n  Its log: ${child.logFile}`,
    );
  }

  private async startBackend(port: number): Promise<string> {
    step('Starting the backend and its PostgreSQL …');
    const started = Date.now();
    const { dataDir, password } = this.settings;
    this.start({
      name: 'The backend',
      script: BACKEND_MAIN,
      logFile: this.logFile('backend'),
      stopWithinMs: 20_000,
      env: {
        NAIF_MODE: 'demo',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDir,
        DEMO_PASSWORD: password,
      },
    });
    const origin = `http://127.0.0.1:${port}`;
    await this.unlessStopped(this.untilReady(origin));
    done(`The backend is ready (${duration(Date.now() - started)})`);
    return origin;
  }

  private async untilReady(origin: string): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const ready = await fetch(`${origin}/api/health/ready`).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return;
      if (Date.now() > until) {
        const seconds = READY_WITHIN_MS / 1000;
        throw new Refusal(
          `The backend was not ready within ${seconds} s; its log: ${this.logFile('backend')}`,
        );
      }
      await sleep(150);
    }
  }

  private async enterFleet(origin: string): Promise<SimulatedVehicle[]> {
    const api = new NaifApi(origin);
    const fleet = await this.unlessStopped(
      (async () => {
        await api.login('employee@naif.example', this.settings.password);
        return seedFleet(api, this.settings.vehicles, this.vehiclesDir);
      })(),
    );
    const newcomers = fleet.filter(({ code }) => code !== undefined).length;
    const told = newcomers === 0 ? 'all enrolled' : `${newcomers} with an enrolment code`;
    done(`${fleet.length} vehicles, ${told}`);
    return fleet;
  }

  private async startVehicles(origin: string, fleet: readonly SimulatedVehicle[]): Promise<void> {
    const list = join(this.settings.dataDir, 'demo', 'vehicles.json');
    writeFileSync(list, JSON.stringify(fleet), { mode: 0o600 });
    const args = [
      ...['--server', origin],
      ...['--vehicles', list],
      ...['--state', this.vehiclesDir],
      ...['--speed', String(this.settings.speed)],
      ...['--history-days', String(HISTORY_DAYS)],
    ];
    step('Starting the vehicles …');
    const started = Date.now();
    const progress = new VehicleProgress(fleet.length);
    this.start({
      name: 'The simulated vehicles',
      script: SIMULATOR_MAIN,
      args,
      logFile: this.logFile('vehicles'),
      stopWithinMs: 10_000,
      onLine: (line) => progress.take(line),
    });
    const late = sleep(HISTORY_WITHIN_MS, 'late', { ref: false });
    const outcome = await this.unlessStopped(Promise.race([progress.upToDate, late]));
    if (outcome === 'late') step('Past drives are still on their way');
    const brought =
      progress.history === 0 ? '' : `, with ${progress.history} readings of past drives`;
    done(`The vehicles are under way${brought} (${duration(Date.now() - started)})`);
  }

  private announce(origin: string, started: number): void {
    const lines = ACCOUNTS.map(([email, sees]) => `    ${email.padEnd(24)}${sees}`);
    console.log(
      [
        '',
        `  NAIF Control is running (after ${duration(Date.now() - started)}): ${origin}`,
        '',
        ...lines,
        `    password: ${this.settings.password}`,
        '',
        `  Data: ${this.settings.dataDir}   Stop: Ctrl-C`,
        '',
      ].join('\n'),
    );
  }

  private get vehiclesDir(): string {
    return join(this.settings.dataDir, 'demo', 'vehicles');
  }

  private logFile(name: string): string {
    return join(this.settings.dataDir, 'logs', `${name}.log`);
  }

  private start(program: Start): void {
    this.children.push(new SupervisedProcess(program));
    const children = this.children.flatMap(({ pid, script }) =>
      pid === undefined ? [] : [{ pid, script }],
    );
    writeRunRecord(this.recordFile, { demo: process.pid, children });
  }

  /** Stops the programs, the last one first: vehicles, then the backend, which stops its PostgreSQL. */
  private async stop(): Promise<void> {
    if (this.children.length === 0) return;
    step('Stopping …');
    for (const child of this.children.toReversed()) await child.stop();
    // Nothing to do unless the backend died by force.
    await stopDatabaseOf(this.settings.dataDir);
    removeRunRecord(this.recordFile);
    done('Everything has stopped; the data stays for the next start');
  }
}

runMain(() => new Demo(readDemoSettings()).run());
