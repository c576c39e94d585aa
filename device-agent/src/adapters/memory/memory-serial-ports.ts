import {
  SerialPortUnavailable,
  type SerialLoss,
  type SerialPort,
  type SerialPorts,
} from '../../ports/serial-port.js';

/** The far end of a simulated line: a device that speaks. */
export interface SerialDevice {
  /** Its line has been opened. `send` reaches the opener until the line is closed, and nobody afterwards. */
  opened(baudRate: number, send: (bytes: Uint8Array) => void): void;
  /** The opener has written. */
  received(bytes: Uint8Array): void;
  /** The line has been closed, or its plug pulled. */
  closed(): void;
}

/**
 * Serial lines in memory. Whatever crosses a line arrives in a microtask of its own, in order: later than the call that
 * sent it, as on a real line, and without a timer, so that it works under any clock.
 */
export class MemorySerialPorts implements SerialPorts {
  private readonly devices = new Map<string, SerialDevice>();
  private readonly taken = new Map<string, MemorySerialPort>();

  /** Connects a device, in place of the one that is there. */
  plug(path: string, device: SerialDevice): void {
    this.unplug(path);
    this.devices.set(path, device);
  }

  /** Pulls the plug: an open line is lost. */
  unplug(path: string): void {
    this.devices.delete(path);
    this.taken.get(path)?.lose('unplugged');
  }

  async open(path: string, baudRate: number): Promise<SerialPort> {
    await Promise.resolve();
    const device = this.devices.get(path);
    if (!device) throw new SerialPortUnavailable(path, 'missing', 'nothing is plugged in');
    if (this.taken.has(path)) throw new SerialPortUnavailable(path, 'taken', 'it is open already');
    const port = new MemorySerialPort(path, baudRate, device, () => this.taken.delete(path));
    this.taken.set(path, port);
    device.opened(baudRate, (bytes) => port.arrive(bytes));
    return port;
  }
}

class MemorySerialPort implements SerialPort {
  private readonly early: Uint8Array[] = [];
  private listener: ((bytes: Uint8Array) => void) | undefined;
  private closedListener: ((loss: SerialLoss | undefined) => void) | undefined;
  /** Why it ended; set once it has. */
  private end: { readonly loss: SerialLoss | undefined } | undefined;

  constructor(
    readonly path: string,
    readonly baudRate: number,
    private readonly device: SerialDevice,
    private readonly released: () => void,
  ) {}

  onData(listener: (bytes: Uint8Array) => void): void {
    this.listener = listener;
    for (const bytes of this.early.splice(0)) listener(bytes);
  }

  onClosed(listener: (loss: SerialLoss | undefined) => void): void {
    this.closedListener = listener;
    if (this.end) this.tell(this.end.loss);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const copy = Uint8Array.from(bytes);
    await Promise.resolve();
    if (this.end) throw new SerialPortUnavailable(this.path, 'missing', 'closed');
    this.device.received(copy);
  }

  close(): Promise<void> {
    this.lose(undefined);
    return Promise.resolve();
  }

  /** The device sends. */
  arrive(bytes: Uint8Array): void {
    const copy = Uint8Array.from(bytes);
    queueMicrotask(() => {
      if (this.end) return;
      if (this.listener) this.listener(copy);
      else this.early.push(copy);
    });
  }

  lose(loss: SerialLoss | undefined): void {
    if (this.end) return;
    this.end = { loss };
    this.released();
    this.device.closed();
    this.tell(loss);
  }

  private tell(loss: SerialLoss | undefined): void {
    const listener = this.closedListener;
    this.closedListener = undefined;
    if (listener) queueMicrotask(() => listener(loss));
  }
}
