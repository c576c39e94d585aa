import type { SerialDevice } from '../src/adapters/memory/memory-serial-ports.js';
import type { Clock } from '../src/ports/clock.js';
import { latencyMs } from './adapter-latency.js';
import type { Car } from './car.js';
import { Ecu, RESTING_VOLTS, RUNNING_VOLTS, type EcuOptions } from './ecu.js';
import { ELM_BANNER, ELM_DEFAULTS, understand, type ElmAnswer } from './elm-commands.js';
import { framesOf } from './elm-frames.js';
import { steadyNumbers } from './steady-number.js';

export interface ElmOptions extends EcuOptions {
  /** What its latencies and the size of its chunks depend on. */
  readonly seed: string;
  /** Told each command as it was understood: upper case, without spaces. */
  readonly heard?: (command: string) => void;
}

/** Times of the adapter, ms: a command to itself, its restart, the search for the car's protocol, nobody's answer (ATST 32). */
const OWN_MS = 8;
const RESTART_MS = 800;
const SEARCH_MS = 1500;
const VAIN_SEARCH_MS = 4500;
const NO_DATA_MS = 200;

/** A reply comes in pieces of at most so many bytes. */
const LONGEST_CHUNK = 24;
/** One reply in so many has a pause (ms) inside. */
const PAUSE_EVERY = 8;
const LONGEST_PAUSE_MS = 12;

type Send = (bytes: Uint8Array) => void;

/** What the adapter does at the moment. */
interface Job {
  readonly controller: AbortController;
  /** A request to the car ends when the host speaks; the adapter's own commands do not listen. */
  readonly isStoppable: boolean;
}

/**
 * An ELM327 adapter in a simulated car, over a serial line: echo, settings, protocol search, frames of several control
 * units, the latencies of the recorded adapter. It keeps its settings while its line is closed, as one that the car powers.
 */
export class SimulatedElm327 implements SerialDevice {
  private readonly ecu: Ecu;
  private readonly next: () => number;
  private settings = ELM_DEFAULTS;
  private hasGreeted = false;
  private typed = '';
  private send: Send | undefined;
  private job: Job | undefined;

  constructor(
    private readonly car: Car,
    private readonly clock: Clock,
    private readonly options: ElmOptions,
  ) {
    this.ecu = new Ecu(car, options);
    this.next = steadyNumbers('elm327', options.seed);
  }

  opened(_baudRate: number, send: Send): void {
    this.send = send;
    if (this.hasGreeted) return;
    this.hasGreeted = true;
    this.begin(false, async (signal) => {
      await this.clock.sleep(RESTART_MS, signal);
      await this.print(['', '', ELM_BANNER], signal);
    });
  }

  received(bytes: Uint8Array): void {
    if (this.job?.isStoppable) this.interrupt();
    else if (!this.job) this.type(Buffer.from(bytes).toString('latin1'));
  }

  closed(): void {
    this.send = undefined;
    this.typed = '';
    this.job?.controller.abort();
    this.job = undefined;
  }

  /** Takes the adapter's power away and gives it back: settings and protocol are forgotten. */
  powerCycle(): void {
    this.settings = ELM_DEFAULTS;
    this.hasGreeted = false;
  }

  private type(text: string): void {
    if (this.settings.echo) this.say(text);
    for (const character of text) {
      if (character === '\r') this.execute(this.typed);
      this.typed = character === '\r' ? '' : this.typed + character;
      // The rest of what came belongs to nobody: the adapter does not listen while it works.
      if (this.job) return;
    }
  }

  private execute(text: string): void {
    const { settings, answer } = understand(this.settings, text);
    // The end of this line is still printed as it was asked for.
    this.settings = settings;
    this.options.heard?.(settings.last);
    this.typed = '';
    this.begin(answer.kind === 'asks', (signal) => this.answer(answer, signal));
  }

  private async answer(answer: ElmAnswer, signal: AbortSignal): Promise<void> {
    switch (answer.kind) {
      case 'says':
        await this.clock.sleep(OWN_MS, signal);
        return this.print(answer.lines, signal);
      case 'restarts':
        await this.clock.sleep(RESTART_MS, signal);
        return this.print(['', '', ELM_BANNER], signal);
      case 'measures': {
        await this.clock.sleep(OWN_MS, signal);
        const volts = this.state().engine === 'running' ? RUNNING_VOLTS : RESTING_VOLTS;
        return this.print([`${volts.toFixed(1)}V`], signal);
      }
      case 'asks':
        return this.ask(answer.request, answer.mostReplies, signal);
      default:
        return answer satisfies never;
    }
  }

  private async ask(
    request: readonly number[],
    mostReplies: number | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (!this.settings.isConnected && !(await this.search(signal))) return;
    await this.clock.sleep(latencyMs(this.next()), signal);
    const replies = this.ecu.replies(request, this.state()).slice(0, mostReplies);
    if (replies.length > 0) {
      const lines = replies.flatMap((reply) => framesOf(reply, this.settings));
      return this.print(lines, signal);
    }
    await this.clock.sleep(NO_DATA_MS, signal);
    return this.print(['NO DATA'], signal);
  }

  /** Whether a car's bus was found; says so when not. */
  private async search(signal: AbortSignal): Promise<boolean> {
    this.say(`SEARCHING...${this.lineEnd()}`);
    const isThere = this.state().engine === 'running';
    await this.clock.sleep(isThere ? SEARCH_MS : VAIN_SEARCH_MS, signal);
    if (signal.aborted) return false;
    if (isThere) this.settings = { ...this.settings, isConnected: true };
    else await this.print(['UNABLE TO CONNECT'], signal);
    return isThere;
  }

  /** The host spoke while the car was asked: that ends it, and what the host said is lost. */
  private interrupt(): void {
    this.job?.controller.abort();
    this.job = undefined;
    this.say(['', 'STOPPED', '', '>'].join(this.lineEnd()));
  }

  private begin(isStoppable: boolean, work: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    this.job = { controller, isStoppable };
    void work(controller.signal);
  }

  /** Sends the lines and the prompt, in odd pieces; the adapter listens again from the prompt on. */
  private async print(lines: readonly string[], signal: AbortSignal): Promise<void> {
    const text = [...lines, '', '>'].join(this.lineEnd());
    const pieces = this.split(text);
    const hasPause = Math.floor(this.next() * PAUSE_EVERY) === 0;
    for (const [index, piece] of pieces.entries()) {
      if (hasPause && index === 1) await this.clock.sleep(this.next() * LONGEST_PAUSE_MS, signal);
      if (signal.aborted) return;
      if (index === pieces.length - 1) this.job = undefined;
      this.say(piece);
    }
  }

  private split(text: string): readonly string[] {
    const pieces: string[] = [];
    for (let from = 0; from < text.length; from += pieces.at(-1)?.length ?? 0) {
      pieces.push(text.slice(from, from + 1 + Math.floor(this.next() * LONGEST_CHUNK)));
    }
    return pieces;
  }

  private say(text: string): void {
    this.send?.(Buffer.from(text, 'latin1'));
  }

  private lineEnd(): string {
    return this.settings.lineFeeds ? '\r\n' : '\r';
  }

  private state(): ReturnType<Car['at']> {
    return this.car.at(this.clock.now());
  }
}
