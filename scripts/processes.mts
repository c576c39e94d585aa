import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder in which the person typed the command: paths in its arguments are relative to it. */
export const CALLED_IN = process.env['INIT_CWD'] ?? process.cwd();

/** The Node that runs this script: the one that every child gets, too. */
export const NODE = process.execPath;

/** What a finished command left behind. */
export interface Outcome {
  /** Exit code; 128 + signal number when a signal ended it. */
  readonly code: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** How a command is run. */
export interface RunOptions {
  /** Added to the environment; `undefined` removes a key. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder to run in, default the repository's root. */
  readonly cwd?: string;
  /** Show what it writes to standard error while it comes, besides collecting it. */
  readonly echo?: 'stderr';
}

const running = new Set<ChildProcess>();

/** Runs a command to its end and collects what it says. Never rejects: a command that cannot start has code 127. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, NG_CLI_ANALYTICS: 'false', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (options.echo === 'stderr') process.stderr.write(chunk);
    });
    child.on('error', (error) => {
      running.delete(child);
      resolve({ code: 127, output: error.message });
    });
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 130, output });
    });
  });
}

/**
 * Compilers, linters and test runners make much that is soon thrown away: with more room for what is new, MiB, V8 moves less
 * of it about. Measured: a fifth less processor time for jest and eslint, a tenth for tsc.
 */
const ROOM_FOR_NEW = '--max-semi-space-size=64';

/** Runs a package's own command (a JavaScript file inside node_modules) with our Node. */
export function runTool(
  script: string,
  args: readonly string[],
  options?: RunOptions,
  nodeFlags: readonly string[] = [],
): Promise<Outcome> {
  return run(
    NODE,
    [ROOM_FOR_NEW, ...nodeFlags, join(ROOT, 'node_modules', script), ...args],
    options,
  );
}

/**
 * Runs one of our compiled programs in the foreground, with the person's terminal, and resolves with its exit code. The
 * signals that we get are passed on.
 */
export function runForeground(
  script: string,
  args: readonly string[],
  cwd = ROOT,
): Promise<number> {
  const child = spawn(NODE, [join(ROOT, script), ...args], { cwd, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  process.on('disconnect', () => child.kill('SIGTERM'));
  process.channel?.unref();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 130));
  });
}

/** Ends this process, and first every command that still runs, when it is asked to stop or when its parent is gone. */
export function stopWithParent(): void {
  const stop = (code: number) => (): void => {
    for (const child of running) child.kill('SIGTERM');
    process.exit(code);
  };
  process.on('SIGINT', stop(130));
  process.on('SIGTERM', stop(143));
  process.on('SIGHUP', stop(129));
  process.on('disconnect', stop(1));
  process.channel?.unref();
}

/** Whether a process with this id lives (a zombie does not). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    // Without /proc the first call alone has to tell; EPERM: alive, and someone else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The command line of a process, arguments separated by spaces; empty when it is gone. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
