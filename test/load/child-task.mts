import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { cpuSeconds, processTree } from '../rig/process-usage.mts';

/** A program of this folder, started as a process of its own. */
export function startProgram(name: string): ChildProcess {
  return fork(join(import.meta.dirname, `${name}.mts`), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Gives a program of this folder its task and resolves with its one answer. */
export function runProgram<Outcome>(name: string, task: object): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = startProgram(name);
    let outcome: { readonly value: Outcome } | undefined;
    child.once('message', (message) => (outcome = { value: message as Outcome }));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (outcome) resolve(outcome.value);
      else reject(new Error(`${name} ended with ${code ?? 'a signal'} and no outcome.`));
    });
    child.send(task);
  });
}

/** Watches how much CPU some processes use. */
export class CpuWatch {
  private readonly before: Readonly<Record<string, number>>;

  /** @param roots for each name the processes whose whole trees count, except those counted under an earlier name */
  private readonly roots: Readonly<Record<string, readonly number[]>>;

  constructor(roots: Readonly<Record<string, readonly number[]>>) {
    this.roots = roots;
    this.before = this.read();
  }

  /** CPU seconds since the start, by name. */
  used(): Record<string, number> {
    const now = this.read();
    return Object.fromEntries(
      Object.entries(now).map(([name, seconds]) => [name, seconds - (this.before[name] ?? 0)]),
    );
  }

  private read(): Record<string, number> {
    const counted = new Set<number>();
    const seconds: Record<string, number> = {};
    for (const [name, pids] of Object.entries(this.roots)) {
      const members = pids.flatMap(processTree).filter((pid) => !counted.has(pid));
      members.forEach((pid) => counted.add(pid));
      seconds[name] = members.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
    }
    return seconds;
  }
}
