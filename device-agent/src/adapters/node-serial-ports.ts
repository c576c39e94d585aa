import { read } from 'node:fs';
import { SerialPort as SystemSerialPort } from 'serialport';
import {
  SerialPortUnavailable,
  type SerialLoss,
  type SerialPort,
  type SerialPorts,
} from '../ports/serial-port.js';

type SystemPort = Awaited<ReturnType<typeof SystemSerialPort.binding.open>>;
/** What Linux and macOS give: a file descriptor and a way to wait until it has something to read. */
type UnixPort = Extract<SystemPort, { poller: unknown }>;

/** Most bytes that one read takes. The kernel keeps up to 4096 for a terminal (N_TTY_BUF_SIZE). */
const READ_BYTES = 4096;
/** What a read says when the device has gone. */
const GONE = new Set(['EIO', 'ENXIO', 'ENODEV', 'EBADF']);

/**
 * The machine's serial lines, through npm `serialport`. Devices are opened by their names and never listed: the list asks
 * udev's program, which a hardened service may not run. Closing a line drops its DTR, so that an Arduino starts anew when
 * it is opened again.
 */
export class NodeSerialPorts implements SerialPorts {
  async open(path: string, baudRate: number): Promise<SerialPort> {
    const port = await SystemSerialPort.binding
      .open({ path, baudRate, dataBits: 8, parity: 'none', stopBits: 1, lock: true })
      .catch((error: unknown) => {
        throw unavailable(path, error);
      });
    if (!isUnixPort(port)) {
      await port.close();
      throw new SerialPortUnavailable(path, 'refused', 'serial lines need Linux or macOS');
    }
    return new NodeSerialPort(path, baudRate, port);
  }
}

function isUnixPort(port: SystemPort): port is UnixPort {
  return 'poller' in port;
}

/** The binding gives the system's words, not its error numbers. */
function unavailable(path: string, error: unknown): SerialPortUnavailable {
  const detail = error instanceof Error ? error.message : String(error);
  if (/no such (file|device)/i.test(detail)) {
    return new SerialPortUnavailable(path, 'missing', detail);
  }
  if (/cannot lock port|resource busy/i.test(detail)) {
    return new SerialPortUnavailable(path, 'taken', detail);
  }
  return new SerialPortUnavailable(path, 'refused', detail);
}

/**
 * One line. It reads by itself instead of through serialport's stream: when a device goes between two reads, the next one
 * gives no byte and no error, and the stream would ask again without end.
 */
class NodeSerialPort implements SerialPort {
  private readonly early: Uint8Array[] = [];
  private listener: ((bytes: Uint8Array) => void) | undefined;
  private closedListener: ((loss: SerialLoss | undefined) => void) | undefined;
  private closing = false;
  /** Why it ended; set once it has. */
  private end: { readonly loss: SerialLoss | undefined } | undefined;
  private writes: Promise<void> = Promise.resolve();
  private readonly ended: Promise<void>;

  constructor(
    readonly path: string,
    readonly baudRate: number,
    private readonly port: UnixPort,
  ) {
    this.ended = this.pump();
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.listener = listener;
    for (const bytes of this.early.splice(0)) listener(bytes);
  }

  onClosed(listener: (loss: SerialLoss | undefined) => void): void {
    this.closedListener = listener;
    if (this.end) listener(this.end.loss);
  }

  write(bytes: Uint8Array): Promise<void> {
    const write = this.writes.then(() => this.writeNow(bytes));
    this.writes = write.catch(() => undefined);
    return write;
  }

  close(): Promise<void> {
    this.closing = true;
    // Wakes whoever waits for the line to become readable or writable.
    if (!this.end) this.port.poller.stop();
    return this.ended;
  }

  private async writeNow(bytes: Uint8Array): Promise<void> {
    if (this.closing || this.end) throw this.gone('closed');
    try {
      await this.port.write(Buffer.from(bytes));
    } catch (error) {
      throw this.gone(error instanceof Error ? error.message : String(error));
    }
  }

  private gone(detail: string): SerialPortUnavailable {
    return new SerialPortUnavailable(this.path, 'missing', detail);
  }

  private async pump(): Promise<void> {
    const loss = await this.readAll();
    this.closing = true;
    this.port.poller.stop();
    // A file number that is closed while it is being written to could be another file's by then.
    await this.writes;
    await this.port.close().catch(() => undefined);
    this.end = { loss };
    this.closedListener?.(loss);
  }

  /** Until the line is closed or lost. */
  private async readAll(): Promise<SerialLoss | undefined> {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    let loss: SerialLoss | undefined;
    while (!this.isClosing() && !loss) {
      const outcome = await this.readOnce(buffer);
      // Whoever closed the line while it was read is not seen by a wait that begins only now.
      if (this.isClosing()) break;
      if (outcome === 'nothing-yet') loss = (await this.readable()) ? undefined : 'unplugged';
      else if (typeof outcome === 'string') loss = outcome;
      else this.deliver(Uint8Array.from(buffer.subarray(0, outcome)));
    }
    return this.isClosing() ? undefined : loss;
  }

  private isClosing(): boolean {
    return this.closing;
  }

  private readOnce(buffer: Buffer): Promise<number | 'nothing-yet' | SerialLoss> {
    const { fd } = this.port;
    if (fd === null) return Promise.resolve('failed');
    return new Promise((resolve) => {
      read(fd, buffer, 0, buffer.length, null, (error, bytesRead) => {
        // A line that is open and empty says EAGAIN: no byte and no error is a device that hung up.
        if (!error) resolve(bytesRead > 0 ? bytesRead : 'unplugged');
        else if (error.code === 'EAGAIN' || error.code === 'EINTR') resolve('nothing-yet');
        else resolve(GONE.has(error.code ?? '') ? 'unplugged' : 'failed');
      });
    });
  }

  /** Resolves to false when the device has gone or the wait was ended. */
  private readable(): Promise<boolean> {
    return new Promise((resolve) => {
      try {
        this.port.poller.once('readable', (error: Error | null) => resolve(!error));
      } catch {
        resolve(false);
      }
    });
  }

  private deliver(bytes: Uint8Array): void {
    if (this.listener) this.listener(bytes);
    else this.early.push(bytes);
  }
}
