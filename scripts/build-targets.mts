import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkInitialDownload } from './bundle-size.mts';
import { precompress } from './precompress.mts';
import { isAlive, NODE, ROOT, run, runTool, type Outcome } from './processes.mts';
import { done, duration, failed, quote, Refusal, step } from './terminal.mts';

/** A program that is compiled. */
export interface Target {
  readonly name: 'wire' | 'backend' | 'device-agent' | 'frontend';
  /** Files and folders that its output depends on. */
  readonly inputs: readonly string[];
  /** A file that exists when it is built. */
  readonly output: string;
  /** Targets that must be built before. */
  readonly after: readonly Target['name'][];
  readonly build: () => Promise<Outcome>;
}

/** The backend's program. */
export const BACKEND_MAIN = 'dist/backend/backend/src/main.js';
/** The simulated vehicles' program. */
export const SIMULATOR_MAIN = 'device-agent/dist/simulator/main.js';

/** Tool versions and shared compiler options: everything depends on them. */
const SHARED = ['package-lock.json', 'tsconfig.json'];

export const TARGETS: readonly Target[] = [
  {
    name: 'frontend',
    inputs: [...SHARED, 'angular.json', 'frontend'],
    output: 'dist/frontend/browser/index.html',
    after: [],
    build: async () => {
      const built = await runTool('@angular/cli/bin/ng.js', ['build', '--no-progress']);
      if (built.code !== 0) return built;
      precompress();
      return checkInitialDownload();
    },
  },
  {
    name: 'wire',
    inputs: [...SHARED, 'wire/src', 'wire/tsconfig.json', 'wire/package.json'],
    output: 'wire/dist/index.js',
    after: [],
    build: () => runTool('typescript/bin/tsc', ['-b', 'wire', '--force']),
  },
  {
    name: 'device-agent',
    inputs: [...SHARED, 'wire/src', 'wire/tsconfig.json', 'device-agent'],
    output: SIMULATOR_MAIN,
    after: ['wire'],
    build: () => runTool('typescript/bin/tsc', ['-b', 'device-agent']),
  },
  {
    name: 'backend',
    inputs: [
      ...SHARED,
      'nest-cli.json',
      'wire/src',
      'wire/package.json',
      'backend/src',
      'backend/tsconfig.json',
      'backend/tsconfig.build.json',
    ],
    output: BACKEND_MAIN,
    after: [],
    // The condition hides @naif/wire's compiled package, so that Nest's compiler points the alias at the copy that it compiles itself.
    build: () =>
      run(NODE, [
        '--conditions=compiled-into-backend',
        join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'),
        'build',
      ]),
  },
];

const STAMPS = join(ROOT, 'dist/build-stamps.json');
const LOCK = join(ROOT, 'dist/build.lock');

function readStamps(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(STAMPS, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

/** All files below the inputs that a build reads, sorted; specs and outputs are not among them. */
function filesOf(inputs: readonly string[]): string[] {
  const files: string[] = [];
  const visit = (path: string): void => {
    const absolute = join(ROOT, path);
    if (!existsSync(absolute)) return;
    let entries;
    try {
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch {
      files.push(path);
      return;
    }
    for (const entry of entries) {
      if (/^(dist|node_modules|data)$|\.spec\.ts$|\.tsbuildinfo$/.test(entry.name)) continue;
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(child);
      else files.push(child);
    }
  };
  inputs.forEach(visit);
  return files.sort();
}

/** SHA-256 over names and contents of a target's inputs. */
export function fingerprint(target: Target): string {
  const hash = createHash('sha256');
  for (const file of filesOf(target.inputs)) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Whether a target's output is there and made from the sources as they are. */
export function isFresh(target: Target): boolean {
  return existsSync(join(ROOT, target.output)) && readStamps()[target.name] === fingerprint(target);
}

async function buildOne(target: Target): Promise<void> {
  const started = Date.now();
  const before = fingerprint(target);
  const { code, output } = await target.build();
  if (code !== 0) {
    failed(`${target.name} does not build:`);
    quote(output.trim());
    throw new Refusal(`Building ${target.name} failed; its messages are above.`);
  }
  writeFileSync(STAMPS, JSON.stringify({ ...readStamps(), [target.name]: before }, null, 2));
  done(`${target.name} built (${duration(Date.now() - started)})`);
}

/** One build at a time in one folder: a demo and a test may start together. A lock left by a killed build is taken over. */
async function withLock<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(LOCK), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = Number(existsSync(LOCK) ? readFileSync(LOCK, 'utf8') : 0);
      if (holder > 0 && !isAlive(holder)) rmSync(LOCK, { force: true });
      else if (!told) step('Another build is under way; waiting for it …');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/**
 * Builds what changed since its last build, two programs at a time.
 * @throws Refusal when the folder cannot be written or a program does not compile
 */
export async function buildChanged(names?: readonly Target['name'][]): Promise<void> {
  try {
    await withLock(async () => {
      const todo = TARGETS.filter((target) => names?.includes(target.name) ?? true).filter(
        (target) => !isFresh(target),
      );
      if (todo.length === 0) {
        done('Everything is built');
        return;
      }
      step(`Building ${todo.map((target) => target.name).join(', ')} …`);
      await buildAll(todo);
    });
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'EACCES' || error.code === 'EROFS')
    ) {
      throw new Refusal(
        `The programs have to be built, but ${ROOT} is not writable for this user.`,
      );
    }
    throw error;
  }
}

async function buildAll(todo: readonly Target[]): Promise<void> {
  const waiting = [...todo];
  const finished = new Set<string>();
  const under = new Set<string>();
  const isReady = (target: Target): boolean =>
    target.after.every((name) => finished.has(name) || !todo.some((other) => other.name === name));
  const worker = async (): Promise<void> => {
    while (waiting.length > 0) {
      const index = waiting.findIndex(isReady);
      if (index < 0) {
        if (under.size === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      const [target] = waiting.splice(index, 1);
      if (target === undefined) return;
      under.add(target.name);
      try {
        await buildOne(target);
      } catch (error) {
        waiting.length = 0;
        throw error;
      } finally {
        under.delete(target.name);
      }
      finished.add(target.name);
    }
  };
  const outcomes = await Promise.allSettled([worker(), worker()]);
  const fault = outcomes.find((outcome) => outcome.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
}
