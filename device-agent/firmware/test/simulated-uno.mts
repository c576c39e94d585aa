import {
  AVRClock,
  avrInstruction,
  AVRIOPort,
  AVRTimer,
  AVRUSART,
  AVRWatchdog,
  CPU,
  portDConfig,
  timer0Config,
  usart0Config,
  watchdogConfig,
} from 'avr8js';
import { readFileSync } from 'node:fs';
import { programOf } from './intel-hex.mts';

const CYCLES_PER_SECOND = 16_000_000;
const CYCLES_PER_MS = CYCLES_PER_SECOND / 1000;
const RAM_BYTES = 2048;
/** Below it lie the registers. */
const RAM_START = 0x100;
/** Nobody's value: where it still stands, the program has never been. */
const UNTOUCHED = 0xa5;

const RECEIVER_BAUD = 9600;
const BITS_PER_BYTE = 10;

/** The pin that SoftwareSerial listens on. */
const RECEIVER_PIN = 4;

/** How the receiver is wired: to the pin of the car's build, or to the hardware UART. */
export type Wiring = 'pin' | 'uart';

/** A line that the board printed. */
export interface PrintedLine {
  /** Simulated milliseconds since reset at which its last byte was sent. */
  readonly atMs: number;
  readonly text: string;
}

/** An Arduino Uno that runs a .hex file, with a receiver of 9600 baud and a listener on its USB serial line. */
export class SimulatedUno {
  /** What it has printed so far. */
  readonly lines: PrintedLine[] = [];

  private readonly cpu: CPU;
  private readonly usart: AVRUSART;
  private readonly portD: AVRIOPort;
  private readonly wiring: Wiring;
  private readonly toSend: { readonly dueCycle: number; readonly byte: number }[] = [];
  private isSending = false;

  constructor(hexFile: string, wiring: Wiring) {
    this.wiring = wiring;
    this.cpu = new CPU(programOf(readFileSync(hexFile, 'latin1')), RAM_BYTES);
    this.cpu.data.fill(UNTOUCHED, RAM_START);
    new AVRTimer(this.cpu, timer0Config);
    new AVRWatchdog(this.cpu, watchdogConfig, new AVRClock(this.cpu, CYCLES_PER_SECOND));
    this.portD = new AVRIOPort(this.cpu, portDConfig);
    // An idle line is high.
    this.portD.setPin(RECEIVER_PIN, true);
    this.usart = new AVRUSART(this.cpu, usart0Config, CYCLES_PER_SECOND);
    this.usart.onLineTransmit = (text) => this.lines.push({ atMs: this.nowMs, text });
  }

  /** Simulated milliseconds since reset. */
  get nowMs(): number {
    return this.cpu.cycles / CYCLES_PER_MS;
  }

  /** The rate of its USB serial line, baud. */
  get usbBaud(): number {
    return this.usart.baudRate;
  }

  /** The watchdog's register WDTCSR. */
  get watchdogControl(): number {
    return this.cpu.readData(watchdogConfig.WDTCSR);
  }

  /** Bytes of RAM that no variable and no stack has ever used. */
  get unusedRamBytes(): number {
    const ram = this.cpu.data.subarray(RAM_START, RAM_START + RAM_BYTES);
    let longest = 0;
    let length = 0;
    for (const byte of ram) {
      length = byte === UNTOUCHED ? length + 1 : 0;
      longest = Math.max(longest, length);
    }
    return longest;
  }

  /** The receiver sends these bytes from then on, one after the other at its rate. */
  receive(bytes: Uint8Array, fromMs: number): void {
    for (const byte of bytes) this.toSend.push({ dueCycle: fromMs * CYCLES_PER_MS, byte });
    if (!this.isSending) this.sendNext();
  }

  /** Runs until so many milliseconds after reset. */
  runUntil(ms: number): void {
    const { cpu } = this;
    const end = ms * CYCLES_PER_MS;
    while (cpu.cycles < end) {
      avrInstruction(cpu);
      cpu.tick();
    }
  }

  private sendNext(): void {
    const next = this.toSend.shift();
    this.isSending = next !== undefined;
    if (next === undefined) return;
    this.after(next.dueCycle - this.cpu.cycles, () => {
      if (this.wiring === 'pin') this.sendBits(next.byte);
      else this.usart.writeByte(next.byte);
      this.after((CYCLES_PER_SECOND / RECEIVER_BAUD) * BITS_PER_BYTE, () => this.sendNext());
    });
  }

  /** Start bit, eight bits from the lowest, stop bit. */
  private sendBits(byte: number): void {
    const levels = (byte << 1) | (1 << (BITS_PER_BYTE - 1));
    for (let bit = 0; bit < BITS_PER_BYTE; bit++) {
      const level = ((levels >> bit) & 1) === 1;
      this.after((CYCLES_PER_SECOND / RECEIVER_BAUD) * bit, () =>
        this.portD.setPin(RECEIVER_PIN, level),
      );
    }
  }

  private after(cycles: number, action: () => void): void {
    this.cpu.addClockEvent(action, Math.max(0, Math.round(cycles)));
  }
}
