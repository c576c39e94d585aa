import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE, ROOT } from '../../scripts/processes.mts';
import type { RigVehicle } from '../rig/fleet.mts';
import type { OutboxEnd } from './audit.mts';
import type { Ledger } from './ledger.mts';
import { readOutbox } from './outbox-file.mts';

const AGENT_MAIN = join(ROOT, 'device-agent/dist/src/main.js');
/** An agent that ended because the backend was away at its enrolment begins again after this, ms. */
const AGAIN_MS = 500;

/** One drive: one vehicle plays one recording through the real agent. */
export interface Drive {
  readonly vehicle: RigVehicle;
  /** Path of an enviroCar track. */
  readonly recording: string;
  /** Recorded seconds a second of life. */
  readonly speed: number;
  /** Folder for the agent's state and log. */
  readonly folder: string;
  readonly server: string;
  /** A fresh enrolment code; waits until the backend gives one. */
  readonly code: () => Promise<string>;
}

/** The real device agent as a process, begun again whenever it was killed, until its drive is delivered. */
export class DrivingAgent {
  /** Times that it ended by itself with a fault (the backend was away at its enrolment, say). */
  gaveUp = 0;
  private readonly drive: Drive;
  private readonly ledger: Ledger;
  private child: ChildProcess | undefined;
  private stopped = false;

  constructor(drive: Drive, ledger: Ledger) {
    this.drive = drive;
    this.ledger = ledger;
  }

  /** Whether it plays and may be killed: before that it has nothing to lose. */
  get isPlaying(): boolean {
    return this.child !== undefined && this.isEnrolled;
  }

  /** Resolves when everything is acknowledged, with what the outbox then says. Kills are survived. */
  async run(restDelayMs: () => number): Promise<OutboxEnd> {
    while (!this.stopped) {
      const code = await this.once();
      this.noteOutbox();
      if (code === 0) break;
      if (code !== null) this.gaveUp += 1;
      if (!this.isEnrolled) rmSync(this.state, { recursive: true, force: true });
      await sleep(code === null ? restDelayMs() : AGAIN_MS);
    }
    const { carId } = this.drive.vehicle;
    const end = readOutbox(this.state, carId);
    return {
      carId,
      outbox: end?.outbox ?? 'none',
      lastSeq: end?.lastSeq ?? 0,
      waiting: end?.waiting.length ?? 0,
      refused: end?.refused ?? 0,
    };
  }

  /** kill -9. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  /** Ends it for good, delivered or not. */
  stop(): void {
    this.stopped = true;
    this.kill();
  }

  /** The end of what it said. */
  lastWords(): string {
    return readFileSync(this.log, 'utf8').slice(-1500);
  }

  /** Runs the agent until it ends; its exit code, `null` when it was killed. */
  private async once(): Promise<number | null> {
    const { recording, server, speed, code } = this.drive;
    const enrolment = this.isEnrolled ? [] : ['--code', await code()];
    if (this.stopped) return null;
    const log = openSync(this.log, 'a');
    const options = {
      recording,
      server,
      speed: String(speed),
      state: this.state,
      'give-up-after': '3600',
    };
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn(NODE, [AGENT_MAIN, 'replay', ...flags, ...enrolment], {
      cwd: this.drive.folder,
      stdio: ['ignore', log, log],
    });
    this.child = child;
    return new Promise((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (exitCode) => {
        this.child = undefined;
        resolve(exitCode);
      });
    });
  }

  /** What is committed now must arrive, whether or not anybody has seen it on its way. */
  private noteOutbox(): void {
    const found = readOutbox(this.state, this.drive.vehicle.carId);
    this.ledger.note('committed', found?.waiting ?? []);
  }

  private get isEnrolled(): boolean {
    // The agent opens its outbox when its enrolment is safely stored.
    return existsSync(join(this.state, 'outbox.sqlite'));
  }

  private get state(): string {
    return join(this.drive.folder, 'state');
  }

  private get log(): string {
    return join(this.drive.folder, 'agent.log');
  }
}
