import type { ChildProcess } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { homeFor, programsFor } from './cluster-home.js';
import { clusterOwner, type ClusterOwner } from './cluster-owner.js';
import {
  DATABASE_NAME,
  newRecord,
  readRecord,
  urlOfRunning,
  writeRecord,
  type ClusterRecord,
} from './cluster-record.js';
import { stopLeftBehind } from './left-behind.js';
import {
  initCluster,
  spawnPostgres,
  stopPostgres,
  untilReady,
  type PostgresCommand,
} from './postgres-process.js';

/** Where the supervisor tells what happens; `EventLog` is one. */
export interface SupervisorLog {
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void;
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface EmbeddedPostgresOptions {
  /** Absolute path of the data folder; it exists and is ours. */
  readonly dataDir: string;
  readonly log: SupervisorLog;
  /** Told each time that PostgreSQL died and was started again. */
  readonly onRestart?: () => void;
  /** Further settings of PostgreSQL, each as `name=value`. */
  readonly settings?: readonly string[];
}

/** Major version of the programs that the npm package brings. */
const MAJOR = '18';
/** Waits between attempts to start again, ms: doubled up to the longest. */
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * A PostgreSQL that belongs to this process: made when missing, started, started again when it dies, and
 * stopped when told. Only PostgreSQL's programs come from the npm package; see
 * `docs/adr/0007-we-supervise-postgresql-ourselves.md`.
 */
export class EmbeddedPostgres {
  private child: ChildProcess | undefined;
  private stopping = false;
  private restart: Promise<void> | undefined;
  private readonly command: PostgresCommand;
  private readonly options: EmbeddedPostgresOptions;
  private readonly record: ClusterRecord;
  private readonly killWithUs = (): void => void this.child?.kill('SIGINT');

  private constructor(
    options: EmbeddedPostgresOptions,
    command: PostgresCommand,
    record: ClusterRecord,
  ) {
    this.options = options;
    this.command = command;
    this.record = record;
  }

  /** Starts the database of a data folder. @throws Error with a sentence for the operator */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const { dataDir, log } = options;
    const owner = clusterOwner();
    const programs = programsFor(owner);
    const record = readRecord(dataDir) ?? startRecord(owner, dataDir, log);
    const folder = isAbsolute(record.folder) ? record.folder : resolve(dataDir, record.folder);
    if (isAbsolute(record.folder)) {
      log.info('database.elsewhere', {
        folder,
        reason: `the account of PostgreSQL may not enter ${dataDir}`,
      });
    }
    const whole = await makeWhole({ programs, owner, folder }, dataDir, record, log);
    const stopped = await stopLeftBehind(folder);
    if (stopped !== undefined) log.warn('database.left-behind', { pid: stopped, folder });
    const port = await freePort();
    const command = { programs, owner, folder, port, settings: options.settings ?? [] };
    const postgres = new EmbeddedPostgres(options, command, { ...whole, port });
    process.once('exit', postgres.killWithUs);
    await postgres.launch();
    await postgres.makeDatabase();
    writeRecord(dataDir, postgres.record);
    log.info('database.started', { folder, port, pid: postgres.pid });
    return postgres;
  }

  /** Where the application connects. */
  get url(): string {
    return urlOfRunning(this.record);
  }

  /** Where the superuser connects: tests make their databases there. */
  get superuserUrl(): string {
    return `postgres://postgres:${this.record.superuserPassword}@127.0.0.1:${this.command.port}/postgres`;
  }

  /** Where the cluster's files are. */
  get folder(): string {
    return this.command.folder;
  }

