import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WatchedProgram } from './watched-program.mts';

/** What a person who logs in would send. */
const LOGIN = JSON.stringify({ email: 'admin@naif.example', password: 'naif-demo' });

const login = (origin: string): Promise<Response> =>
  fetch(`${origin}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: LOGIN,
  });

describe('the backend as a process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naif-process-'));
  chmodSync(folder, 0o711); // As root: the account of PostgreSQL must get through.
  const demo = { NAIF_MODE: 'demo', PORT: '0', DATA_DIR: join(folder, 'demo') };
  const running: WatchedProgram[] = [];
  const start = (
    env: Record<string, string>,
    program = 'main.js',
    args: string[] = [],
  ): WatchedProgram => {
    const started = new WatchedProgram(program, env, args);
    running.push(started);
    return started;
  };

  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('lists all faults of the configuration at once, without a stack', async () => {
    const backend = start({
      ...demo,
      PORT: '99999',
      HOST: '192.0.2.1',
      LOG_LEVEL: 'loud',
      METRICS_TOKEN: 'short',
    });
    expect(await backend.end()).toBe(1);
    expect(backend.said).toContain('3 faults');
    for (const key of ['PORT', 'LOG_LEVEL', 'METRICS_TOKEN'])
      expect(backend.said).toContain(`- ${key} must`);
    expect(backend.said).not.toContain('short');
    expect(backend.said).not.toMatch(/\n\s+at /);
  });

  it('says in one sentence that the data folder cannot be used', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const backend = start({ ...demo, DATA_DIR: join(file, 'data') });
    expect(await backend.end()).toBe(1);
    expect(backend.said.trim().split('\n')).toHaveLength(1);
    expect(backend.said).toMatch(/cannot be used \(ENOTDIR\): make it writable, or set DATA_DIR/);
  });

  it('says in one sentence that the port is taken, and leaves no database behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const backend = start({ ...demo, PORT: String(port) });
    expect(await backend.end()).toBe(1);
    other.close();
    expect(backend.said).toBe(
      `Port ${port} is already taken: stop the program that uses it, or set PORT to another.\n`,
    );
    expect(backend.lines.map(({ event }) => event)).toContain('database.stopped');
  });

  it('lets a second process keep off a data folder that is in use', async () => {
    const first = start(demo);
    const origin = await first.listening();
    const second = start(demo);
    expect(await second.end()).toBe(1);
    expect(second.said).toMatch(/^Another process already runs on the data folder .*\n$/);
    expect((await fetch(`${origin}/api/health/ready`)).status).toBe(200);
  });

  it('recovers from a database that a killed process left behind, and keeps its data', async () => {
    const killed = start(demo);
    const origin = await killed.listening();
    const { pid, folder: databaseFolder } = (await killed.event('database.started')) as unknown as {
      pid: number;
      folder: string;
    };
    expect((await login(origin)).status).toBe(200);
    killed.kill('SIGKILL');
    await killed.end();
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain(databaseFolder);

    const next = start(demo);
    expect((await login(await next.listening())).status).toBe(200);
    expect(next.lines).toContainEqual(
      expect.objectContaining({ event: 'database.left-behind', pid }),
    );
  });

  it('starts a database again that was killed, stays up meanwhile and works afterwards', async () => {
    const backend = start(demo);
    const origin = await backend.listening();
    const session = (await login(origin)).headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0]);
    const { pid } = (await backend.event('database.started')) as unknown as { pid: number };
    process.kill(pid, 'SIGKILL');

    const seen = new Set<number>();
    const deadline = Date.now() + 30_000;
    let status = 0;
    while (Date.now() < deadline && !(status === 200 && seen.has(503))) {
      ({ status } = await fetch(`${origin}/api/health/ready`));
      seen.add(status);
      await sleep(10);
    }
    expect([...seen].sort()).toEqual([200, 503]);
    await backend.event('database.restarted');
    expect((await login(origin)).status).toBe(200);
    const clients = await fetch(`${origin}/api/clients`, {
      headers: { cookie: session.join('; ') },
    });
    expect(clients.status).toBe(200);
    expect(await (await fetch(`${origin}/metrics`)).text()).toContain(
      'naif_database_restarts_total 1',
    );
  });

  it('finishes the request that it has when it is told to stop, then stops the database', async () => {
    const backend = start(demo);
    const { hostname, port } = new URL(await backend.listening());
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const head = `POST /api/auth/login HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${LOGIN.length}\r\n\r\n`;
    socket.write(head + LOGIN.slice(0, 10));
    await sleep(200);
    backend.kill('SIGTERM');
    await backend.event('server.stopping');
    await sleep(200);
    socket.write(LOGIN.slice(10));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    await backend.end();
    expect(backend.lines.slice(-3).map(({ event }) => event)).toEqual([
      'request.done',
      'database.stopped',
      'server.stopped',
    ]);
  });

  it('can be told to stop while it starts, and leaves nothing running', async () => {
    const backend = start({ ...demo, DATA_DIR: join(folder, 'hurried') });
    const { pid } = (await backend.event('database.started')) as unknown as { pid: number };
    backend.kill('SIGTERM');
    expect(await backend.end()).toBe(0);
    expect(backend.said).toBe('');
    const deadline = Date.now() + 10_000;
    while (existsSync(`/proc/${pid}`) && Date.now() < deadline) await sleep(20);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('refuses in production what belongs to a demo', async () => {
    const backend = start({ PORT: '0', DATA_DIR: demo.DATA_DIR });
    expect(await backend.end()).toBe(1);
    expect(backend.said).toContain('holds the keys of a demo');

    rmSync(join(demo.DATA_DIR, 'keys.json'));
    const setup = start({ DATA_DIR: demo.DATA_DIR }, 'cli/setup.js', ['--email', 'a@b.example']);
    expect(await setup.end()).toBe(1);
    expect(setup.said).toContain('seeded as a demo');
  });

  it('starts outside the demo after one command has made keys and an administrator', async () => {
    const own = { PORT: '0', DATA_DIR: join(folder, 'production') };
    const early = start(own);
    expect(await early.end()).toBe(1);
    expect(early.said).toContain('npm run setup -- --email');

    const setup = start(own, 'cli/setup.js', ['--email', 'first@naif.example']);
    expect(await setup.end()).toBe(0);
    const password = /Password: +(\S+)/.exec(setup.printed)?.[1];

    const origin = await start(own).listening();
    const answer = await fetch(`${origin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'first@naif.example', password }),
    });
    expect(await answer.json()).toMatchObject({ account: { role: 'admin' } });
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('works as root in a folder that only root may enter', async () => {
    const closed = mkdtempSync(join(folder, 'closed-')); // mode 0700
    const backend = start({ ...demo, DATA_DIR: join(closed, 'data') });
    expect((await login(await backend.listening())).status).toBe(200);
    const elsewhere = (await backend.event('database.elsewhere'))['folder'] as string;
    expect(elsewhere).not.toContain(closed);
    await backend.stop();
    rmSync(join(elsewhere, '..'), { recursive: true });
  });
});
