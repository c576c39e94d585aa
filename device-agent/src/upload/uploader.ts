import { UPLOAD_LIMITS, type AgentStatusDto, type TelemetryBatchDto } from '@naif/wire';
import type { DeviceToken } from '../identity/device-token.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Outbox, OutboxRow, TroubleCodesRow } from '../ports/outbox.js';
import type { Uplink, UplinkAnswer, UplinkFailure, UplinkRequest } from '../ports/uplink.js';
import { judgeAnswer, type Accepted, type Answer } from './answer.js';
import { buildBatch, fitting, fittingTroubleCodes } from './batch.js';
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
  readonly batchSize: () => number;
  /** A row waits at most this long for its batch to fill, ms. */
  readonly patienceMs: number;
  readonly rules: UploadRules;
}

/** What watchers are told. */
export interface UploaderEvents {
  reported?(event: UploadReport, detail: string): void;
  accepted?(receipt: Accepted): void;
}

type Reply = UplinkAnswer | UplinkFailure;

/** An upload as it was made. */
interface Sent {
  readonly rows: readonly OutboxRow[];
  readonly troubleCodes: readonly TroubleCodesRow[];
  readonly batch: TelemetryBatchDto;
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
  /** The last upload was told that this device is not wanted. */
  private isBarred = false;
  /** When the oldest of what waits was first seen, monotonic ms. */
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
      else await this.idle(signal);
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

  /**
   * One last upload before the agent stops, within `withinMs`: as much as one upload holds, and a status that says so.
   * Nothing is waited for or tried again, and commands that come with its receipt are left for the next run. Not while
   * the time is not trusted, nor while the server does not want this device.
   */
  async farewell(withinMs: number): Promise<void> {
    const { clock, status } = this.parts;
    if (!clock.isTrusted() || this.isBarred) return;
    const sent = this.compose(this.rows(UPLOAD_LIMITS.recordsDraining), status.farewell());
    const { actions } = this.conclude(sent, await this.post(sent, { withinMs }));
    for (const action of actions) {
      if (action.do === 'wait' || action.do === 'correct-clock') continue;
      await this.perform(action, AbortSignal.abort());
    }
  }

  private nextRows(): readonly OutboxRow[] {
    const batchSize = this.options.batchSize();
    const draining = this.parts.outbox.depth() > batchSize * DRAINING_BATCHES;
    return this.rows(draining ? UPLOAD_LIMITS.recordsDraining : batchSize);
  }

  private rows(most: number): readonly OutboxRow[] {
    const { limit, suspect } = this.state;
    return fitting(this.parts.outbox.peek(Math.min(most, limit), suspect?.seq));
  }

  private isWorthSending(rows: readonly OutboxRow[]): boolean {
    const isUrgent = this.parts.status.isUrgent();
    if (rows.length === 0) {
      const isBare = this.state.bareUploads > 0;
      if (isBare || !this.extrasWait()) {
        this.waitingSince = undefined;
        return isUrgent && !isBare;
      }
    }
    const now = this.parts.clock.monotonic();
    this.waitingSince ??= now;
    return (
      this.hurried ||
      rows.length >= Math.min(this.options.batchSize(), this.state.limit) ||
      now - this.waitingSince >= this.options.patienceMs ||
      isUrgent
    );
  }

  /** What is worth an upload of its own, though not at once. */
  private extrasWait(): boolean {
    const { outbox, commands } = this.parts;
    return commands.waiting().length > 0 || outbox.peekTroubleCodes(1).length > 0;
  }

  private async attempt(rows: readonly OutboxRow[], signal: AbortSignal): Promise<void> {
    const sent = this.compose(rows, this.parts.status.due());
    const reply = await this.post(sent, {}, signal);
    if (signal.aborted && reply.kind === 'unreachable') return;
    const { answer, actions } = this.conclude(sent, reply);
    for (const action of actions) await this.perform(action, signal);
    if (answer.kind !== 'accepted') return;
    // Not before the rows are settled: a command may end this program.
    this.parts.commands.take(answer.commands);
    this.events.accepted?.(answer);
  }

  private compose(rows: readonly OutboxRow[], status: AgentStatusDto | undefined): Sent {
    const { outbox, clock, commands } = this.parts;
    const { bareUploads, doubtedCodes, codesLimit } = this.state;
    const isBare = bareUploads > 0;
    const troubleCodes =
      isBare || doubtedCodes ? [] : fittingTroubleCodes(outbox.peekTroubleCodes(codesLimit));
    const context = {
      now: clock.now(),
      outboxId: outbox.id,
      clock: clock.quality(),
      troubleCodes,
      results: commands.waiting(),
      ...(status ? { status } : {}),
    };
    return { rows, troubleCodes, batch: buildBatch(rows, context, isBare) };
  }

  private post(
    { batch }: Sent,
    bound: Pick<UplinkRequest, 'withinMs'>,
    signal?: AbortSignal,
  ): Promise<Reply> {
    const path = `/api/embedded/${this.options.carId}/UploadData`;
    const token = this.parts.token.current();
    return this.parts.uplink.post({ path, body: batch, token, ...bound }, signal);
  }

  /** What the reply means, and what is to be done about it. */
  private conclude(
    { rows, troubleCodes, batch }: Sent,
    reply: Reply,
  ): { readonly answer: Answer; readonly actions: readonly UploadAction[] } {
    const answer = judgeAnswer(reply, rows.length, this.parts.clock.now());
    const failuresBefore = this.state.failures;
    const attempt = {
      seqs: rows.map(({ seq }) => seq),
      codeIds: troubleCodes.map(({ id }) => id),
      answer,
      random: this.parts.random(),
    };
    const { state, actions } = transition(this.state, attempt, this.options.rules);
    this.state = state;
    this.isBarred = actions.some((action) => action.do === 'report' && action.event === 'barred');
    if (answer.kind === 'accepted') {
      const site = (reply.kind === 'answered' ? reply.site : undefined) ?? 'main';
      this.parts.status.reached(site, failuresBefore > 0);
      this.delivered(batch, answer);
    }
    return { answer, actions };
  }

  private delivered(batch: TelemetryBatchDto, receipt: Accepted): void {
    const { status, commands, log } = this.parts;
    this.waitingSince = undefined;
    if (batch.status) status.delivered(batch.status);
    commands.delivered(batch.results ?? []);
    const { stored, duplicates, refused } = receipt;
    log.info('upload.accepted', { stored, duplicates, refused: refused.length });
  }

  private async perform(action: UploadAction, signal: AbortSignal): Promise<void> {
    const { outbox, clock, token, log } = this.parts;
    switch (action.do) {
      case 'settle':
        outbox.settle(action.settlement);
        return;
      case 'settle-codes':
        outbox.settleTroubleCodes(action.ids);
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

  /** Waits for rows, for the patience of what waits to end, or for the next look at the status. */
  private async idle(signal: AbortSignal): Promise<void> {
    const { clock } = this.parts;
    const patience =
      this.waitingSince === undefined
        ? LOOK_MS
        : this.waitingSince + this.options.patienceMs - clock.monotonic();
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
