import { captureLine } from './capture-line.js';
import { asksForVin, bringsVin, withoutVin } from './vin-mask.js';

const CR = 0x0d;
const LF = 0x0a;
/** The adapter's prompt: it waits for the next command. */
const PROMPT = 0x3e;
/** A line that does not end is written in pieces. */
const LONGEST_LINE_BYTES = 1024;

/** What is at the other end of a captured line. */
export type CapturedDevice = 'elm' | 'nmea';

/** What a capture begins with. */
export interface CaptureHead {
  readonly path: string;
  readonly baudRate: number;
  /** Ms since the epoch. */
  readonly time: number;
}

/**
 * Makes lines of a serial line's traffic: one for each line that the device says, in the form of
 * recordings/elm327-session.txt. An adapter's prompts and empty lines are left out, and its VIN is masked.
 */
export class CaptureRecorder {
  private held: number[] = [];
  private vinAsked = false;
  /** Lines written, without the head. */
  lines = 0;

  constructor(
    private readonly device: CapturedDevice,
    private readonly now: () => number,
    private readonly write: (line: string) => void,
  ) {}

  /** Writes what the capture is about, as a comment. */
  head({ path, baudRate, time }: CaptureHead): void {
    const what = this.device === 'elm' ? 'OBD-2 adapter, its VIN masked' : 'satellite receiver';
    this.write(
      `# naif-agent capture of ${path} at ${baudRate} bit/s: ${what}; from ${new Date(time).toISOString()}, times in UTC`,
    );
  }

  /** Bytes went to the device. */
  sent(bytes: Uint8Array): void {
    this.flush();
    const text = Buffer.from(bytes).toString('latin1').replace(/\r$/, '');
    // A carriage return alone repeats the request before it.
    if (text.trim() !== '') this.vinAsked = asksForVin(text);
    this.line('>', Buffer.from(text, 'latin1'));
  }

  /** Bytes came from the device. */
  received(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const ends = byte === LF || (this.device === 'elm' && (byte === CR || byte === PROMPT));
      if (ends || this.held.length >= LONGEST_LINE_BYTES) this.flush();
      if (!ends) this.held.push(byte);
    }
  }

  /** The line was opened, or ended, or the like. */
  note(text: string): void {
    this.flush();
    this.write(`# ${text}`);
  }

  /** Writes what has come of a line that did not end. */
  flush(): void {
    const text = Buffer.from(this.held).toString('latin1').replace(/\r$/, '');
    this.held = [];
    const shown = this.device === 'elm' ? text.trimEnd() : text;
    if (shown === '') return;
    // An answer that comes late, behind the next request, is one nevertheless.
    this.vinAsked ||= this.device === 'elm' && bringsVin(shown);
    this.line('<', Buffer.from(this.vinAsked ? withoutVin(shown) : shown, 'latin1'));
  }

  private line(direction: '<' | '>', bytes: Uint8Array): void {
    this.lines += 1;
    this.write(captureLine(this.now(), direction, bytes));
  }
}
