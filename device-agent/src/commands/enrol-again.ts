import { existsSync, renameSync, rmSync } from 'node:fs';
import { StateDirectory } from '../adapters/state-directory.js';
import { KEY_FILE } from '../identity/device-key.js';
import { enrol, ENROLMENT_FILE, type Enrolment } from '../identity/enrolment.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { OutboxInUse } from '../ports/outbox.js';
import type { Uplink } from '../ports/uplink.js';
import { CommandFailed } from './command-failed.js';
import { openOutbox, OUTBOX_FILE } from './vehicle-folder.js';

/** The new key and the new enrolment until both are there: an interrupted attempt can be repeated with the same code. */
const DRAFT_FOLDER = 'next-enrolment';
/** How the server has since wanted the agent to work: the new enrolment says it anew. */
const SETTINGS_FILE = 'settings.json';

/** What enrolling anew works with. */
export interface EnrolAgainParts {
  readonly uplink: Uplink;
  readonly clock: Clock;
  readonly log: Log;
  readonly server: string;
  readonly code: string;
  readonly retryForMs: number;
}

/** How it came out. */
export interface EnrolledAgain {
  readonly enrolment: Enrolment;
  /** The outbox of another vehicle, which will not be sent any more: how many readings wait in it, and where it lies. */
  readonly setAside?: { readonly readings: number; readonly path: string };
}

/**
 * Gives a device that has enrolled a new key and a new enrolment, for the same vehicle or for another one.
 * What waits in the outbox goes on waiting if it is the same vehicle's, else it is set aside: no reading may
 * become another car's. Throws a sentence, and then the old enrolment holds.
 */
export async function enrolAgain(
  state: StateDirectory,
  before: Enrolment,
  { server, code, retryForMs, ...parts }: EnrolAgainParts,
): Promise<EnrolledAgain> {
  const waiting = readingsOf(state, parts);
  const folder = state.path(DRAFT_FOLDER);
  const draft = new StateDirectory(folder);
  const enrolment = await enrol(
    { ...parts, state: draft, random: Math.random },
    { server, code, retryForMs },
  );
  const isOther = enrolment.carId !== before.carId;
  const setAside = isOther ? putAside(state, before, waiting) : undefined;
  for (const file of [KEY_FILE, ENROLMENT_FILE]) state.write(file, draft.read(file) ?? '');
  state.remove(SETTINGS_FILE);
  rmSync(folder, { recursive: true });
  return { enrolment, ...(setAside ? { setAside } : {}) };
}

/** How many readings wait. The outbox is nobody's while this is asked: an agent that runs would go on with the old key. */
function readingsOf(
  state: StateDirectory,
  parts: { readonly clock: Clock; readonly log: Log },
): number {
  if (!existsSync(state.path(OUTBOX_FILE))) return 0;
  try {
    const outbox = openOutbox(state, parts);
    const depth = outbox.depth();
    outbox.close();
    return depth;
  } catch (error) {
    if (!(error instanceof OutboxInUse)) throw error;
    throw new CommandFailed(
      'The agent is running: stop it first (sudo systemctl stop naif-agent), and start it again afterwards.',
    );
  }
}

function putAside(
  state: StateDirectory,
  { deviceId }: Enrolment,
  readings: number,
): { readonly readings: number; readonly path: string } {
  const path = state.path(`outbox-of-${deviceId.replace(/[^A-Za-z0-9-]/g, '_')}.sqlite`);
  for (const suffix of ['-wal', '-shm', '']) {
    const file = `${state.path(OUTBOX_FILE)}${suffix}`;
    if (existsSync(file)) renameSync(file, `${path}${suffix}`);
  }
  return { readings, path };
}
