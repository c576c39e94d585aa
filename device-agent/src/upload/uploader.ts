import { UPLOAD_LIMITS, type TelemetryBatchDto } from '@naif/wire';
import type { DeviceToken } from '../identity/device-token.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Outbox, OutboxRow } from '../ports/outbox.js';
import type { Uplink } from '../ports/uplink.js';
import { judgeAnswer, type Accepted } from './answer.js';
import { buildBatch, fitting } from './batch.js';
import type { CommandDesk } from './command-desk.js';
import type { StatusReporter } from './status-reporter.js';
import {
  initialState,
  transition,
  type UploadAction,
  type UploadReport,
  type UploadRules,
  type UploadState,
} from './upload-machine.js';

/** What the uploader works with. */
export interface UploaderParts {
  readonly outbox: Outbox;
  readonly uplink: Uplink;
  readonly clock: Clock;
  readonly log: Log;
  readonly token: DeviceToken;
  readonly status: StatusReporter;
  readonly commands: CommandDesk;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface UploaderOptions {
  readonly carId: string;
  /** Records in one upload while up to date. */
  readonly batchSize: number;
  /** A row waits at most this long for its batch to fill, ms. */
  readonly patienceMs: number;
  readonly rules: UploadRules;
}

/** What watchers are told. */
export interface UploaderEvents {
  reported?(event: UploadReport, detail: string): void;
  accepted?(receipt: Accepted): void;
}

/** With more waiting than this many batches the outbox is drained in large uploads. */
const DRAINING_BATCHES = 2;
/** How often an idle uploader looks whether the status has something to say, ms. */
const LOOK_MS = 5000;
const UNTRUSTED_CLOCK_LOOK_MS = 1000;

/** Carries the outbox to the server: the driver around the pure rules of `upload-machine`. */
export class Uploader {
  private state: UploadState;
  private hurried = false;
  /** When the oldest row that waits was first seen, monotonic ms. */
  private waitingSince: number | undefined;
  private wakeUp: () => void = () => undefined;

  constructor(
    private readonly parts: UploaderParts,
    private readonly options: UploaderOptions,
    private readonly events: UploaderEvents = {},
  ) {
    this.state = initialState(options.rules);
  }

  /** Runs until `signal` aborts. An upload in flight is then given up; its rows stay. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (!this.parts.clock.isTrusted()) {
        await this.parts.clock.sleep(UNTRUSTED_CLOCK_LOOK_MS, signal);
        continue;
      }
      const rows = this.nextRows();
      if (this.isWorthSending(rows)) await this.attempt(rows, signal);
      else await this.idle(rows.length > 0, signal);
    }
  }

  /** Rows have come. */
  wake(): void {
    this.wakeUp();
  }

  /** From now on partial batches are sent at once: no more rows will come. */
  hurry(): void {
    this.hurried = true;
    this.wake();
  }

  private nextRows(): readonly OutboxRow[] {
    const { outbox } = this.parts;
    const draining = outbox.depth() > this.options.batchSize * DRAINING_BATCHES;
    const most = draining ? UPLOAD_LIMITS.recordsDraining : this.options.batchSize;
    return fitting(outbox.peek(Math.min(most, this.state.limit), this.state.suspect?.seq));
  }

  private isWorthSending(rows: readonly OutboxRow[]): boolean {
    if (rows.length === 0) {
      this.waitingSince = undefined;
      return this.state.bareUploads === 0 && this.parts.status.isUrgent();
    }
    const now = this.parts.clock.monotonic();
    this.waitingSince ??= now;
    return (
      this.hurried ||
      rows.length >= Math.min(this.options.batchSize, this.state.limit) ||
      now - this.waitingSince >= this.options.patienceMs ||
      this.parts.status.isUrgent()
    );
  }

  private async attempt(rows: readonly OutboxRow[], signal: AbortSignal): Promise<void> {
    const { uplink, clock, token } = this.parts;
    const batch = this.build(rows);
    const path = `/api/embedded/${this.options.carId}/UploadData`;
    const reply = await uplink.post({ path, body: batch, token: token.current() }, signal);
    if (signal.aborted && reply.kind === 'unreachable') return;
    const answer = judgeAnswer(reply, rows.length, clock.now());
    const seqs = rows.map(({ seq }) => seq);
    const failuresBefore = this.state.failures;
    const random = this.parts.random();
    const { state, actions } = transition(this.state, { seqs, answer, random }, this.options.rules);
    this.state = state;
    if (answer.kind === 'accepted') this.delivered(batch, answer, failuresBefore > 0);
    for (const action of actions) await this.perform(action, signal);
    if (answer.kind === 'accepted') this.events.accepted?.(answer);
  }

  private build(rows: readonly OutboxRow[]): TelemetryBatchDto {
    const { outbox, clock, status, commands } = this.parts;
    const due = status.due();
    const context = {
      now: clock.now(),
      outboxId: outbox.id,
      clock: clock.quality(),
      results: commands.waiting(),
      ...(due ? { status: due } : {}),
    };
    return buildBatch(rows, context, this.state.bareUploads > 0);
  }

  private delivered(batch: TelemetryBatchDto, receipt: Accepted, afterFailure: boolean): void {
    const { status, commands, log } = this.parts;
    this.waitingSince = undefined;
    if (batch.status) status.delivered(batch.status);
    commands.delivered(batch.results ?? []);
    commands.take(receipt.commands);
    if (afterFailure) status.reconnects += 1;
    const { stored, duplicates, refused } = receipt;
    log.info('upload.accepted', { stored, duplicates, refused: refused.length });
  }

  private async perform(action: UploadAction, signal: AbortSignal): Promise<void> {
    const { outbox, clock, token, log } = this.parts;
    switch (action.do) {
      case 'settle':
        outbox.settle(action.settlement);
        return;
      case 'correct-clock':
        clock.correct(action.serverTime, HTTP_DATE_UNCERTAINTY_MS);
        return;
      case 'renew-token':
        token.renew();
        return;
      case 'report':
        log.warn(`upload.${action.event.replace('-', '_')}`, { detail: action.detail });
        this.events.reported?.(action.event, action.detail);
        return;
      case 'wait':
        // Back-offs are waited out: new rows change nothing about them.
        await clock.sleep(action.ms, signal);
        return;
      default:
        action satisfies never;
    }
  }

  /** Waits for rows, for the oldest one's patience to end, or for the next look at the status. */
  private async idle(rowsWait: boolean, signal: AbortSignal): Promise<void> {
    const { clock } = this.parts;
    const patience = rowsWait
      ? (this.waitingSince ?? 0) + this.options.patienceMs - clock.monotonic()
      : LOOK_MS;
    const woken = new AbortController();
    this.wakeUp = () => {
      woken.abort();
    };
    await clock.sleep(Math.min(LOOK_MS, patience), AbortSignal.any([signal, woken.signal]));
    this.wakeUp = () => undefined;
  }
}

/** `Date` counts whole seconds, and the answer was some time on its way. */
const HTTP_DATE_UNCERTAINTY_MS = 2000;
