/** The demo as a person meets it in a terminal: it starts, stops, and says in a sentence why it cannot. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DemoProcess, freePort, newFolder, processesOf, removeFolder } from './demo-process.js';

/** No start may need more, on two busy cores: nothing has to be built any more. */
const SECOND_START_MS = 20_000;

/** A stack trace, in whatever program. */
const STACK = /^\s+at .+:\d+:\d+/m;

jest.setTimeout(300_000);

describe('npm run demo', () => {
  /** Filled by the first demo: the others go on with what it entered. */
  const folder = newFolder();
  let demos: DemoProcess[];

  beforeEach(() => {
    demos = [];
  });

  afterEach(async () => {
    for (const demo of demos) await demo.end('SIGTERM');
    for (const { pid } of processesOf(join(folder, 'data'))) process.kill(pid, 'SIGKILL');
  });
  afterAll(() => removeFolder(folder));

  async function start(env: Record<string, string> = {}, data = 'data'): Promise<DemoProcess> {
    const demo = new DemoProcess(await freePort(), join(folder, data), env);
    demos.push(demo);
    return demo;
  }

  async function carIds(demo: DemoProcess): Promise<string[]> {
    const login = await fetch(`${demo.origin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'employee@naif.example', password: 'naif-demo' }),
    });
    const cookie = login.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const answer = await fetch(`${demo.origin}/api/vehicles?pageSize=100`, { headers: { cookie } });
    const { items } = (await answer.json()) as { items: { carId: string; last: object | null }[] };
    expect(items.every(({ last }) => last !== null)).toBe(true);
    return items.map(({ carId }) => carId).sort();
  }

  it('starts, names its address and accounts, and Ctrl-C leaves no process behind', async () => {
    const demo = await start();
    await demo.running();
    expect(demo.output).toContain(demo.origin);
    for (const name of ['admin', 'employee', 'client']) {
      expect(demo.output).toContain(`${name}@naif.example`);
    }
    expect(demo.output).toContain('naif-demo');
    expect(await carIds(demo)).toHaveLength(8);
    expect(processesOf(demo.dataDir).length).toBeGreaterThan(3);

    expect(await demo.end('SIGINT')).toBe(0);
    expect(processesOf(demo.dataDir)).toEqual([]);
    expect(demo.output).toContain('Everything has stopped');
    expect(demo.output).not.toMatch(STACK);
  });

  it('starts again in seconds and keeps its data, after Ctrl-C and after kill -9', async () => {
    const first = await start();
    await first.running();
    const before = await carIds(first);
    await first.end('SIGINT');

    const second = await start();
    expect(await second.running()).toBeLessThan(SECOND_START_MS);
    expect(await carIds(second)).toEqual(before);
    // The commands and programs die, their PostgreSQL stays behind.
    second.kill(/(^|\/)node |^npm /);
    await second.ended();
    await sleep(200);
    expect(processesOf(second.dataDir).some(({ command }) => /postgres/.test(command))).toBe(true);

    const third = await start();
    await third.running();
    expect(await carIds(third)).toEqual(before);
    // Only the command dies: backend and vehicles stay behind and hold port and data.
    third.kill(/bootstrap|demo\.mts|npm/);
    await third.ended();
    expect(processesOf(third.dataDir).length).toBeGreaterThan(2);

    const fourth = new DemoProcess(third.port, third.dataDir);
    demos.push(fourth);
    await fourth.running();
    expect(await carIds(fourth)).toEqual(before);
    expect(await fourth.end('SIGINT')).toBe(0);
    expect(processesOf(fourth.dataDir)).toEqual([]);
  });

  it('stops as cleanly when it is asked to while it starts', async () => {
    const demo = await start({}, 'hurried');
    await demo.says('Starting the backend');
    await sleep(300);
    expect(await demo.end('SIGINT')).toBe(0);
    expect(processesOf(demo.dataDir)).toEqual([]);
    expect(demo.output).not.toMatch(STACK);
  });

  it.each([
    ['The backend', /backend\/src\/main\.js/],
    ['The simulated vehicles', /simulator\/main\.js/],
  ])('%s dying ends everything, with its log named', async (name, program) => {
    const demo = await start();
    await demo.running();
    demo.kill(program);
    expect(await demo.ended()).toBe(1);
    expect(demo.output).toContain(`${name} ended unexpectedly`);
    expect(demo.output).toContain(join(demo.dataDir, 'logs'));
    expect(demo.output).not.toMatch(STACK);
    expect(processesOf(demo.dataDir)).toEqual([]);
  });

  it('says that the port is taken', async () => {
    const demo = await start();
    const squatter = createServer().listen(demo.port, '127.0.0.1');
    try {
      expect(await demo.ended()).toBe(1);
    } finally {
      squatter.close();
    }
    expect(demo.output).toContain(`Port ${demo.port} is already taken`);
    expect(demo.output).not.toMatch(STACK);
    expect(processesOf(demo.dataDir)).toEqual([]);
  });

  it('says that the data folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    for (const dataDir of [file, join(file, 'data'), '/proc/naif-control']) {
      const demo = new DemoProcess(await freePort(), dataDir);
      demos.push(demo);
      expect(await demo.ended()).toBe(1);
      expect(demo.output).toContain(`The data folder ${dataDir}`);
      expect(demo.output).not.toMatch(STACK);
    }
  });

  it('refuses a second demo on the same data, and settings that make no sense', async () => {
    const first = await start();
    await first.running();
    const second = await start();
    expect(await second.ended()).toBe(1);
    expect(second.output).toContain('already running on this data folder');
    expect(await carIds(first)).toHaveLength(8);

    const odd = await start({ DEMO_VEHICLES: 'many' });
    expect(await odd.ended()).toBe(1);
    expect(odd.output).toContain('DEMO_VEHICLES must be a whole number');
  });
});
