import { accessSync, constants, existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fault, ok, unknown, type Check } from './check.js';

/** A week of driving without a server takes about this much, and the journal some more, bytes. */
const LEAST_FREE_BYTES = 500_000_000;

/** Whether there is room for readings, and whether they can be written. */
export function storageChecks(folder: string): readonly Check[] {
  const place = existing(folder);
  return [space(place), writing(folder)];
}

function space(place: string): Check {
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const words = `${(free / 1e9).toFixed(1)} GB free`;
  if (free >= LEAST_FREE_BYTES) return ok('Disk', words);
  return fault(
    'Disk',
    `only ${words}`,
    'Find what fills it: sudo du -xh / | sort -h | tail. The journal may keep 100 MB.',
  );
}

function writing(folder: string): Check {
  if (!existsSync(folder)) return unknown('Writing', `${folder} is not there yet`);
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    accessSync(folder, constants.W_OK);
    writeFileSync(probe, 'probe', { flush: true });
    return ok('Writing', `${folder} takes what is written`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fault('Writing', `${folder} cannot be written (${code})`, writingRemedy(code, folder));
  } finally {
    rmSync(probe, { force: true });
  }
}

function writingRemedy(code: string, folder: string): string {
  switch (code) {
    case 'EROFS':
    case 'EIO':
      return 'The card has become read-only, which worn out cards do: save what is on it and replace it.';
    case 'ENOSPC':
      return 'The disk is full: see above.';
    default:
      return `Run this with sudo. If it is: sudo chown -R naif-agent: ${folder}`;
  }
}

/** The nearest folder that exists. */
function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}
