import { becomeOwnerOf } from '../adapters/service-user.js';
import { StateDirectory } from '../adapters/state-directory.js';
import type { SystemClock } from '../adapters/system-clock.js';
import type { EnrolSettings } from '../config/settings.js';
import { enrol, storedEnrolment } from '../identity/enrolment.js';
import { CommandFailed } from './command-failed.js';
import { enrolmentCode } from './enrolment-code.js';
import { openUplink } from './vehicle-folder.js';

/** A person waits for it. */
const PATIENCE_MS = 20_000;

/** How the command talks with the person. */
export interface EnrolDialogue {
  /** Tells one line. */
  readonly say: (line: string) => void;
  /** Asks for one line; undefined when there is nobody to ask. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Makes this device a vehicle's device, once. Throws a sentence when the server does not. */
export async function enrolDevice(
  settings: EnrolSettings,
  clock: SystemClock,
  { say, ask }: EnrolDialogue,
): Promise<void> {
  becomeOwnerOf(settings.state);
  const uplink = openUplink(settings);
  try {
    const state = new StateDirectory(settings.state);
    const stored = storedEnrolment(state);
    if (stored) {
      throw new CommandFailed(
        `This device has enrolled already (device ${stored.deviceId}). Remove ${settings.state} first to make it another vehicle's; what waits in it is then lost.`,
      );
    }
    const { server } = settings;
    const code = await enrolmentCode(settings, ask);
    const enrolment = await enrol(
      { uplink, state, clock, random: Math.random },
      { server, code, retryForMs: PATIENCE_MS },
    );
    say(`Enrolled as device ${enrolment.deviceId} of vehicle ${enrolment.carId}.`);
  } finally {
    uplink.close();
  }
}
