import type { KeyObject } from 'node:crypto';
import { UPLOAD_LIMITS, type AgentStatusDto } from '@naif/wire';
import { agentHealth, sensorStates, type SensorHealth } from './health/agent-health.js';
import { RunRecord } from './health/run-record.js';
import { DeviceToken } from './identity/device-token.js';
import type { Enrolment } from './identity/enrolment.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import type { Machine } from './ports/machine.js';
import type { Outbox } from './ports/outbox.js';
import type { ReadingSource } from './ports/reading-source.js';
import type { StateStore } from './ports/state-store.js';
import type { Uplink } from './ports/uplink.js';
import { Recorder } from './sampling/recorder.js';
import type { BackOff } from './upload/back-off.js';
import { CommandDesk } from './upload/command-desk.js';
import { LiveSettings } from './upload/live-settings.js';
import { StatusReporter } from './upload/status-reporter.js';
import { Uploader, type UploaderEvents } from './upload/uploader.js';

/** What an agent is made of: its enrolment and one adapter for each port. */
export interface AgentParts {
  readonly enrolment: Enrolment;
  readonly privateKey: KeyObject;
  readonly source: ReadingSource;
  readonly outbox: Outbox;
  readonly uplink: Uplink;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Shared with a source that follows its sampling interval; else the agent's own. */
  readonly settings?: LiveSettings;
  /** What the sensors' drivers say of themselves. */
  readonly sensors?: SensorHealth;
  readonly machine?: Machine;
}

/** How it works; what is missing has the vehicle's defaults. */
export interface AgentOptions {
  readonly backOff?: BackOff;
  readonly events?: UploaderEvents;
  /** Called once when the server wants the agent to begin anew: whoever runs it stops it and starts it again. */
  readonly restart?: () => void;
}

/** How an agent is stopped. */
export interface StopOptions {
  /** Tell the server goodbye, with what waits: at most this long, ms. */
  readonly farewellMs?: number;
}

/** A power cut costs at most this much driving, ms. */
const COMMIT_WITHIN_MS = 1000;
/** A row waits at most this long for its batch to fill, ms: people watch a map. */
const PATIENCE_MS = 10_000;
/** A server that does not want this device is asked at most hourly, ms. */
const BARRED_MS = 3_600_000;
/** From one second to five minutes: a tunnel is short, a broken server is not helped by haste. */
const VEHICLE_BACK_OFF: BackOff = { baseMs: 1000, capMs: 300_000 };

/** One vehicle's agent: source → recorder → outbox → uploader → uplink. */
export class Agent {
  private readonly sampling = new AbortController();
  private readonly uploading = new AbortController();
  private readonly recorder: Recorder;
  private readonly record: RunRecord;
  private readonly reporter: StatusReporter;
  private readonly uploader: Uploader;
  private recorded: Promise<void> = Promise.resolve();
  private uploaded: Promise<void> = Promise.resolve();
  private watched: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: AgentParts,
    options: AgentOptions = {},
  ) {
    this.record = buildRecord(parts);
    this.reporter = buildReporter(parts, this.record);
    this.uploader = buildUploader(parts, this.reporter, options);
    const { outbox, clock, log } = parts;
    this.recorder = new Recorder(outbox, clock, log, { commitWithinMs: COMMIT_WITHIN_MS }, () => {
      this.uploader.wake();
    });
  }

  /** Begins to sample and to upload. */
  start(): void {
    this.parts.log.info('agent.started', { waiting: this.parts.outbox.depth() });
    this.recorded = this.recorder.record(this.parts.source, this.sampling.signal);
    this.uploaded = this.uploader.run(this.uploading.signal);
    this.watched = this.record.run(this.sampling.signal);
  }

  /** How it is doing, as the server is told. */
  status(): AgentStatusDto {
    return this.reporter.status();
  }

  /** Resolves when the source has no more readings and all of them are in the outbox; partial batches then go at once. */
  async sourceEnded(): Promise<void> {
    await this.recorded;
    this.uploader.hurry();
  }

  /** Rejects when a part of the agent fails, which is a fault of this program. */
  async failed(): Promise<never> {
    await Promise.all([this.recorded, this.uploaded, this.watched]);
    return new Promise(() => undefined);
  }

  /** Stops in the data's order, so that whatever was sampled is in the outbox; then lets everything go. */
  async stop({ farewellMs }: StopOptions = {}): Promise<void> {
    this.sampling.abort();
    await Promise.allSettled([this.recorded, this.watched]);
    // Before anything that takes time: the power may go at any moment now.
    this.record.stopped();
    this.uploading.abort();
    await Promise.allSettled([this.uploaded]);
    if (farewellMs !== undefined) await this.uploader.farewell(farewellMs);
    this.parts.uplink.close();
    this.parts.outbox.close();
    this.parts.log.info('agent.stopped');
  }
}

function buildRecord({ state, clock, log, source, sensors }: AgentParts): RunRecord {
  return new RunRecord({
    state,
    clock,
    log,
    power: () => source.power()?.state,
    batteryVolts: () => sensors?.batteryVolts?.(),
  });
}

function buildReporter(parts: AgentParts, { previousEnd }: RunRecord): StatusReporter {
  const { source, outbox, clock, machine, sensors } = parts;
  const sources = {
    outbox,
    clock,
    begunAtMs: clock.monotonic(),
    ...(machine ? { machine } : {}),
    ...(sensors ? { sensors } : {}),
    ...(previousEnd ? { previousEnd } : {}),
  };
  return new StatusReporter({
    clock,
    power: () => source.power(),
    health: (uplink) => agentHealth(sources, uplink),
    sensors: () => sensorStates(sensors, clock),
  });
}

function buildUploader(
  parts: AgentParts,
  status: StatusReporter,
  { backOff, events, restart }: AgentOptions,
): Uploader {
  const { enrolment, privateKey, outbox, uplink, state, clock, log } = parts;
  const settings = parts.settings ?? new LiveSettings(state, enrolment.settings);
  const commands = new CommandDesk({ state, settings, log, ...(restart ? { restart } : {}) });
  const token = new DeviceToken(privateKey, enrolment, clock);
  return new Uploader(
    { outbox, uplink, clock, log, token, status, commands, random: Math.random },
    {
      carId: enrolment.carId,
      batchSize: () => settings.current().batchSize,
      patienceMs: PATIENCE_MS,
      rules: {
        mostRecords: UPLOAD_LIMITS.recordsDraining,
        backOff: backOff ?? VEHICLE_BACK_OFF,
        barredMs: BARRED_MS,
      },
    },
    events,
  );
}
