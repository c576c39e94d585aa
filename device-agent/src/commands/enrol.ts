import { becomeOwnerOf } from '../adapters/service-user.js';
import { StateDirectory } from '../adapters/state-directory.js';
import type { SystemClock } from '../adapters/system-clock.js';
import type { EnrolSettings } from '../config/settings.js';
import { enrol, storedEnrolment } from '../identity/enrolment.js';
import type { Log } from '../ports/log.js';
import { CommandFailed } from './command-failed.js';
import { enrolAgain } from './enrol-again.js';
import { enrolmentCode } from './enrolment-code.js';
import { openUplink } from './vehicle-folder.js';

/** A person waits for it. */
const PATIENCE_MS = 20_000;

/** What the command runs with. */
export interface EnrolParts {
  readonly clock: SystemClock;
  readonly log: Log;
  /** Tells one line. */
  readonly say: (line: string) => void;
  /** Asks for one line; undefined when there is nobody to ask. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Makes this device a vehicle's device, once, or again when that is said. Throws a sentence when the server does not. */
export async function enrolDevice(
  settings: EnrolSettings,
  { clock, log, say, ask }: EnrolParts,
): Promise<void> {
  becomeOwnerOf(settings.state);
  const uplink = openUplink(settings);
  try {
    const state = new StateDirectory(settings.state);
    const stored = storedEnrolment(state);
    if (stored && !settings.again) {
      throw new CommandFailed(
        `This device has enrolled already (device ${stored.deviceId}). With --again it gets a new key and a new enrolment, for this vehicle or another one.`,
      );
    }
    const { server } = settings;
    const code = await enrolmentCode(settings, ask);
    const request = { server, code, retryForMs: PATIENCE_MS };
    const { enrolment, setAside } = stored
      ? await enrolAgain(state, stored, { uplink, clock, log, ...request })
      : { enrolment: await enrol({ uplink, state, clock, random: Math.random }, request) };
    say(`Enrolled as device ${enrolment.deviceId} of vehicle ${enrolment.carId}.`);
    if (setAside) {
      const { readings, path } = setAside;
      say(`${readings} readings of the vehicle before are not sent any more; they lie in ${path}.`);
    }
  } finally {
    uplink.close();
  }
}
