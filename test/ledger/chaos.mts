import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../scripts/processes.mts';
import {
  connectDatabase,
  endDatabase,
  freePort,
  makeDataDir,
  removeDataDir,
} from '../rig/backend-process.mts';
import { makeVehicles, RIG_EMPLOYEE, seedEmployee, seedVehicles } from '../rig/fleet.mts';
import type { RigVehicle } from '../rig/fleet.mts';
import { Random } from '../rig/random.mts';
import { audit, type Finding, type OutboxEnd, type StoredRow } from './audit.mts';
import { BackendKeeper } from './backend-keeper.mts';
import { DrivingAgent } from './driving-agent.mts';
import { Ledger } from './ledger.mts';
import { RecordingProxy, type LineFaults } from './recording-proxy.mts';

/** What to do. */
export interface ChaosOptions {
  /** The same seed kills and cuts by the same dice; when things happen still depends on the machine. */
  readonly seed: number;
  /** How long things are killed. */
  readonly chaosMs: number;
  /** How long the rest may take to arrive afterwards. */
  readonly drainMs: number;
  /** Agents that run at a time. */
  readonly agents: number;
  /** A drive is replayed so fast that it takes about this long, ms. */
  readonly driveMs: number;
  readonly faults: LineFaults;
  /** Whether the line acknowledges what it never forwards. */
  readonly lies: boolean;
  /** Agents are killed four times as often as anybody else, until so many have been; then it ends, before its time. */
  readonly agentKills?: number;
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface ChaosOutcome {
  readonly seed: number;
  readonly seconds: number;
  readonly kills: Readonly<Record<string, number>>;
  /** What the line did, and what the backend answered. */
  readonly line: Readonly<Record<string, number>>;
  readonly drives: number;
  readonly readings: number;
  readonly acknowledged: number;
  readonly rows: number;
  readonly peakMemoryMib: number;
  readonly failedStarts: number;
  readonly findings: readonly Finding[];
  /** Faults of the programs themselves: a backend that ended by itself, an agent that never finished. */
  readonly faults: readonly string[];
  /** Folder with the ledger and the logs, when it was kept. */
  readonly folder?: string;
}

type Victim = 'backend' | 'database' | 'agent';

const EVERYBODY: readonly Victim[] = ['backend', 'database', 'agent'];
const MOSTLY_AGENTS: readonly Victim[] = [
  'agent',
  'agent',
  'backend',
  'agent',
  'agent',
  'agent',
  'database',
  'agent',
  'agent',
  'agent',
];

/** By so much the killing may be prolonged, ms. */
const MOST_OVERTIME_MS = 60_000;
/** A vehicle each; drives of a long soak need new ones. */
const VEHICLES = 5000;

/** A line as bad as it may be while it still lets most things through. */
export const BAD_LINE: LineFaults = {
  cutRequest: 0.08,
  cutAnswer: 0.08,
  twice: 0.08,
  late: 0.08,
};

/** Real agents upload through a bad line to a real backend while all of them are killed; then the ledger is audited. */
export class Chaos {
  private readonly options: ChaosOptions;
  private readonly random: Random;
  private readonly dataDir: string;
  private readonly port: number;
  private readonly keeper: BackendKeeper;
  private readonly ledger: Ledger;
  private readonly proxy: RecordingProxy;
  private readonly kills = { backend: 0, database: 0, agent: 0 };
  private readonly vehicles: RigVehicle[];
  private readonly running = new Set<DrivingAgent>();
  private readonly ends: OutboxEnd[] = [];
  private readonly faults: string[] = [];
  private chaosUntil = Infinity;
  /** Nobody is killed any more: no further drive begins. */
  private isLeftAlone = false;
  private drives = 0;

  private constructor(options: ChaosOptions, dataDir: string, port: number) {
    this.options = options;
    this.dataDir = dataDir;
    this.port = port;
    this.random = new Random(options.seed);
    this.keeper = new BackendKeeper({ dataDir, port });
    this.ledger = new Ledger(join(dataDir, 'ledger.jsonl'));
    // Dice of its own: the order in which uploads arrive must not change who is killed.
    const dice = new Random(options.seed + 1);
    this.proxy = new RecordingProxy(port, this.ledger, dice, options.faults, options.lies);
    this.vehicles = makeVehicles(Math.min(VEHICLES, 64 + Math.ceil(options.chaosMs / 1000)));
  }

