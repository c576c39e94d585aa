import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { BACKEND_MAIN } from '../../scripts/build-targets.mts';
import { commandLine, NODE, ROOT } from '../../scripts/processes.mts';

/** A backend may take so long to become ready, ms: its database may have to recover first. */
const READY_MS = 60_000;

/** How a backend is started. */
export interface BackendOptions {
  /** From `makeDataDir`, or any folder with keys. */
  readonly dataDir: string;
  readonly port: number;
  /** Further settings, `KEY: value`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of node itself, such as `--cpu-prof`. */
  readonly nodeFlags?: readonly string[];
}

/** The database's folder and where it listens, as the backend wrote it down. */
interface DatabaseRecord {
  readonly folder: string;
  readonly password: string;
  readonly port: number;
}

/** A throw-away data folder with server keys of its own. PostgreSQL's account may enter it when we are root. */
export function makeDataDir(name: string, demo = false): string {
  const dataDir = mkdtempSync(join(tmpdir(), `naif-${name}-`));
  chmodSync(dataDir, 0o755);
  const keys = {
    jwtSecret: randomBytes(48).toString('base64url'),
    vinKey: randomBytes(32).toString('base64url'),
    demo,
  };
  writeFileSync(join(dataDir, 'keys.json'), JSON.stringify(keys), { mode: 0o600 });
  return dataDir;
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The real backend as a process of its own, in production mode on loopback. Its log goes to `backend.log` in the data folder. */
export class BackendProcess {
  readonly url: string;
  private child: ChildProcess | undefined;

  private readonly options: BackendOptions;

  constructor(options: BackendOptions) {
    this.options = options;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    this.launch();
    await this.ready();
  }

  /** Starts it without waiting. */
  launch(): void {
    const { dataDir, port, env, nodeFlags } = this.options;
    const log = openSync(join(dataDir, 'backend.log'), 'a');
    this.child = spawn(NODE, [...(nodeFlags ?? []), join(ROOT, BACKEND_MAIN)], {
      cwd: dataDir,
      env: {
        PATH: process.env['PATH'],
        NAIF_MODE: 'production',
        DATA_DIR: dataDir,
        WEB_DIR: join(ROOT, 'dist/frontend/browser'),
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', log, log],
    });
  }

  /** Waits until it answers that it is ready. @throws Error when it ended instead, or took too long */
  async ready(): Promise<void> {
    const until = Date.now() + READY_MS;
    while (Date.now() < until) {
      if (this.child === undefined || hasEnded(this.child)) break;
      if (await answersReady(this.url)) return;
      await sleep(50);
    }
    throw new Error(`The backend did not become ready. Its last words:\n${this.lastWords()}`);
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child !== undefined && !hasEnded(this.child);
  }

  /** Resolves when the process is gone, however it ended. */
  async ended(): Promise<void> {
    const { child } = this;
    if (child === undefined || hasEnded(child)) return;
    await new Promise((resolve) => child.once('exit', resolve));
  }

  /** An orderly end; resolves when the process is gone. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** kill -9; resolves when the process is gone. Its database stays behind. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** The end of its log. */
  lastWords(): string {
    const log = join(this.options.dataDir, 'backend.log');
    return existsSync(log) ? readFileSync(log, 'utf8').slice(-3000) : '(nothing)';
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined || hasEnded(child)) return;
    const gone = this.ended();
    child.kill(signal);
    await gone;
  }
}

/** Process id of the embedded PostgreSQL of a data folder; `undefined` when none runs. */
export function databasePid(dataDir: string): number | undefined {
  const file = join(databaseFolder(dataDir), 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return commandLine(pid).includes(databaseFolder(dataDir)) ? pid : undefined;
}

/** A connection to the embedded database of a running backend. */
export async function connectDatabase(dataDir: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl(dataDir) });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Where the embedded database of a running backend listens, with its account. */
export function databaseUrl(dataDir: string): string {
  const { password, port } = record(dataDir);
  return `postgres://naif:${password}@127.0.0.1:${port}/naif`;
}

/** Removes a throw-away data folder and its database, wherever that lies. Nothing runs in it any more. */
export function removeDataDir(dataDir: string): void {
  if (existsSync(join(dataDir, 'database.json'))) {
    rmSync(databaseFolder(dataDir), { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}

/** Ends a PostgreSQL that outlived its backend, even one that has only begun to start. */
export async function endDatabase(dataDir: string): Promise<void> {
  if (!existsSync(join(dataDir, 'database.json'))) return;
  const folder = databaseFolder(dataDir);
  const living = (): number[] =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && commandLine(pid).includes(`-D ${folder}`));
  for (const pid of living()) process.kill(pid, 'SIGINT');
  for (let i = 0; i < 200 && living().length > 0; i++) await sleep(50);
}

function databaseFolder(dataDir: string): string {
  const { folder } = record(dataDir);
  return isAbsolute(folder) ? folder : join(dataDir, folder);
}

function record(dataDir: string): DatabaseRecord {
  return JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8')) as DatabaseRecord;
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
