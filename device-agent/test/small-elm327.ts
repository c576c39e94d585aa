import type { Clock } from '../src/ports/clock.js';
import type { Line, LineReceiver, LineUser } from '../src/serial/line.js';

/** What the car says to a request: lines as an adapter with headers and blanks shows them, without its prompt. */
export interface SmallCar {
  answer(request: string): { readonly lines: readonly string[]; readonly latencyMs: number };
  /** What ATRV says. */
  readonly volts: () => string;
}

/** What the line does to a reply: in what pieces, and how damaged, it arrives. */
export type Damage = (reply: Buffer) => readonly Buffer[];

const whole: Damage = (reply) => [reply];
const OWN_MS = 8;
const RESET_MS = 900;

/**
 * As much of an ELM327 as the driver's specs need, written from the data sheet and not from the driver: one command at a
 * time, a byte during a request to the car interrupts it, a carriage return alone repeats the last command. It holds its own
 * line: when the driver gives it up, it opens it anew after a while, as whoever keeps serial lines does.
 */
export class SmallElm327 {
  /** Each command that was understood or not, without its end. */
  readonly sent: { readonly atMs: number; readonly text: string }[] = [];
  readonly faults: string[] = [];
  recognised = 0;
  damage = whole;
  /** Nothing is heard and nothing is said. */
  hangs = false;
  private receiver: LineReceiver | undefined;
  private typed = '';
  private last = '';
  private echo = true;
  private job: AbortController | undefined;
  private interruptible = false;
  private isOver = false;

  constructor(
    private readonly clock: Clock,
    private readonly user: LineUser,
    private readonly car: SmallCar,
    private readonly reopenMs = 500,
  ) {}

  plugIn(): void {
    if (this.isOver) return;
    const line: Line = {
      path: '/dev/small',
      baudRate: 38_400,
      send: (bytes) => this.hear(Buffer.from(bytes).toString('latin1')),
      recognised: () => (this.recognised += 1),
      giveUp: (fault) => {
        this.faults.push(fault);
        this.unplug();
        void this.clock.sleep(this.reopenMs).then(() => this.plugIn());
      },
    };
    this.receiver = this.user.opened(line);
  }

  /** Out for good: under a manual clock an adapter that is left plugged in would be asked for ever. */
  end(): void {
    this.isOver = true;
    this.unplug();
  }

  unplug(): void {
    this.job?.abort();
    this.job = undefined;
    this.typed = '';
    const { receiver } = this;
    this.receiver = undefined;
    receiver?.closed();
  }

  /** Says something that nobody asked for. */
  say(bytes: Buffer): void {
    if (!this.hangs) this.receiver?.received(bytes, this.clock.monotonic());
  }

  /** Its supply breaks in: whatever it was doing is forgotten. */
  brownOut(): void {
    this.job?.abort();
    this.job = undefined;
    this.echo = true;
    this.print(['LV RESET']);
  }

  private hear(text: string): void {
    if (this.hangs) return;
    for (const character of text) {
      if (this.job && this.interruptible) {
        this.job.abort();
        this.job = undefined;
        this.print(['STOPPED']);
      } else if (character === '\r') {
        const command = this.typed === '' ? this.last : this.typed;
        this.typed = '';
        this.sent.push({ atMs: this.clock.monotonic(), text: command });
        if (!this.job) void this.run(command);
      } else if (character !== ' ') {
        this.typed += character;
      }
    }
  }

  private async run(command: string): Promise<void> {
    this.last = command;
    const job = new AbortController();
    this.job = job;
    const { lines, latencyMs } = this.does(command);
    this.interruptible = !command.startsWith('AT');
    const echoed = this.echo ? [command] : [];
    if (command === 'ATZ') this.echo = true;
    if (command === 'ATE0') this.echo = false;
    await this.clock.sleep(latencyMs, job.signal);
    if (job.signal.aborted) return;
    this.job = undefined;
    this.print([...echoed, ...lines]);
  }

  private does(command: string): ReturnType<SmallCar['answer']> {
    if (command === 'ATZ') return { lines: ['', '', 'ELM327 v1.5'], latencyMs: RESET_MS };
    if (command === 'ATI') return { lines: ['ELM327 v1.5'], latencyMs: OWN_MS };
    if (command === 'ATRV') return { lines: [this.car.volts()], latencyMs: OWN_MS };
    if (/^AT(E0|L0|H1|S1|SP0)$/.test(command)) return { lines: ['OK'], latencyMs: OWN_MS };
    if (/^0[1-9A]/.test(command)) return this.car.answer(command);
    return { lines: ['?'], latencyMs: OWN_MS };
  }

  private print(lines: readonly string[]): void {
    const reply = Buffer.from(`${lines.map((line) => `${line}\r`).join('')}\r>`, 'latin1');
    for (const piece of this.damage(reply)) this.say(piece);
  }
}