  static async prepare(options: ChaosOptions): Promise<Chaos> {
    return new Chaos(options, makeDataDir('ledger'), await freePort());
  }

  async run(): Promise<ChaosOutcome> {
    const begun = Date.now();
    const { say, chaosMs, agents, seed } = this.options;
    await this.keeper.start();
    await this.seed();
    const server = await this.proxy.listen();
    this.chaosUntil = Date.now() + chaosMs;
    say(`seed ${seed}: ${agents} agents, killing for ${Math.round(chaosMs / 1000)} s`);
    const driving = Array.from({ length: agents }, (_, slot) => this.driveOn(slot, server));
    await this.killAtRandom();
    this.isLeftAlone = true;
    this.proxy.mend();
    await this.keeper.ready();
    say('everything is left alone now; the rest has to arrive');
    await this.drain(driving);
    await this.proxy.close();
    const stored = await this.readStore();
    const { entries } = this.ledger;
    const findings = audit({
      entries,
      stored,
      outboxes: this.ends,
      storedByReceipts: this.proxy.storedByReceipts,
    });
    return {
      seed,
      seconds: Math.round((Date.now() - begun) / 1000),
      kills: this.kills,
      line: this.proxy.counts,
      drives: this.drives,
      readings: entries.length,
      acknowledged: entries.filter(({ acknowledged }) => acknowledged > 0).length,
      rows: stored.length,
      peakMemoryMib: Math.round(this.keeper.peakMib),
      failedStarts: this.keeper.failedStarts,
      findings,
      faults: [
        ...this.faults,
        ...this.keeper.collapses.map((words) => `The backend ended by itself: ${words}`),
      ],
    };
  }

  /** Ends everything that runs; the data goes too unless it is to be kept. */
  async cleanUp(keepData: boolean): Promise<void> {
    for (const agent of this.running) agent.stop();
    await this.keeper.stop();
    await endDatabase(this.dataDir);
    this.ledger.close();
    if (!keepData) removeDataDir(this.dataDir);
  }

  get folder(): string {
    return this.dataDir;
  }

  private async seed(): Promise<void> {
    const database = await connectDatabase(this.dataDir);
    await seedEmployee(database);
    await seedVehicles(database, this.vehicles, 'none');
    await database.end();
  }

  /** One drive after the other, each with a vehicle of its own, until the time is up. */
  private async driveOn(slot: number, server: string): Promise<void> {
    const recordings = recordingFiles();
    do {
      const number = this.drives++;
      const vehicle = this.vehicles[number];
      const recording = recordings[(slot + number) % recordings.length];
      if (vehicle === undefined || recording === undefined) return;
      const folder = join(this.dataDir, `agent-${number}`);
      mkdirSync(folder);
      const speed = Math.max(1, lengthMs(recording) / this.options.driveMs);
      const code = (): Promise<string> => this.enrolmentCode(vehicle);
      const agent = new DrivingAgent(
        { vehicle, recording, speed, folder, server, code },
        this.ledger,
      );
      this.running.add(agent);
      this.ends.push(await agent.run(() => this.random.between(0, 1500)));
      this.running.delete(agent);
    } while (
      !this.isLeftAlone &&
      (Date.now() < this.chaosUntil - this.options.driveMs / 2 || this.isSomebodySpared)
    );
  }

  /** Backend, database and agent in turn, at random moments, and sometimes the next before the last has recovered. */
  private async killAtRandom(): Promise<void> {
    await this.waitUntilPlaying();
    const latest = this.chaosUntil + MOST_OVERTIME_MS;
    const { agentKills = Infinity } = this.options;
    const isOver = (): boolean =>
      this.kills.agent >= agentKills ||
      Date.now() >= (this.isSomebodySpared ? latest : this.chaosUntil);
    const victims = agentKills === Infinity ? EVERYBODY : MOSTLY_AGENTS;
    while (!isOver()) {
      for (const victim of victims) {
        await sleep(this.random.between(200, 2500));
        if (isOver()) return;
        await this.killOne(victim);
        if (this.random.happens(0.7)) await this.keeper.ready();
      }
    }
  }