  /** Process id of the running PostgreSQL; `undefined` while it is down. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Stops PostgreSQL for good. Everything that uses it is closed by now. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.restart;
    if (this.child) await stopPostgres(this.child);
    this.child = undefined;
    process.removeListener('exit', this.killWithUs);
    this.options.log.info('database.stopped', {});
  }

  private async launch(): Promise<void> {
    const { log } = this.options;
    const child = spawnPostgres(this.command);
    this.child = child;
    await untilReady(child, (level, text) => {
      if (level === 'FATAL' || level === 'PANIC') log.warn('database.says', { level, text });
      else log.debug('database.says', { level, text });
    });
    child.once('exit', (code, signal) => {
      this.child = undefined;
      if (this.stopping) return;
      log.error('database.died', { code, signal });
      this.restart = this.startAgain();
    });
  }

  /** Tries until PostgreSQL runs again: orphans of a killed one hold its memory for a moment. */
  private async startAgain(): Promise<void> {
    for (let wait = SHORTEST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await sleep(wait);
      if (this.stopping) return;
      try {
        await this.launch();
        this.options.onRestart?.();
        this.options.log.warn('database.restarted', { pid: this.pid });
        return;
      } catch (error) {
        this.options.log.error('database.restart-failed', { detail: (error as Error).message });
      }
    }
  }

  /** Makes the application's account and database where they are missing. */
  private async makeDatabase(): Promise<void> {
    const client = new Client({ connectionString: this.superuserUrl });
    await client.connect();
    try {
      const password = client.escapeLiteral(this.record.password);
      const account = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [
        DATABASE_NAME,
      ]);
      await client.query(
        `${account.rowCount ? 'ALTER' : 'CREATE'} ROLE ${DATABASE_NAME} LOGIN PASSWORD ${password}`,
      );
      const database = await client.query('SELECT FROM pg_database WHERE datname = $1', [
        DATABASE_NAME,
      ]);
      if (!database.rowCount)
        await client.query(`CREATE DATABASE ${DATABASE_NAME} OWNER ${DATABASE_NAME}`);
    } finally {
      await client.end();
    }
  }
}

/** Decides where a database that was never there shall be. */
function startRecord(owner: ClusterOwner, dataDir: string, log: SupervisorLog): ClusterRecord {
  const home = homeFor(owner, dataDir);
  const inside = dirname(home) === dataDir;
  if (existsSync(join(home, 'PG_VERSION'))) {
    if (inside) {
      throw new Error(
        `${home} holds a database, but its passwords (${join(dataDir, 'database.json')}) are missing: restore that file from the backup.`,
      );
    }
    // The data folder was deleted; what it knew about this database is gone with it.
    const aside = `${home}.${new Date().toISOString().replaceAll(/[^0-9]/g, '')}`;
    renameSync(home, aside);
    log.warn('database.set-aside', { folder: aside, reason: 'its data folder was deleted' });
  }
  if (!inside) {
    mkdirSync(dirname(home), { recursive: true, mode: 0o755 });
    writeFileSync(join(dirname(home), 'belongs-to'), `${dataDir}\n`);
  }
  const record = newRecord(inside ? 'database' : home);
  writeRecord(dataDir, record);
  return record;
}

/** Makes the cluster when it was never whole; checks it otherwise. */
async function makeWhole(
  command: Pick<PostgresCommand, 'programs' | 'owner' | 'folder'>,
  dataDir: string,
  record: ClusterRecord,
  log: SupervisorLog,
): Promise<ClusterRecord> {
  const { folder } = command;
  const versionFile = join(folder, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim();
    if (version !== MAJOR) {
      throw new Error(
        `The database in ${folder} was made by PostgreSQL ${version}; this version brings PostgreSQL ${MAJOR}.`,
      );
    }
    return { ...record, createdAt: record.createdAt ?? new Date().toISOString() };
  }
  if (record.createdAt !== undefined) {
    throw new Error(
      `The database that was made on ${record.createdAt} is missing from ${folder}: restore it from the backup, or remove ${join(dataDir, 'database.json')} to begin with an empty one.`,
    );
  }
  log.info('database.creating', { folder });
  await makeCluster(command, record.superuserPassword);
  const whole = { ...record, createdAt: new Date().toISOString() };
  writeRecord(dataDir, whole);
  return whole;
}

/** `initdb` beside the final folder, then a rename: a half-made cluster never stands in its place. */
async function makeCluster(
  command: Pick<PostgresCommand, 'programs' | 'owner' | 'folder'>,
  superuserPassword: string,
): Promise<void> {
  const { owner, folder } = command;
  const unfinished = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chownSync(unfinished, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  try {
    await initCluster({ ...command, folder: unfinished }, passwordFile);
    renameSync(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
