import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpsUplink } from '../src/adapters/https-uplink.js';
import { MemoryState } from '../src/adapters/memory/memory-state.js';
import { SilentLog } from '../src/adapters/memory/silent-log.js';
import { SqliteOutbox } from '../src/adapters/sqlite-outbox.js';
import { SystemClock } from '../src/adapters/system-clock.js';
import { Agent } from '../src/agent.js';
import { deviceKey } from '../src/identity/device-key.js';
import { enrol } from '../src/identity/enrolment.js';
import type { ReadingSource, SampledReading } from '../src/ports/reading-source.js';
import { answer, status, TestServer, type Misdeed } from './twins/test-server.js';

const BACK_OFF = { baseMs: 20, capMs: 100 };
/** Whoever waits longer waits for something that will not come. */
const PATIENCE_MS = 20_000;
const EPOCH = Date.UTC(2026, 0, 5);

/** What a test that failed has left behind must not keep the run alive. */
const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of running.splice(0)) await end();
});

/** A source that says everything at once. */
function sourceOf(count: number): ReadingSource {
  return {
    power: () => undefined,
    async *readings(): AsyncGenerator<SampledReading> {
      await Promise.resolve();
      for (let index = 0; index < count; index += 1) {
        yield { time: EPOCH + index * 1000, sensors: [{ sensor: 'obd2', rpm: index }] };
      }
    },
  };
}

