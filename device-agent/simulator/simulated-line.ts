import type { SerialDevice } from '../src/adapters/memory/memory-serial-ports.js';
import type { Clock } from '../src/ports/clock.js';
import { steadyNumbers } from './steady-number.js';

/** What can be wrong with a line or the device behind it; a pulled plug is the ports' own business. */
export type DeviceFault =
  /** Open, and nothing comes or goes. */
  | { readonly kind: 'silence' }
  /** What comes is noise, as long as what was meant. */
  | { readonly kind: 'garbage' }
  /** Noise without end. */
  | { readonly kind: 'flood'; readonly bytesPerSecond: number }
  /** Everything comes so much later, ms. */
  | { readonly kind: 'slow'; readonly delayMs: number };

/** A flood comes in this many waves a second. */
const WAVES = 20;

type Send = (bytes: Uint8Array) => void;

/**
 * The line of a simulated device: it understands and is understood at its own baud rate alone, and has its faults on
 * demand.
 */
export class SimulatedLine implements SerialDevice {
  private readonly next: () => number;
  private send: Send | undefined;
  private isAtOwnRate = true;
  private current: DeviceFault | undefined;
  private flooding = new AbortController();

  constructor(
    private readonly device: SerialDevice,
    private readonly clock: Clock,
    private readonly options: { readonly baudRate: number; readonly seed: string },
  ) {
    this.next = steadyNumbers('line', options.seed);
  }

  /** From now on this is wrong; undefined: nothing is any more. */
  fault(fault: DeviceFault | undefined): void {
    this.current = fault;
    this.flooding.abort();
    this.flooding = new AbortController();
    if (this.send) this.beginFlood();
  }

  opened(baudRate: number, send: Send): void {
    this.send = send;
    this.isAtOwnRate = baudRate === this.options.baudRate;
    this.device.opened(baudRate, (bytes) => this.pass(bytes, send));
    this.beginFlood();
  }

  received(bytes: Uint8Array): void {
    const fault = this.current?.kind;
    if (fault === 'silence') return;
    const isClear = this.isAtOwnRate && fault !== 'garbage';
    this.device.received(isClear ? bytes : this.noise(bytes.length));
  }

  closed(): void {
    this.send = undefined;
    this.flooding.abort();
    this.device.closed();
  }

  private pass(bytes: Uint8Array, send: Send): void {
    switch (this.current?.kind) {
      case 'silence':
      case 'flood':
        break;
      case 'garbage':
        send(this.noise(bytes.length));
        break;
      case 'slow':
        this.sendLate(bytes, send, this.current.delayMs);
        break;
      case undefined:
        send(this.isAtOwnRate ? bytes : this.noise(bytes.length));
        break;
      default:
        this.current satisfies never;
    }
  }

  /** The same delay for everything keeps its order. */
  private sendLate(bytes: Uint8Array, send: Send, delayMs: number): void {
    const copy = Uint8Array.from(bytes);
    void this.clock.sleep(delayMs).then(() => {
      if (this.send === send) send(copy);
    });
  }

  private beginFlood(): void {
    if (this.current?.kind !== 'flood' || !this.send) return;
    this.flooding = new AbortController();
    void this.flood(this.current.bytesPerSecond, this.send, this.flooding.signal);
  }

  private async flood(bytesPerSecond: number, send: Send, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      send(this.noise(Math.ceil(bytesPerSecond / WAVES)));
      await this.clock.sleep(1000 / WAVES, signal);
    }
  }

  private noise(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => Math.floor(this.next() * 256));
  }
}
