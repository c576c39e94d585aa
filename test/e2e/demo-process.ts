import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(__dirname, '../..');

/** A person types Ctrl-C in a terminal: every process in the foreground gets it. */
export type Ending = 'SIGINT' | 'SIGTERM' | 'SIGKILL';

/** A folder for one test, removed by {@link removeFolder}. User postgres may enter it, so that the database is inside. */
export function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'naif-e2e-'));
  chmodSync(path, 0o755);
  return path;
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** A TCP port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no address');
  return address.port;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function allProcesses(dataDir: string): (Process & { readonly isOurs: boolean })[] {
  const text = (pid: string, file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = text(name, 'cmdline').replaceAll('\0', ' ').trim();
        const isOurs =
          text(name, 'environ').split('\0').includes(`DATA_DIR=${dataDir}`) ||
          command.includes(` ${dataDir}/`);
        const parent = Number(/^PPid:\s+(\d+)/m.exec(text(name, 'status'))?.[1]);
        return [{ pid: Number(name), parent, command, isOurs }];
      } catch {
        // It has ended meanwhile, or is somebody else's.
        return [];
      }
    });
}

/** All processes that belong to a demo on this data folder, its PostgreSQL's workers included. */
export function processesOf(dataDir: string): Process[] {
  const all = allProcesses(dataDir);
  const ours = new Set(all.filter(({ isOurs }) => isOurs).map(({ pid }) => pid));
  for (let before = -1; before < ours.size;) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid));
}

/** `npm run demo` as a person runs it, on a port and a data folder of its own. */
export class DemoProcess {
  readonly port: number;
  readonly dataDir: string;
  /** Everything that it wrote so far. */
  output = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<number>;
  private code: number | undefined;

  constructor(port: number, dataDir: string, env: Readonly<Record<string, string>> = {}) {
    this.port = port;
    this.dataDir = dataDir;
    this.child = spawn('npm', ['run', 'demo'], {
      cwd: ROOT,
      // A group of its own stands for the terminal's foreground.
      detached: true,
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const listen = (chunk: Buffer): string => (this.output += chunk.toString());
    this.child.stdout?.on('data', listen);
    this.child.stderr?.on('data', listen);
    this.exit = new Promise((resolve) =>
      this.child.on('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 128))),
    );
    void this.exit.then((code) => (this.code = code));
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves with ms from the call until the demo runs; rejects when it ends before. */
  running(withinMs = 240_000): Promise<number> {
    return this.says('NAIF Control is running', withinMs);
  }

  /** Resolves with ms from the call until the demo has said these words; rejects when it ends before. */
  async says(words: string, withinMs = 240_000): Promise<number> {
    const started = Date.now();
    while (!this.output.includes(words)) {
      if (this.code !== undefined) throw new Error(`The demo ended:\n${this.output}`);
      if (Date.now() - started > withinMs) throw new Error(`The demo is late:\n${this.output}`);
      await sleep(20);
    }
    return Date.now() - started;
  }

  /** Resolves with the exit code of its own end. */
  ended(): Promise<number> {
    return this.exit;
  }

  /** Sends a signal to the whole foreground group and resolves with the exit code. */
  async end(signal: Ending): Promise<number> {
    if (this.code === undefined && this.child.pid !== undefined) {
      process.kill(-this.child.pid, signal);
    }
    return this.exit;
  }

  /** kill -9 of everything of the demo whose command line matches. */
  kill(pattern: RegExp): void {
    for (const { pid, command } of processesOf(this.dataDir)) {
      if (pattern.test(command)) process.kill(pid, 'SIGKILL');
    }
  }
}
