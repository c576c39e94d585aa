import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/**
 * The kernel's name for this boot of the machine. Where it tells none, a name for this process: its undated readings then
 * end with it.
 */
export function readBootId(path = BOOT_ID): string {
  try {
    const id = readFileSync(path, 'utf8').trim();
    if (id !== '') return id;
  } catch {
    // Not Linux, or a sandbox without /proc.
  }
  return randomUUID();
}
