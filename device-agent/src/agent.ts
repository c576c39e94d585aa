import type { KeyObject } from 'node:crypto';
import { UPLOAD_LIMITS } from '@naif/wire';
import { DeviceToken } from './identity/device-token.js';
import type { Enrolment } from './identity/enrolment.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import type { Outbox } from './ports/outbox.js';
import type { ReadingSource } from './ports/reading-source.js';
import type { Uplink } from './ports/uplink.js';
import { Recorder } from './sampling/recorder.js';
import type { BackOff } from './upload/back-off.js';
import { CommandDesk } from './upload/command-desk.js';
import { StatusReporter } from './upload/status-reporter.js';
import { Uploader, type UploaderEvents } from './upload/uploader.js';

/** What an agent is made of: its enrolment and one adapter for each port. */
export interface AgentParts {
  readonly enrolment: Enrolment;
  readonly privateKey: KeyObject;
  readonly source: ReadingSource;
  readonly outbox: Outbox;
  readonly uplink: Uplink;
  readonly clock: Clock;
  readonly log: Log;
}

/** How it works; what is missing has the vehicle's defaults. */
export interface AgentOptions {
  readonly backOff?: BackOff;
  readonly events?: UploaderEvents;
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
  private readonly uploader: Uploader;
  private recorded: Promise<void> = Promise.resolve();
  private uploaded: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: AgentParts,
    options: AgentOptions = {},
  ) {
    this.uploader = buildUploader(parts, options);
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
  }

  /** Resolves when the source has no more readings and all of them are in the outbox; partial batches then go at once. */
  async sourceEnded(): Promise<void> {
    await this.recorded;
    this.uploader.hurry();
  }

  /** Rejects when a part of the agent fails, which is a fault of this program. */
  async failed(): Promise<never> {
    await Promise.all([this.recorded, this.uploaded]);
    return new Promise(() => undefined);
  }

  /** Stops in the data's order, so that whatever was sampled is in the outbox; then lets everything go. */
  async stop(): Promise<void> {
    this.sampling.abort();
    await Promise.allSettled([this.recorded]);
    this.uploading.abort();
    await Promise.allSettled([this.uploaded]);
    this.parts.uplink.close();
    this.parts.outbox.close();
    this.parts.log.info('agent.stopped');
  }
}

function buildUploader(parts: AgentParts, options: AgentOptions): Uploader {
  const { enrolment, privateKey, source, outbox, uplink, clock, log } = parts;
  return new Uploader(
    {
      outbox,
      uplink,
      clock,
      log,
      token: new DeviceToken(privateKey, enrolment, clock),
      status: new StatusReporter(outbox, clock, () => source.power()),
      commands: new CommandDesk(),
      random: Math.random,
    },
    {
      carId: enrolment.carId,
      batchSize: enrolment.settings.batchSize,
      patienceMs: PATIENCE_MS,
      rules: {
        mostRecords: UPLOAD_LIMITS.recordsDraining,
        backOff: options.backOff ?? VEHICLE_BACK_OFF,
        barredMs: BARRED_MS,
      },
    },
    options.events,
  );
}
