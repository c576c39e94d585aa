import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: USER_HZ is 100 on every Linux that Node supports. */
const TICKS = 100;

/** The process and everything that descends from it. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statOf(Number(name))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

/** CPU seconds (user and system) that a process has used, with those of its children that have ended. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  if (fields === undefined) return 0;
  // utime, stime, cutime, cstime: fields 14 to 17 of proc(5), counted here from the state on.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

/** CPU seconds of a process and of everything below it. */
export function cpuSecondsOfTree(pid: number): number {
  return processTree(pid).reduce((sum, member) => sum + cpuSeconds(member), 0);
}

/** Memory of a process in MiB, now and at its highest; zero when it is gone. */
export function memoryMib(pid: number): { resident: number; highest: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (key: string): number =>
      Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
    return { resident: read('VmRSS'), highest: read('VmHWM') };
  } catch {
    return { resident: 0, highest: 0 };
  }
}

/** The fields of /proc/PID/stat from the state on: [0] state, [1] parent. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
