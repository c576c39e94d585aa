import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LinuxMachine } from '../src/adapters/linux-machine.js';
import { StateDirectory } from '../src/adapters/state-directory.js';
import { Agent } from '../src/agent.js';
import { CommandFailed } from '../src/commands/command-failed.js';
import { openOutbox, openSites } from '../src/commands/vehicle-folder.js';
import type { SimulatorSettings } from '../src/config/settings.js';
import { deviceKey } from '../src/identity/device-key.js';
import { cameFrom, enrol, storedEnrolment, type Enrolment } from '../src/identity/enrolment.js';
import type { Clock } from '../src/ports/clock.js';
import type { Log } from '../src/ports/log.js';
import type { Outbox } from '../src/ports/outbox.js';
import type { Uplink } from '../src/ports/uplink.js';
import {
  parseEnvirocarRecording,
  sensorsOf,
  type Recording,
} from '../src/replay/envirocar-recording.js';
import { LiveSettings } from '../src/upload/live-settings.js';
import { DriveSchedule } from './drive-schedule.js';
import { LiveDrive } from './live-drive.js';
import { pastDriveStarts } from './past-drives.js';
import { RecordedCar } from './recorded-car.js';
import { SimulatedClock } from './simulated-clock.js';
import { steadyNumber } from './steady-number.js';
import type { VehicleSpec } from './vehicle-list.js';

/** A demo's server is restarted by the person who looks on: short waits. */
const BACK_OFF = { baseMs: 500, capMs: 5000 };
const ENROLMENT_PATIENCE_MS = 30_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** History keeps this far away from what is live, ms, so that a past drive and the live one stay two trips. */
const HISTORY_MARGIN_MS = 15 * 60_000;
/** The recordings are German; NAIF's people are French: both live in this zone. */
const TIME_ZONE = 'Europe/Paris';
/** A car of which nobody told the VIN. */
const NO_VIN = 'WP0ZZZ99ZTS390000';
/** Fewer rows than this waiting: the vehicle is up to date. */
const UP_TO_DATE_ROWS = 10;

/** Where a vehicle writes what happens. */
export interface VehicleLogs {
  readonly log: Log;
  /** For what the drivers of its devices find remarkable: a simulated car is stopped and parked all day. */
  readonly driverLog: Log;
}

/** One simulated vehicle: a whole agent with a folder of its own. */
export class Vehicle {
  private readonly driving = new AbortController();
  private driven: Promise<void> = Promise.resolve();

  private constructor(
    readonly name: string,
    readonly enrolment: Enrolment,
    /** Readings that were added as history on this start. */
    readonly historyReadings: number,
    private readonly drive: LiveDrive,
    private readonly agent: Agent,
    private readonly outbox: Outbox,
  ) {}

  /** Enrols it when needed, adds the past drives that are missing, and prepares its agent. Throws a sentence when that fails. */
  static async prepare(
    spec: VehicleSpec,
    settings: SimulatorSettings,
    clock: Clock,
    { log, driverLog }: VehicleLogs,
  ): Promise<Vehicle> {
    const recording = readRecording(spec);
    const uplink = openSites(settings, clock, log);
    const state = openState(spec, settings, log);
    const enrolment = await takeEnrolment(spec, settings, state, uplink, clock);
    const outbox = openOutbox(state, { clock, log });
    const schedule = new DriveSchedule(recording.lengthMs, steadyNumber(spec.name, 'phase'));
    const liveStart = startOfLive(settings, schedule, outbox, clock);
    const history = addPastDrives(spec, settings, recording, liveStart, outbox);
    const live = new LiveSettings(state, enrolment.settings);
    const drive = new LiveDrive({
      car: new RecordedCar(recording, schedule, spec.vin ?? NO_VIN),
      clock: new SimulatedClock(clock, liveStart, settings.speed),
      log: driverLog,
      outbox,
      name: spec.name,
      intervalMs: live.current().samplingIntervalMs,
      ...(enrolment.vinCheck ? { vinCheck: enrolment.vinCheck } : {}),
    });
    const agent = new Agent(
      {
        enrolment,
        privateKey: deviceKey(state),
        source: drive.source,
        outbox,
        uplink,
        state,
        clock,
        log,
        settings: live,
        sensors: drive.health,
        machine: new LinuxMachine(state.path('.')),
      },
      { backOff: BACK_OFF },
    );
    return new Vehicle(spec.name, enrolment, history, drive, agent, outbox);
  }

