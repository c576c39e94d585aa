import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from 'argon2';
import { Client, Pool } from 'pg';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MemoryMailer } from '../../src/adapters/memory/memory-mailer.js';
import { SettableClock } from '../../src/adapters/memory/settable-clock.js';
import { createApplication } from '../../src/application.js';
import { readEnvironment } from '../../src/config/environment.js';
import { ServerKeys } from '../../src/config/server-keys.js';
import type { TlsPair } from '../../src/http/tls-files.js';
import { EventLog } from '../../src/observability/event-log.js';
import { Metrics } from '../../src/observability/metrics.js';

// Each file starts a backend or two, on machines that do much else at the same time.
jest.setTimeout(60_000);

export type TestRole = 'admin' | 'employee' | 'auditor' | 'client';

/** The password of every account that the harness makes. */
export const TEST_PASSWORD = 'correct horse battery staple';

/** An account for a test, and its cookies once it is logged in. */
export interface TestAccount {
  readonly id: string;
  readonly email: string;
  readonly role: TestRole;
  /** Of the client whom the account belongs to. */
  readonly clientId?: string;
}

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export interface TestAppOptions {
  /** Environment variables beside those of the harness. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the clock stands still at the start, ms since the epoch; without it the clock runs. */
  readonly nowMs?: number;
  /** A migrated database in place of a new one; dropped when the test is closed. */
  readonly database?: TestDatabase;
  /** With it the backend speaks HTTPS. */
  readonly tls?: TlsPair;
  /** Whether mail goes where the settings say, in place of the test's own outbox. */
  readonly mailBySettings?: boolean;
}

/** The whole backend, listening on a port of its own, on a database of its own. */
export class TestApp {
  /** What was logged, line by line. */
  readonly logged: Record<string, unknown>[] = [];
  readonly clock: SettableClock;
  readonly metrics = new Metrics();
  /** Folder of its own; what is put there makes it. */
  readonly dataDir = join(tmpdir(), `naif-data-${process.pid}-${randomBytes(6).toString('hex')}`);
  /** What was mailed. */
  readonly mailer: MemoryMailer;
  readonly keys = new ServerKeys(
    randomBytes(48).toString('base64url'),
    randomBytes(32).toString('base64url'),
    false,
  );
  app!: NestFastifyApplication;
  /** Where it listens: `http://127.0.0.1:port`. */
  origin!: string;
  private passwordHash: string | undefined;
  private accounts = 0;

  private constructor(
    /** Straight to its database, for arranging and for looking. */
    readonly pool: Pool,
    readonly databaseUrl: string,
    private readonly dropDatabase: () => Promise<void>,
    private readonly options: TestAppOptions,
  ) {
    this.clock = new SettableClock(options.nowMs);
    this.mailer = new MemoryMailer(this.clock);
  }

  static async start(options: TestAppOptions = {}): Promise<TestApp> {
    const database = options.database ?? (await createDatabase());
    const test = new TestApp(
      new Pool({ connectionString: database.url, max: 2 }),
      database.url,
      database.drop,
      options,
    );
    test.pool.on('error', () => undefined);
    try {
      await test.listen();
    } catch (error) {
      await test.close();
      throw error;
    }
    return test;
  }

  private async listen(): Promise<void> {
    const { env = {}, tls, mailBySettings = false } = this.options;
    const environment = readEnvironment({
      PORT: '0',
      DATABASE_URL: this.databaseUrl,
      DATA_DIR: this.dataDir,
      ...env,
    });
    const log = new EventLog(environment.logLevel, {
      write: (line) => void this.logged.push(JSON.parse(line) as Record<string, unknown>),
    });
    const { keys, metrics, clock, databaseUrl } = this;
    const runtime = {
      environment,
      keys,
      log,
      metrics,
      clock,
      databaseUrl,
      ...(!mailBySettings && { mailer: this.mailer }),
    };
    this.app = await createApplication(runtime, tls);
    await this.app.listen(0, '127.0.0.1');
    this.origin = (await this.app.getUrl()).replace('localhost', '127.0.0.1');
  }

  /** Stops the backend and starts it anew, as it was, on the same database and keys. */
  async restart(): Promise<void> {
    await this.app.close();
    await this.listen();
  }

  /** Makes an account; one for a client gets a new client unless it is told whose it is. */
  async createAccount(role: TestRole, ofClientId?: string): Promise<TestAccount> {
    this.passwordHash ??= await hash(TEST_PASSWORD, {
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
    });
    this.accounts += 1;
    const email = `${role}-${this.accounts}@test.example`;
    const clientId =
      role === 'client' ? (ofClientId ?? (await this.createClient(email))) : undefined;
    const { rows } = await this.pool.query<{ id: string }>(
      'INSERT INTO accounts (email, password_hash, role, display_name, client_id) VALUES ($1, $2, $3, $1, $4) RETURNING id',
      [email, this.passwordHash, role, clientId ?? null],
    );
    return { id: rows[0]!.id, email, role, ...(clientId === undefined ? {} : { clientId }) };
  }

  /** Makes a client. @returns its id */
  async createClient(
    email = `person-${randomBytes(4).toString('hex')}@test.example`,
  ): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>(
      "INSERT INTO clients (first_name, last_name, email) VALUES ('Ada', 'Test', $1) RETURNING id",
      [email],
    );
    return rows[0]!.id;
  }

  /** Logs in. @returns the value of the `Cookie` header for further requests */
  async login(email: string, password = TEST_PASSWORD): Promise<string> {
    const answer = await fetch(`${this.origin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (answer.status !== 200)
      throw new Error(`Login of ${email} answered ${answer.status}: ${await answer.text()}`);
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  /** A new account of a role, logged in. @returns the value of the `Cookie` header */
  async loggedInAs(role: TestRole): Promise<string> {
    return this.login((await this.createAccount(role)).email);
  }

  /** Stops the backend and drops its database. */
  async close(): Promise<void> {
    // Missing when the start failed half-way.
    await (this.app as NestFastifyApplication | undefined)?.close();
    await this.pool.end();
    await this.dropDatabase();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** A database of its own with all tables: a copy of the run's migrated template. */
export async function createDatabase(): Promise<TestDatabase> {
  const { NAIF_TEST_CLUSTER: superuserUrl = '', NAIF_TEST_TEMPLATE: templateUrl = '' } =
    process.env;
  const template = new URL(templateUrl).pathname.slice(1);
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superuserUrl, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER naif`);
  return {
    url: templateUrl.replace(/\/[^/]+$/, `/${name}`),
    drop: () => asSuperuser(superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