/** An enrolled agent on a real outbox and a real server. */
async function setUp(count: number, timeoutMs = 2000) {
  const folder = mkdtempSync(join(tmpdir(), 'naif-agent-'));
  const server = new TestServer();
  const url = await server.listen();
  const clock = new SystemClock();
  const state = new MemoryState();
  const uplink = new HttpsUplink({ serverUrl: url, timeoutMs, userAgent: 'test' });
  const enrolment = await enrol(
    { uplink, state, clock, random: Math.random },
    { server: url, code: 'GOOD-CODE', retryForMs: 0 },
  );
  const outbox = new SqliteOutbox(join(folder, 'outbox.sqlite'));
  const log = new SilentLog();
  const parts = {
    enrolment,
    privateKey: deviceKey(state),
    source: sourceOf(count),
    outbox,
    uplink,
    state,
    clock,
    log,
  };
  const restarts = { asked: 0 };
  const options = { backOff: BACK_OFF, restart: () => (restarts.asked += 1) };
  const agent = new Agent(parts, options);
  /** The next start, with nothing new to say. */
  const later: Agent[] = [];
  const again = (): Agent => {
    const next = new Agent(
      {
        ...parts,
        source: sourceOf(0),
        outbox: new SqliteOutbox(join(folder, 'outbox.sqlite')),
        uplink: new HttpsUplink({ serverUrl: url, timeoutMs, userAgent: 'test' }),
      },
      options,
    );
    later.push(next);
    return next;
  };
  const end = async (): Promise<void> => {
    await Promise.all([agent, ...later].map((one) => one.stop()));
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  running.push(end);
  const drained = async (): Promise<void> => {
    agent.start();
    await agent.sourceEnded();
    while (outbox.depth() > 0) await clock.sleep(5);
  };
  /** Waits for what the server gets. */
  const until = async (isThere: () => boolean): Promise<void> => {
    const latest = clock.monotonic() + PATIENCE_MS;
    while (!isThere()) {
      if (clock.monotonic() > latest) throw new Error('It never came about.');
      await clock.sleep(5);
    }
  };
  return { server, outbox, clock, log, agent, again, restarts, state, drained, until, end };
}

const storeAndBreakOff =
  (server: TestServer, how: (response: ServerResponse) => void): Misdeed =>
  (_, response, batch) => {
    server.store(batch);
    how(response);
    return true;
  };

jest.setTimeout(30_000);

describe('an agent, its disk and a server that misbehaves', () => {
  it('delivers everything once, gzipped in large uploads, with tokens that verify', async () => {
    const { server, drained, end } = await setUp(1234);
    await drained();
    expect([...server.stored.values()].map(({ seq }) => seq)).toEqual(
      Array.from({ length: 1234 }, (_, index) => index + 1),
    );
    expect(new Set(server.tokens).size).toBe(1);
    expect(new Set(server.batches.map(({ outbox }) => outbox)).size).toBe(1);
    await end();
  });

  it.each<[string, (server: TestServer) => Misdeed[]]>([
    ['answers 500', () => [status(500), status(502), status(503)]],
    ['asks to wait', () => [status(429, {}, { 'retry-after': '0' })]],
    [
      'breaks off its answer after storing',
      (server) => [
        storeAndBreakOff(server, (response) => {
          response.writeHead(200, { 'content-length': '500' });
          response.write('{"stored":500');
          setTimeout(() => response.destroy(), 20);
        }),
      ],
    ],
    ['hangs after storing', (server) => [storeAndBreakOff(server, () => undefined)]],
    ['hangs up', () => [(request: IncomingMessage) => Boolean(request.socket.destroy())]],
    [
      'is a captive portal',
      () => [status(200, { welcome: 'to the hotel' }), status(302, {}, { location: '/login' })],
    ],
    ['says the token has expired', () => [status(401, { code: 'DEVICE.TOKEN_EXPIRED' })]],
    ['does not know the optional parts', () => [status(400, { code: 'REQUEST.INVALID' })]],
  ])('delivers everything once when the server %s', async (_, misdeeds) => {
    const { server, outbox, drained, end } = await setUp(700, 300);
    server.misdeeds.push(...misdeeds(server));
    await drained();
    expect(server.misdeeds).toEqual([]);
    expect(server.stored.size).toBe(700);
    expect(outbox.quarantine().total).toBe(0);
    await end();
  });

  it('makes uploads smaller for a server that finds them too large', async () => {
    const { server, drained, end } = await setUp(700);
    const tooLarge: Misdeed = (_, response, { records }) => {
      if (records.length > 100) answer(response, 413, {});
      return records.length > 100;
    };
    server.misdeeds.push(...Array.from({ length: 100 }, () => tooLarge));
    await drained();
    expect(server.stored.size).toBe(700);
    expect(Math.max(...server.batches.map(({ records }) => records.length))).toBeGreaterThan(50);
    await end();
  });

  it('sets refused rows aside and goes on', async () => {
    const { server, outbox, drained, end } = await setUp(20);
    const time = new Date(EPOCH + 7000).toISOString();
    server.refuse.add(time);
    await drained();
    expect(server.stored.size).toBe(19);
    expect(outbox.quarantine()).toMatchObject({
      total: 1,
      kept: [{ seq: 8, time: EPOCH + 7000, code: 'RECORD.OUT_OF_RANGE' }],
    });
    await end();
  });

  it('corrects a wrong clock from the answer’s Date', async () => {
    const { server, clock, drained, end } = await setUp(20);
    clock.correct(Date.now() + 3 * 3_600_000, 0);
    await drained();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(2500);
    expect(server.stored.size).toBe(20);
    expect(server.tokens.length).toBeGreaterThanOrEqual(2);
    await end();
  });

  it('keeps everything and does not ask again when it is barred', async () => {
    const { server, outbox, clock, log, agent, end } = await setUp(20);
    server.misdeeds.push(
      ...Array.from({ length: 100 }, () => status(401, { code: 'DEVICE.REVOKED' })),
    );
    agent.start();
    await agent.sourceEnded();
    await clock.sleep(400);
    expect(server.misdeeds).toHaveLength(99);
    expect(outbox.depth()).toBe(20);
    expect(log.events).toContain('upload.barred');
    await end();
  });

  it('tells how it does, and how its previous run ended', async () => {
    const { server, state, agent, again, drained, until, end } = await setUp(20);
    await drained();
    const first = server.batches[0]?.status;
    expect(first).toMatchObject({ disk_refuses: false, reconnects: 0 });
    expect(first).not.toHaveProperty('previous_end');
    const mark = state.read('run.json') ?? '';
    await agent.stop();
    const stopped = again();
    expect(stopped.status()).toMatchObject({ previous_end: 'stopped', outbox_depth: 0 });
    await stopped.stop();
    // As a kill -9 leaves it.
    state.write('run.json', mark);
    const crashed = again();
    crashed.start();
    await until(() => server.batches.at(-1)?.status?.previous_end === 'crashed');
    await crashed.stop();
    await end();
  });

  it('says goodbye with what waits', async () => {
    const { server, agent, until, end } = await setUp(3);
    agent.start();
    await until(() => server.batches.length === 1);
    await agent.sourceEnded();
    await agent.stop({ farewellMs: 5000 });
    const last = server.batches.at(-1);
    expect(last?.status?.power).toBe('stopping');
    expect(server.stored.size).toBe(3);
    await end();
  });

  it('does not wait long for somebody to hear its goodbye', async () => {
    const { server, clock, agent, drained, end } = await setUp(3, 60_000);
    await drained();
    server.misdeeds.push(() => true);
    const begun = clock.monotonic();
    await agent.stop({ farewellMs: 300 });
    expect(clock.monotonic() - begun).toBeGreaterThanOrEqual(290);
    expect(clock.monotonic() - begun).toBeLessThan(10_000);
    await end();
  });

  it('begins anew once when it is told to, and says so afterwards', async () => {
    const { server, agent, again, restarts, until, end } = await setUp(20);
    server.commands = [{ id: 'c1', kind: 'restart' }];
    agent.start();
    await until(() => restarts.asked === 1);
    await agent.stop();
    server.commands = [{ id: 'c1', kind: 'restart' }];
    const next = again();
    next.start();
    await until(() => server.batches.some(({ results }) => results !== undefined));
    await next.stop();
    const results = server.batches.flatMap((batch) => batch.results ?? []);
    expect(results).toEqual([{ id: 'c1', outcome: 'done' }]);
    expect(restarts.asked).toBe(1);
    await end();
  });

  it('stops quickly, whatever it is waiting for', async () => {
    const { server, clock, agent, end } = await setUp(20, 60_000);
    server.misdeeds.push(() => true);
    agent.start();
    while (server.misdeeds.length > 0) await clock.sleep(5);
    const begun = clock.monotonic();
    await agent.stop();
    expect(clock.monotonic() - begun).toBeLessThan(500);
    await end();
  });
});
