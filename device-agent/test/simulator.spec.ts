import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TelemetryBatchDto } from '@naif/wire';
import { compileAgent, RECORDINGS, SIMULATOR_MAIN } from './twins/compiled.js';
import { TestServer } from './twins/test-server.js';

/** The drive's points and its length in the recording. */
const POINTS = 95;
const LENGTH_MS = 477_000;

jest.setTimeout(60_000);

let server: TestServer;
let url: string;
let folder: string;

beforeAll(compileAgent, 60_000);
beforeEach(async () => {
  server = new TestServer();
  url = await server.listen();
  folder = mkdtempSync(join(tmpdir(), 'naif-simulator-test-'));
  const recording = join(RECORDINGS, 'kia-picanto-91124d.json');
  writeFileSync(
    join(folder, 'list.json'),
    JSON.stringify([{ name: 'kia', recording, code: 'GOOD-CODE' }]),
  );
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  /** The simulator's own lines. */
  readonly lines: Record<string, unknown>[];
  readonly ended: Promise<{ code: number | null; stderr: string }>;
}

function begin(...args: string[]): Run {
  const common = [
    '--server',
    url,
    '--vehicles',
    join(folder, 'list.json'),
    '--state',
    join(folder, 'state'),
  ];
  const child = spawn(process.execPath, [SIMULATOR_MAIN, ...common, ...args]);
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line) as Record<string, unknown>));
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stderr });
    });
  });
  return { child, lines, ended };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const said = ({ lines }: Run, event: string): Record<string, unknown> | undefined =>
  lines.find((line) => line['event'] === event);
const isMarked = (record: TelemetryBatchDto['records'][number]): boolean =>
  record.data.sensors.some(({ sensor }) => sensor === 'simulator');

describe('the simulator', () => {
  it('has driven before it drives now, and goes on after kill -9 without doubling', async () => {
    const first = begin('--history-days', '2');
    await until(() => said(first, 'simulator.up_to_date') !== undefined);
    const begun = Date.now();
    const history = Number(said(first, 'vehicle.started')?.['history']);
    expect(history).toBeGreaterThanOrEqual(2 * POINTS);
    expect(history % POINTS).toBe(0);
    const past = [...server.stored.values()].filter(
      ({ time }) => Date.parse(time) < begun - LENGTH_MS,
    );
    expect(past).toHaveLength(history);
    expect(past.some(isMarked)).toBe(false);
    first.child.kill('SIGKILL');
    await first.ended;

    const second = begin('--history-days', '2');
    await until(() => said(second, 'simulator.up_to_date') !== undefined);
    expect(said(second, 'vehicle.started')?.['history']).toBe(0);
    second.child.kill('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, stderr: '' });
    expect(said(second, 'simulator.stopped')).toBeDefined();
    const live = [...server.stored.keys()]
      .map((time) => Date.parse(time))
      .filter((time) => time >= begun - LENGTH_MS);
    for (const time of live) expect(time % 1000).toBe(0);
    const seqs = [...server.stored.values()].map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
  });

  it('starts in the past when it is faster than life, at 1 Hz and with its power', async () => {
    const begun = Date.now();
    const run = begin('--history-days', '0', '--speed', '500');
    await until(() => server.stored.size > 300);
    run.child.kill('SIGTERM');
    await run.ended;
    const records = [...server.stored.values()];
    const times = records.map(({ time }) => Date.parse(time));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(begun - 700_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
    const steps = times.slice(1).map((time, index) => time - times[index]!);
    expect(steps.every((step) => step > 0 && step % 1000 === 0)).toBe(true);
    // A second apart, but for the minutes while it is parked and the first moment of a drive.
    expect(steps.filter((step) => step === 1000).length / steps.length).toBeGreaterThan(0.9);
    expect(records.every(isMarked)).toBe(true);
    const powers = new Set(
      server.batches.map(({ status }) => status?.power).filter((power) => power),
    );
    expect(powers.size).toBeGreaterThan(0);
  });

  it('fails with a sentence when a vehicle cannot enrol', async () => {
    server.codes.clear();
    const { code, stderr } = await begin().ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^Enrolment refused: the server does not know this code/),
    ]);
  });
});
