import type { Clock } from '../ports/clock.js';
import type { Line } from '../serial/line.js';
import { ReplyFramer } from './reply.js';
import { mayBeSent, requestBytes, type Request } from './requests.js';
import { step } from './session-machine.js';
import {
  INITIAL_STATE,
  type SessionAction,
  type SessionInput,
  type SessionState,
} from './session-state.js';

/** What is left to the adapter's owner; sending is done here. */
export type OtherAction = Exclude<SessionAction, { do: 'send' }>;

/** The session machine on one open line: frames what comes, sends what the machine wants, wakes it when it asks. */
export class ObdConversation {
  private readonly framer = new ReplyFramer();
  private readonly waiting: SessionInput[] = [];
  private current: SessionState = INITIAL_STATE;
  private stepping = false;
  private heard = false;
  private alarm = new AbortController();
  private ended = false;

  constructor(
    private readonly clock: Clock,
    private readonly line: Line,
    private readonly act: (action: OtherAction) => void,
  ) {}

  /** Where the session stands. */
  get state(): SessionState {
    return this.current;
  }

  /** Sends the first request. */
  begin(): void {
    this.feed({ input: 'begin', atMs: this.clock.monotonic() });
  }

  /** Takes bytes, at a monotonic moment (ms). */
  received(bytes: Uint8Array, atMs: number): void {
    this.heard ||= bytes.length > 0;
    for (const text of this.framer.push(bytes)) this.feed({ input: 'reply', atMs, text });
  }

  /** The line is closed: nothing more is sent, nobody is woken. */
  end(): void {
    this.ended = true;
    this.alarm.abort();
  }

  /** One input after the other: an adapter in the same process answers before `send` returns. */
  private feed(input: SessionInput): void {
    this.waiting.push(input);
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.waiting.shift(); next && !this.ended; next = this.waiting.shift()) {
        const { state, actions } = step(this.current, next);
        this.current = state;
        for (const action of actions) this.perform(action);
      }
    } finally {
      this.stepping = false;
    }
    this.setAlarm();
  }

  private perform(action: SessionAction): void {
    if (action.do === 'send') this.send(action.request);
    else this.act(action);
  }

  private send(request: Request): void {
    if (this.ended) return;
    if (!mayBeSent(request)) throw new Error(`Not a request that may be sent: ${request}`);
    this.heard = false;
    this.line.send(requestBytes(request));
  }

  private setAlarm(): void {
    this.alarm.abort();
    if (this.ended || this.current.wakeAtMs === Infinity) return;
    this.alarm = new AbortController();
    void this.wakeLater(this.current.wakeAtMs, this.alarm.signal);
  }

  private async wakeLater(wakeAtMs: number, signal: AbortSignal): Promise<void> {
    await this.clock.sleep(wakeAtMs - this.clock.monotonic(), signal);
    if (signal.aborted) return;
    const unfinished = this.framer.unfinished();
    const { heard } = this;
    // A timer that rings a fraction of a millisecond early rings for this all the same.
    const atMs = Math.max(this.clock.monotonic(), wakeAtMs);
    this.feed({ input: 'time', atMs, unfinished, heard });
  }
}
