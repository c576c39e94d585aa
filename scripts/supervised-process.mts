import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, renameSync, statSync, writeSync } from 'node:fs';
import { NODE, ROOT } from './processes.mts';

/** How a program is started. */
export interface Start {
  /** Its name for people. */
  readonly name: string;
  /** Compiled script, relative to the root. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where everything that it says is kept. */
  readonly logFile: string;
  /** Longest time in ms that it may take to stop when asked. */
  readonly stopWithinMs: number;
  /** Gets each line of its standard output. */
  readonly onLine?: (line: string) => void;
}

/** The log of the last start is kept beside when it has grown to this size. */
const LOG_BYTES = 20 * 1024 * 1024;

function openLog(file: string): number {
  try {
    if (statSync(file).size > LOG_BYTES) renameSync(file, `${file}.old`);
  } catch {
    // There is none yet.
  }
  return openSync(file, 'a');
}

/** A program that runs beside us, with its log, and that stops when asked or soon after. */
export class SupervisedProcess {
  readonly name: string;
  readonly script: string;
  readonly logFile: string;
  /** Resolves when it has ended, with its exit code or the signal's name. */
  readonly ended: Promise<number | string>;
  private readonly child: ChildProcess;
  private readonly stopWithinMs: number;
  private complaint = '';
  private outcome: number | string | undefined;

  constructor(start: Start) {
    this.name = start.name;
    this.script = start.script;
    this.logFile = start.logFile;
    this.stopWithinMs = start.stopWithinMs;
    const log = openLog(start.logFile);
    this.child = spawn(NODE, [`${ROOT}/${start.script}`, ...(start.args ?? [])], {
      cwd: ROOT,
      env: { ...process.env, ...start.env },
      stdio: ['ignore', start.onLine === undefined ? log : 'pipe', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      writeSync(log, chunk);
      this.complaint = (this.complaint + chunk.toString()).slice(-2000);
    });
    let rest = '';
    this.child.stdout?.on('data', (chunk: Buffer) => {
      writeSync(log, chunk);
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) start.onLine?.(line);
    });
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => resolve(error.message));
      // 'close' comes after the last output.
      this.child.on('close', (code, signal) => resolve(code ?? signal ?? 1));
    });
    void this.ended.then((outcome) => (this.outcome = outcome));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Whether it has ended by itself or by our doing. */
  get hasEnded(): boolean {
    return this.outcome !== undefined;
  }

  /** What it said last on standard error, for people. */
  get lastWords(): string {
    return this.complaint.trim();
  }

  /** Asks it to stop, waits, and ends it by force when it does not. Resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), this.stopWithinMs);
    await this.ended;
    clearTimeout(force);
  }
}
