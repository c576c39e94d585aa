import type { SerialDevice } from '../src/adapters/memory/memory-serial-ports.js';
import type { Clock } from '../src/ports/clock.js';
import { arduinoLine } from './arduino-line.js';
import type { Car } from './car.js';
import { nmeaSentences } from './nmea-sentences.js';
import { steadyNumbers } from './steady-number.js';

export interface GpsOptions {
  /** What its delays and the size of its chunks depend on. */
  readonly seed: string;
  /** A module on its own speaks NMEA 0183; behind the microcontroller it is one line of JSON. */
  readonly form: 'nmea' | 'arduino';
}

const SECOND_MS = 1000;
/** The burst of an epoch begins so long after it, ms: what small receivers compute and queue. */
const EARLIEST_MS = 60;
const JITTER_MS = 90;
/** Epochs without a fix after power-up: a hot start takes a few seconds. */
const VOID_EPOCHS = 2;
/** A burst comes in pieces of at most so many bytes. */
const LONGEST_CHUNK = 160;

type Send = (bytes: Uint8Array) => void;

/**
 * A satellite receiver in a simulated car, over a serial line: once a second, on the whole second, where the car is. It
 * says nothing without power, and has no fix right after power-up or where the recording knows no place.
 */
export class SimulatedGps implements SerialDevice {
  private readonly next: () => number;
  private listening: AbortController | undefined;
  /** When it got its power, ms since the epoch. */
  private poweredAt: number | undefined;
  private epochs = 0;

  constructor(
    private readonly car: Car,
    private readonly clock: Clock,
    private readonly options: GpsOptions,
  ) {
    this.next = steadyNumbers('gps', options.seed);
  }

  opened(_baudRate: number, send: Send): void {
    this.listening = new AbortController();
    void this.speak(send, this.listening.signal);
  }

  /** Modules take commands; this one knows none. */
  received(): void {
    return;
  }

  closed(): void {
    this.listening?.abort();
  }

  private async speak(send: Send, signal: AbortSignal): Promise<void> {
    let epoch = 0;
    for (;;) {
      epoch = Math.max(epoch, Math.floor(this.clock.now() / SECOND_MS) * SECOND_MS) + SECOND_MS;
      const delay = EARLIEST_MS + this.next() * JITTER_MS;
      await this.clock.sleep(epoch + delay - this.clock.now(), signal);
      if (signal.aborted) return;
      this.tell(epoch, send);
    }
  }

  private tell(epoch: number, send: Send): void {
    const { isReceiverPowered, gps } = this.car.at(epoch);
    if (!isReceiverPowered) {
      this.poweredAt = undefined;
      return;
    }
    if (this.poweredAt === undefined) {
      this.poweredAt = epoch - SECOND_MS;
      this.epochs = 0;
    }
    const fix = this.epochs++ < VOID_EPOCHS ? undefined : gps;
    const text =
      this.options.form === 'nmea'
        ? nmeaSentences(epoch, fix)
        : arduinoLine(epoch, this.clock.now() - this.poweredAt, fix);
    for (let from = 0; from < text.length;) {
      const length = 1 + Math.floor(this.next() * LONGEST_CHUNK);
      send(Buffer.from(text.slice(from, from + length), 'latin1'));
      from += length;
    }
  }
}
