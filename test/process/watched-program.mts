import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { NODE, ROOT } from '../../scripts/processes.mts';

const PROGRAMS = 'dist/backend/backend/src';

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string };

/** One of the backend's built programs as a process of its own, of which every line is read. */
export class WatchedProgram {
  readonly lines: LogLine[] = [];
  /** What it wrote to standard error: sentences for the operator. */
  said = '';
  /** What it wrote to standard output that is not a line of the log. */
  printed = '';
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;
  private readonly ended: Promise<number | null>;
  private readonly waiting = new Set<() => void>();

  /** @param program path below `backend/src`, `main.js` say */
  constructor(
    program: string,
    env: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ) {
    const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
    this.child = spawn(NODE, [join(ROOT, PROGRAMS, program), ...args], {
      cwd: ROOT,
      env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.take(line));
    this.child.stderr.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.ended = once(this.child, 'close').then(([code]) => {
      for (const look of this.waiting) look();
      return code as number | null;
    });
  }

  /** Waits for the next line with this event among those that were not there before. */
  async event(name: string, from = 0): Promise<LogLine> {
    for (;;) {
      const line = this.lines.slice(from).find(({ event }) => event === name);
      if (line) return line;
      if (this.child.exitCode !== null) throw new Error(`It ended before ${name}: ${this.said}`);
      await new Promise<void>((resolve) => {
        const look = (): void => {
          this.waiting.delete(look);
          resolve();
        };
        this.waiting.add(look);
      });
    }
  }

  /** Waits until it listens. @returns its origin */
  async listening(): Promise<string> {
    return (await this.event('server.listening'))['url'] as string;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits for its end. @returns its exit code, `null` when a signal ended it */
  end(): Promise<number | null> {
    return this.ended;
  }

  /** Stops it in order when it still runs. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }

  private take(line: string): void {
    if (line.startsWith('{')) this.lines.push(JSON.parse(line) as LogLine);
    else this.printed += `${line}\n`;
    for (const look of this.waiting) look();
  }
}