  /** A slow machine gets more time until each has been killed. */
  private get isSomebodySpared(): boolean {
    return Object.values(this.kills).includes(0);
  }

  private async killOne(victim: Victim): Promise<void> {
    switch (victim) {
      case 'backend':
        await this.keeper.kill(this.random.between(0, 1000));
        break;
      case 'database':
        if (!this.keeper.killDatabase(this.random.oneOf(['first', 'all']))) return;
        break;
      case 'agent': {
        const playing = [...this.running].filter((agent) => agent.isPlaying);
        if (playing.length === 0) return;
        this.random.oneOf(playing).kill();
        break;
      }
    }
    this.kills[victim] += 1;
    this.ledger.event(`kill ${victim}`);
  }

  private async waitUntilPlaying(): Promise<void> {
    const until = Date.now() + 20_000;
    while (Date.now() < until) {
      const playing = [...this.running].filter((agent) => agent.isPlaying);
      if (playing.length >= this.options.agents) return;
      await sleep(50);
    }
    throw new Error(
      `The agents do not play:\n${[...this.running].map((agent) => agent.lastWords()).join('\n')}`,
    );
  }

  private async drain(driving: readonly Promise<void>[]): Promise<void> {
    const patience = new AbortController();
    const inTime = await Promise.race([
      Promise.all(driving).then(() => true),
      sleep(this.options.drainMs, false, { signal: patience.signal }),
    ]);
    patience.abort();
    if (inTime) return;
    for (const agent of this.running) {
      this.faults.push(`An agent never finished. Its last words: ${agent.lastWords()}`);
      agent.stop();
    }
    await Promise.all(driving);
  }

  /** As an employee gives it; asks again while the backend is away. */
  private async enrolmentCode(vehicle: RigVehicle): Promise<string> {
    const url = `http://127.0.0.1:${this.port}/api`;
    for (;;) {
      try {
        const login = await post(`${url}/auth/login`, RIG_EMPLOYEE, '');
        const cookie = login.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; ');
        const answer = await post(
          `${url}/vehicles/${vehicle.vehicleId}/enrolment-codes`,
          {},
          cookie,
        );
        if (answer.status === 201) return ((await answer.json()) as { code: string }).code;
      } catch {
        // It is down.
      }
      await sleep(300);
    }
  }

  private async readStore(): Promise<StoredRow[]> {
    const database = await connectDatabase(this.dataDir);
    try {
      const { rows } = await database.query<Record<string, string | number | null>>(
        `SELECT car_id, outbox, seq, date_part('epoch', ts) * 1000 AS time_ms, latitude, longitude,
                gps_speed_kmh, obd_speed_kmh, rpm
         FROM readings LEFT JOIN vehicles USING (series)`,
      );
      return rows.map((row) => ({
        carId: String(row['car_id']),
        outbox: String(row['outbox']),
        seq: Number(row['seq']),
        timeMs: Math.round(Number(row['time_ms'])),
        values: {
          latitude: row['latitude'] as number | null,
          longitude: row['longitude'] as number | null,
          gpsSpeed: row['gps_speed_kmh'] as number | null,
          obdSpeed: row['obd_speed_kmh'] as number | null,
          rpm: row['rpm'] as number | null,
        },
      }));
    } finally {
      await database.end();
    }
  }
}

function post(url: string, body: object, cookie: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5000),
  });
}

function recordingFiles(): string[] {
  const folder = join(ROOT, 'recordings/envirocar');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

/** From the first to the last point, ms. */
function lengthMs(recording: string): number {
  const { features } = JSON.parse(readFileSync(recording, 'utf8')) as {
    features: readonly { properties: { time: string } }[];
  };
  const times = features.map(({ properties }) => Date.parse(properties.time));
  return Math.max(...times) - Math.min(...times);
}
