import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { childOptions, type ClusterOwner } from './cluster-owner.js';

/** What it takes to run a cluster. */
export interface PostgresCommand {
  readonly programs: string;
  readonly owner: ClusterOwner;
  readonly folder: string;
  readonly port: number;
  /** Further settings, each as `name=value`. */
  readonly settings: readonly string[];
}

/** A line that PostgreSQL logged, without its level. */
export type PostgresLine = (level: string, text: string) => void;

/** Loopback only, no socket file; durable: an acknowledged reading survives a power cut. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'password_encryption=scram-sha-256',
  'synchronous_commit=on',
  'max_connections=200',
  'shared_buffers=128MB',
  'max_wal_size=1GB',
  // A query over a month of day partitions locks each of them.
  'max_locks_per_transaction=256',
  'timezone=UTC',
  'log_timezone=UTC',
  'lc_messages=C',
  // Failed statements are the application's to report; the cluster reports about itself.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
  'log_line_prefix=',
];

/** How long a start may take, ms: crash recovery replays the log since the last checkpoint first. */
const START_PATIENCE_MS = 120_000;
/** Lines of PostgreSQL's messages that explain a failed start. */
const KEPT_LINES = 4;
/** How long a fast shutdown may take before an immediate one, ms. */
const STOP_PATIENCE_MS = 6_000;

/** PostgreSQL as a child process whose messages can be read. */
export type PostgresChild = ChildProcessByStdio<null, null, Readable>;

/**
 * Spawns PostgreSQL in a process group of its own, so that a Ctrl-C at the terminal reaches the application
 * first, which stops it last.
 */
export function spawnPostgres(command: PostgresCommand): PostgresChild {
  const words = ['-D', command.folder, '-p', String(command.port)];
  for (const setting of [...SETTINGS, ...command.settings]) words.push('-c', setting);
  return spawn(join(command.programs, 'bin', 'postgres'), words, {
    ...childOptions(command.owner),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
}

/**
 * Waits until PostgreSQL accepts connections, and tells its messages from then on.
 * @throws Error with its last words when it ends instead
 */
export async function untilReady(child: PostgresChild, onLine: PostgresLine): Promise<void> {
  const lastWords: string[] = [];
  const outcome = await new Promise<'ready' | 'ended' | 'too slow'>((resolve) => {
    const patience = setTimeout(() => resolve('too slow'), START_PATIENCE_MS);
    const settle = (how: 'ready' | 'ended'): void => {
      clearTimeout(patience);
      resolve(how);
    };
    child.once('error', () => settle('ended'));
    child.once('close', () => settle('ended'));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [, level = 'LOG', text = line] = /^([A-Z]+): {2}(.*)$/.exec(line) ?? [];
      lastWords.push(text);
      if (lastWords.length > KEPT_LINES) lastWords.shift();
      onLine(level, text);
      if (text.includes('ready to accept connections')) settle('ready');
    });
  });
  if (outcome === 'ready' && !hasEnded(child)) return;
  child.kill('SIGQUIT');
  throw new Error(`PostgreSQL did not start: ${lastWords.join(' · ') || outcome}.`);
}

/** Stops PostgreSQL with a checkpoint; when that takes too long, at once. */
export async function stopPostgres(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE_MS);
  await ended;
  clearTimeout(impatience);
}

/** Whether the process is over. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Runs `initdb`. @throws Error with its output when it fails */
export async function initCluster(
  command: Pick<PostgresCommand, 'programs' | 'owner' | 'folder'>,
  passwordFile: string,
): Promise<void> {
  const child = spawn(
    join(command.programs, 'bin', 'initdb'),
    [
      `--pgdata=${command.folder}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own C.UTF-8: full Unicode, the same on every machine; people's names sort by ICU.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C.UTF-8',
      '--data-checksums',
    ],
    { ...childOptions(command.owner), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const [code] = (await once(child, 'close')) as [number | null];
  process.removeListener('exit', endWithUs);
  if (code !== 0)
    throw new Error(
      `The database could not be created in ${command.folder}: ${output.trim().slice(-500)}`,
    );
}
