import type { Clock } from '../ports/clock.js';
import { parseStatus, type StatusDocument } from './status-document.js';
import { findStatus, type StatusPlace } from './status-place.js';

/** A version that falls over does so within this time of its start, s: the health that counts is later. */
const STEADY_SECONDS = 5;
const LOOK_MS = 500;

/** Whether a version is well, or what is the matter with it. */
export type Health =
  | { readonly well: true }
  | {
      readonly well: false;
      /** For people, without a full stop. */
      readonly says: string;
    };

/** Asks the running agent until it is this version, has run for some seconds, and is well; at most so long. */
export async function awaitHealth(
  place: StatusPlace,
  version: string,
  withinMs: number,
  clock: Clock,
): Promise<Health> {
  const deadline = clock.monotonic() + withinMs;
  for (;;) {
    const health = judge(await answer(place), version);
    if (health.well || clock.monotonic() >= deadline) return health;
    await clock.sleep(LOOK_MS);
  }
}

async function answer(place: StatusPlace): Promise<StatusDocument | string> {
  try {
    const text = await findStatus(place);
    if (text === undefined) return 'it does not run';
    return parseStatus(text) ?? 'its status is not understood';
  } catch (error) {
    return `it does not answer (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** Whether this answer is that of a version which is well. */
export function judge(status: StatusDocument | string, version: string): Health {
  if (typeof status === 'string') return { well: false, says: status };
  if (status.version !== version) {
    return { well: false, says: `version ${status.version} still answers in its place` };
  }
  if (!status.healthy) return { well: false, says: 'it runs, but the disk refuses what it writes' };
  if (status.uptimeSeconds < STEADY_SECONDS) {
    return { well: false, says: 'it starts again and again' };
  }
  return { well: true };
}
