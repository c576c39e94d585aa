/** What can be wrong with a serial line. */
export const LINE_FAULTS = [
  /** No such device: not plugged in, or not powered. */
  'missing',
  /** Another program has it. */
  'taken',
  /** The system refuses it or reports an error. */
  'failed',
  /** It was there and went away. */
  'unplugged',
  /** It is open and nothing comes. */
  'silent',
  /** More comes than the line can carry, or than anybody could mean. */
  'flooded',
  /** What comes is not this device's language (another baud rate, another device). */
  'not-recognised',
] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

/** An open line, as its user sees it. */
export interface Line {
  readonly path: string;
  readonly baudRate: number;
  /** Sends; a line that breaks meanwhile ends by itself. */
  send(bytes: Uint8Array): void;
  /** The device at the other end is the one that was looked for: this candidate is right. */
  recognised(): void;
  /** This line is of no use now: close it, and go on looking. */
  giveUp(fault: LineFault): void;
}

/** A driver that speaks over whichever line is open. */
export interface LineUser {
  /** It asks before anything is said, and judges a recognised device's silence itself. Without it, long silence ends the line. */
  readonly judgesSilence?: boolean;
  /** A line has been opened; the answer takes what comes until it is closed. */
  opened(line: Line): LineReceiver;
}

/** The receiving part of a driver, for one opening of a line. */
export interface LineReceiver {
  /** Bytes, at a monotonic moment (ms). */
  received(bytes: Uint8Array, atMs: number): void;
  /** The line is gone. Nothing more comes. */
  closed(): void;
}

/** How a device's line is doing. */
export interface LineStatus {
  /** `searching`: an open line whose device is not recognised yet. `waiting`: no line, the next attempt is due later. */
  readonly state: 'open' | 'searching' | 'waiting';
  readonly path?: string;
  readonly baudRate?: number;
  /** How often a recognised device was found again after it was lost. */
  readonly reopened: number;
  /** What was wrong last, and when (monotonic ms). */
  readonly lastFault?: { readonly fault: LineFault; readonly atMs: number };
}
