import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SerialDevice } from '../src/adapters/memory/memory-serial-ports.js';

type Socat = ChildProcessByStdio<Writable, Readable, null>;

/** How often it looks whether the terminal is there yet, ms. */
const LOOK_MS = 10;
/** What the kernel keeps for a terminal that nobody reads (N_TTY_BUF_SIZE); more than twice that is thrown away here. */
const MOST_WAITING_BYTES = 8192;

/**
 * A simulated device at a pseudo-terminal of this machine, which a program opens as a serial line. The terminal is made
 * by `socat`; its link is the device's name, and goes when the plug is pulled. A terminal has no speed: the device is
 * told its own.
 */
export class PtyBridge {
  private socat: Socat | undefined;

  constructor(
    private readonly device: SerialDevice,
    private readonly path: string,
    private readonly baudRate: number,
  ) {}

  /** Resolves when the terminal is there. Throws when socat cannot make it. */
  async plug(): Promise<void> {
    const socat = spawn('socat', ['STDIO', `PTY,link=${this.path},rawer`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.socat = socat;
    let failure: string | undefined;
    socat.once('error', ({ message }) => (failure = message));
    socat.once('exit', (code) => (failure ??= `socat ended with ${String(code)}`));
    // What is written while it is being unplugged has nowhere to go.
    socat.stdin.on('error', () => undefined);
    socat.stdout.on('data', (bytes: Buffer) => {
      this.device.received(bytes);
    });
    while (!existsSync(this.path)) {
      if (failure !== undefined) throw new Error(`${this.path}: ${failure}`);
      await sleep(LOOK_MS);
    }
    this.device.opened(this.baudRate, (bytes) => {
      if (this.socat === socat && socat.stdin.writableLength < MOST_WAITING_BYTES) {
        socat.stdin.write(bytes);
      }
    });
  }

  /** Pulls the plug; resolves when the terminal and its link are gone. */
  async unplug(): Promise<void> {
    const { socat } = this;
    if (!socat) return;
    this.socat = undefined;
    this.device.closed();
    if (socat.exitCode !== null || socat.signalCode !== null) return;
    const exited = once(socat, 'exit');
    // SIGTERM, not SIGKILL: socat then removes its link.
    socat.kill('SIGTERM');
    await exited;
  }
}
