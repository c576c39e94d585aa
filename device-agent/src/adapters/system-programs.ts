import { spawn } from 'node:child_process';

/** Ended, with what it said on both channels. */
export interface ProgramOutcome {
  /** 0 when it did what it was asked. */
  readonly code: number;
  readonly output: string;
}

/** What is kept of a program's words. */
const MOST_OUTPUT = 4000;

/** Runs another program to its end, at most so long. Never rejects: one that cannot start has code 127, one that takes too long 124. */
export function runProgram(
  command: string,
  args: readonly string[],
  timeoutMs: number,
): Promise<ProgramOutcome> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-MOST_OUTPUT);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => {
      resolve({ code: 127, output: error.message });
    });
    // Not 'close': what the program leaves running may hold its channels open.
    child.on('exit', (code) => {
      resolve({ code: code ?? 124, output: output.trim() });
    });
  });
}
