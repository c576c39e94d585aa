/** The serial lines of this machine. */
export interface SerialPorts {
  /**
   * Opens a line: 8 data bits, no parity, 1 stop bit, raw, for this process alone. Rejects with
   * `SerialPortUnavailable` when there is no such device, it is taken, or the system refuses.
   */
  open(path: string, baudRate: number): Promise<SerialPort>;
}

/** One open line. Bytes that came before the first `onData` wait for it. */
export interface SerialPort {
  readonly path: string;
  readonly baudRate: number;
  /** The only listener for what comes. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** The only listener for the end; called once, also after `close`. */
  onClosed(listener: (loss: SerialLoss | undefined) => void): void;
  /** Resolves when the system has taken the bytes; rejects with `SerialPortUnavailable` when the line is gone. */
  write(bytes: Uint8Array): Promise<void>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** Why a line ended that nobody closed. */
export type SerialLoss = 'unplugged' | 'failed';

/** The line cannot be opened, or is gone. */
export class SerialPortUnavailable extends Error {
  readonly code = 'SERIAL.UNAVAILABLE';
  readonly path: string;
  /** `missing`: no such device now; `taken`: somebody else has it; `refused`: anything else. */
  readonly reason: 'missing' | 'taken' | 'refused';

  constructor(path: string, reason: SerialPortUnavailable['reason'], detail: string) {
    super(`${path}: ${detail}`);
    this.path = path;
    this.reason = reason;
  }
}