  start(): void {
    this.driven = this.drive.run(this.driving.signal);
    this.agent.start();
  }

  /** Rejects when a part of its agent fails. */
  failed(): Promise<never> {
    return this.agent.failed();
  }

  /** Whether the server has all but the last few seconds. */
  isUpToDate(): boolean {
    return this.outbox.depth() < UP_TO_DATE_ROWS;
  }

  async stop(): Promise<void> {
    await this.agent.stop();
    this.driving.abort();
    await this.driven;
  }
}

function readRecording({ name, recording }: VehicleSpec): Recording {
  try {
    return parseEnvirocarRecording(readFileSync(recording, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`${name}: the recording ${recording} cannot be read: ${reason}`);
  }
}

/** A new code means a new beginning: what waits under the old enrolment belongs to a device that is no more. */
function openState(spec: VehicleSpec, settings: SimulatorSettings, log: Log): StateDirectory {
  const folder = join(settings.state, spec.name);
  const stored = existsSync(folder) ? storedEnrolment(new StateDirectory(folder)) : undefined;
  if (stored && spec.code !== undefined && !cameFrom(stored, spec.code)) {
    log.warn('vehicle.begins_anew', { formerDevice: stored.deviceId });
    rmSync(folder, { recursive: true });
  }
  return new StateDirectory(folder);
}

async function takeEnrolment(
  { name, code }: VehicleSpec,
  { server }: SimulatorSettings,
  state: StateDirectory,
  uplink: Uplink,
  clock: Clock,
): Promise<Enrolment> {
  const stored = storedEnrolment(state);
  if (stored) return stored;
  if (code === undefined) throw new CommandFailed(`${name} has not enrolled yet and has no code.`);
  return enrol(
    { uplink, state, clock, random: Math.random },
    { server, code, retryForMs: ENROLMENT_PATIENCE_MS },
  );
}

/** Now; faster than life one round (or as long as was asked for) ago, but not before what was sampled already. */
function startOfLive(
  { speed, pastHours }: SimulatorSettings,
  schedule: DriveSchedule,
  outbox: Outbox,
  clock: Clock,
): number {
  const now = clock.now();
  if (speed === 1) return now;
  const pastMs = pastHours === undefined ? schedule.roundMs : pastHours * HOUR_MS;
  return Math.min(now, Math.max(now - pastMs, outbox.last()?.time ?? -Infinity));
}

/**
 * Puts the past drives into the outbox that lie between what it had last and what is live: whole drives, each in
 * one commit, so that a start that was interrupted leaves none half done. Gives the number of readings.
 */
function addPastDrives(
  { name }: VehicleSpec,
  { historyDays }: SimulatorSettings,
  recording: Recording,
  liveStart: number,
  outbox: Outbox,
): number {
  const starts = pastDriveStarts({
    name,
    driveMs: recording.lengthMs,
    afterMs: Math.max(liveStart - historyDays * DAY_MS, outbox.last()?.time ?? -Infinity),
    beforeMs: liveStart - HISTORY_MARGIN_MS,
    timeZone: TIME_ZONE,
  });
  for (const start of starts) {
    outbox.append(
      recording.points.map((point) => ({
        time: start + point.offsetMs,
        sensors: sensorsOf(point),
      })),
    );
  }
  return starts.length * recording.points.length;
}
