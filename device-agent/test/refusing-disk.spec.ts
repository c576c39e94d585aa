import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileAgent } from './twins/compiled.js';

const TWIN = join(__dirname, 'twins/outbox-on-a-bad-disk.cjs');

interface Outcome {
  readonly whenFull: Readonly<Record<'refused' | 'whole' | 'settled' | 'accepted', boolean>>;
  readonly whenReadOnly?: {
    readonly refused: boolean;
    readonly sent: number;
    readonly accepted: boolean;
  };
  readonly appended: number;
  readonly found: readonly number[];
  readonly dropped: number;
  readonly damaged: number;
  readonly events: readonly string[];
}

beforeAll(compileAgent, 120_000);

/** Runs the twin in a shell that has prepared the disk; undefined where the system does not allow that. */
function onDisk(shell: readonly string[], prepare: string, kind: string): Outcome | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'naif-bad-disk-'));
  const [program = 'sh', ...args] = shell;
  const script = `${prepare} && exec "$1" "$2" "$0" ${kind}`;
  const child = spawnSync(program, [...args, script, folder, process.execPath, TWIN], {
    encoding: 'utf8',
    timeout: 150_000,
  });
  rmSync(folder, { recursive: true, force: true });
  if (child.stdout === '') {
    if (kind === 'tmpfs') return undefined;
    throw new Error(child.stderr);
  }
  return JSON.parse(child.stdout) as Outcome;
}

const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('an outbox on a disk that is full or read-only', () => {
  it('keeps what files that may not grow do not take, and throws nothing', () => {
    const outcome = onDisk(['sh', '-c'], 'ulimit -f 1000', 'limit');
    expect(outcome?.whenFull).toMatchObject({ refused: true, whole: true, settled: true });
    const { found = [], appended = 0 } = outcome ?? {};
    // The process has ended with its disk full: what was held is lost, what was written is not, and what could not be
    // taken out goes once more.
    expect(found.length).toBeGreaterThan(1000);
    expect(appended - found.length).toBeLessThanOrEqual(320);
    expect(found).toEqual(from(1, found.length));
    expect(outcome?.damaged).toBe(0);
  }, 180_000);

  it('loses nothing on a real file system of one MiB that fills, is given room, and becomes read-only', () => {
    const prepare = 'mount -t tmpfs -o size=1m tmpfs "$0"';
    const outcome = onDisk(['unshare', '-rm', 'sh', '-c'], prepare, 'tmpfs');
    // Some systems let nobody make a file system of their own: the limit above has then to do.
    if (!outcome) return;
    expect(outcome.whenFull).toEqual({ refused: true, whole: true, settled: true, accepted: true });
    expect(outcome.whenReadOnly).toEqual({ refused: true, sent: 5, accepted: true });
    expect(outcome.found).toEqual(from(101, outcome.appended));
    expect([outcome.dropped, outcome.damaged]).toEqual([0, 0]);
    expect(outcome.events).toEqual([
      'outbox.disk_refuses',
      'outbox.disk_accepts',
      'outbox.disk_refuses',
      'outbox.disk_accepts',
    ]);
  }, 180_000);
});
