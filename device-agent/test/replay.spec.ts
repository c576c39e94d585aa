import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvirocarRecording } from '../src/replay/envirocar-recording.js';
import { AGENT_MAIN, compileAgent, RECORDINGS } from './twins/compiled.js';
import { status, TestServer } from './twins/test-server.js';

const KIA = join(RECORDINGS, 'kia-picanto-91124d.json');
const POINTS = 95;
const LENGTH_MS = 477_000;

let server: TestServer;
let url: string;
let folder: string;

// Each test starts processes, perhaps on a busy machine.
jest.setTimeout(30_000);

beforeAll(compileAgent, 60_000);
beforeEach(async () => {
  server = new TestServer();
  url = await server.listen();
  folder = mkdtempSync(join(tmpdir(), 'naif-replay-test-'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function begin(...args: string[]): { child: ChildProcess; ended: Promise<Outcome> } {
  // TMPDIR keeps what a failure leaves behind inside the test's own folder.
  const child = spawn(process.execPath, [AGENT_MAIN, 'replay', ...args], {
    env: { TMPDIR: folder },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return { child, ended };
}

const replay = (...args: string[]): Promise<Outcome> =>
  begin('--recording', KIA, '--server', url, '--code', 'GOOD-CODE', ...args).ended;

const times = (): number[] => [...server.stored.keys()].map((time) => Date.parse(time));

describe('naif-agent replay', () => {
  it('plays a drive so that it ends at now', async () => {
    const begun = Date.now();
    const { code, stdout, stderr } = await replay('--speed', '100000');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`All acknowledged: ${POINTS} stored`);
    expect(times()).toHaveLength(POINTS);
    expect(Math.max(...times())).toBeGreaterThanOrEqual(begun);
    expect(Math.max(...times())).toBeLessThanOrEqual(Date.now());
    expect(Math.max(...times()) - Math.min(...times())).toBe(LENGTH_MS);
    const first = [...server.stored.values()][0]?.data.sensors;
    const point = parseEnvirocarRecording(readFileSync(KIA, 'utf8')).points[0];
    expect(first).toEqual([point?.gps, point?.obd2]);
  });

  it('plays history, the same instants each time', async () => {
    const from = '2026-01-05T08:00:00Z';
    const state = ['--state', join(folder, 'state')];
    expect((await replay('--speed', 'max', '--from', from, ...state)).code).toBe(0);
    expect(Math.min(...times())).toBe(Date.parse(from));
    const again = await replay('--speed', 'max', '--from', from, ...state);
    expect(again.stdout).toContain(`0 stored, ${POINTS} were there already`);
    expect(times()).toHaveLength(POINTS);
  });

  it('keeps the key, the enrolment and the outbox to itself', async () => {
    const state = join(folder, 'state');
    await replay('--speed', 'max', '--state', state);
    for (const name of ['device-key.pem', 'enrolment.json', 'outbox.sqlite']) {
      expect(statSync(join(state, name)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(state).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(state, 'device-key.pem'), 'utf8')).toContain('PRIVATE KEY');
  });

  it('leaves nothing behind without --state', async () => {
    await replay('--speed', 'max');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes on where kill -9 interrupted it, as the same drive', async () => {
    const args = ['--speed', '150', '--state', join(folder, 'state')];
    const starts = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const before = server.stored.size;
      const run = begin('--recording', KIA, '--server', url, '--code', 'GOOD-CODE', ...args);
      while (server.stored.size < before + 10)
        await new Promise((resolve) => setTimeout(resolve, 10));
      run.child.kill('SIGKILL');
      starts.add(/dated from (\S+Z)/.exec((await run.ended).stdout)?.[1] ?? '');
    }
    const { code, stdout } = await replay(...args);
    expect(code).toBe(0);
    starts.add(/dated from (\S+Z)/.exec(stdout)?.[1] ?? '');
    expect(starts.size).toBe(1);
    expect(times()).toHaveLength(POINTS);
  }, 30_000);

  it('stops quickly at SIGTERM, and says what waits', async () => {
    server.misdeeds.push(...Array.from({ length: 50 }, () => status(503)));
    const run = begin('--recording', KIA, '--server', url, '--code', 'GOOD-CODE', '--speed', 'max');
    while (server.misdeeds.length > 48) await new Promise((resolve) => setTimeout(resolve, 10));
    const begun = Date.now();
    run.child.kill('SIGTERM');
    const { code, stdout, stderr } = await run.ended;
    expect(Date.now() - begun).toBeLessThan(1500);
    expect(code).toBe(1);
    expect(stderr).toContain(`Interrupted; ${POINTS} points wait.`);
    const kept = /with --state (\S+) goes on/.exec(stdout)?.[1] ?? '';
    server.misdeeds.length = 0;
    expect((await replay('--speed', 'max', '--state', kept)).code).toBe(0);
    expect(times()).toHaveLength(POINTS);
  });

  describe('ends in failure with a sentence', () => {
    it.each<[string, () => string[], RegExp, number]>([
      ['when the code is refused', () => ['--code', 'BAD'], /does not know this code/, 1],
      ['when there is no code', () => ['--code', ''], /--code ENROLMENT_CODE is needed/, 1],
      [
        'when the server is another machine without TLS',
        () => ['--server', 'http://naif.example'],
        /plain HTTP to another machine/,
        1,
      ],
      [
        'when the server is unreachable',
        () => ['--server', 'http://127.0.0.1:1', '--give-up-after', '1'],
        /cannot be reached \(connect ECONNREFUSED/,
        1,
      ],
      [
        'when the recording is missing',
        () => ['--recording', '/nowhere'],
        /cannot be read: ENOENT/,
        1,
      ],
      ['when the recording is none', () => ['--recording', join(folder, 'text')], /is no JSON/, 1],
      [
        'when it would begin in the future',
        () => ['--from', '2100-01-01T00:00:00Z'],
        /lies in the future/,
        1,
      ],
      ['when the state folder cannot be made', () => ['--state', '/dev/null/state'], /ENOTDIR/, 1],
      ['when the speed is none', () => ['--speed', 'fast'], /--speed must be/, 2],
    ])('%s', async (_, args, sentence, exitCode) => {
      writeFileSync(join(folder, 'text'), 'hello');
      const { code, stderr } = await replay('--speed', 'max', ...args());
      expect(stderr).toMatch(sentence);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(code).toBe(exitCode);
      expect(server.stored.size).toBe(0);
    });

    it('when points are refused', async () => {
      const from = '2026-01-05T08:00:00Z';
      server.refuse.add('2026-01-05T08:00:00.000Z');
      const { code, stderr } = await replay('--speed', 'max', '--from', from);
      expect(stderr).toContain(
        `refused 1 points (stored: ${POINTS - 1}). The first: 1: RECORD.OUT_OF_RANGE`,
      );
      expect(code).toBe(1);
    });

    it('when the device is revoked', async () => {
      server.misdeeds.push(
        ...Array.from({ length: 9 }, () => status(401, { code: 'DEVICE.REVOKED' })),
      );
      const { code, stderr } = await replay('--speed', 'max');
      expect(stderr).toContain("does not take this device's uploads: 401 DEVICE.REVOKED");
      expect(code).toBe(1);
    });

    it('when nothing gets through for too long, and keeps the points', async () => {
      server.misdeeds.push(...Array.from({ length: 500 }, () => status(503)));
      const { code, stdout, stderr } = await replay('--speed', 'max', '--give-up-after', '2');
      expect(stderr).toContain('Nothing could be delivered for 2 s (status 503');
      expect(code).toBe(1);
      const kept = /with --state (\S+) goes on/.exec(stdout)?.[1] ?? '';
      expect(existsSync(join(kept, 'outbox.sqlite'))).toBe(true);
    });

    it('when another replay runs on the same state', async () => {
      const args = ['--state', join(folder, 'state')];
      const first = begin('--recording', KIA, '--server', url, '--code', 'GOOD-CODE', ...args);
      while (server.tokens.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const { code, stderr } = await replay(...args);
      expect(stderr).toContain('Another agent is already running');
      expect(code).toBe(1);
      first.child.kill('SIGTERM');
      await first.ended;
    });

    it('when the state belongs to another code', async () => {
      const args = ['--speed', 'max', '--state', join(folder, 'state')];
      await replay(...args);
      const { code, stderr } = await replay(...args, '--code', 'OTHER-CODE');
      expect(stderr).toContain('enrolled with another code');
      expect(code).toBe(1);
    });
  });
});
