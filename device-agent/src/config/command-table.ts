import type { Option } from './option.js';
import { ReplaySettings } from './replay-settings.js';
import { AgentSettings, EnrolSettings } from './settings.js';
import {
  CaptureSettings,
  DecodeSettings,
  DoctorSettings,
  StatusSettings,
  UpdateSettings,
} from './support-settings.js';

/** What a command is for, and what it can be told. */
export interface CommandEntry {
  readonly about: string;
  readonly options: readonly Option[];
}

/** The commands of the program, in the order in which a vehicle meets them: `--help` and the manual are made from this. */
export const COMMAND_TABLE = {
  enrol: {
    about: "Makes this device a vehicle's device with a one-time code.",
    options: EnrolSettings.options,
  },
  run: {
    about: 'Samples the vehicle and uploads, until it is stopped.',
    options: AgentSettings.options,
  },
  status: {
    about: 'Tells how the running agent does: lines, fix, car, clock, outbox, uploads.',
    options: StatusSettings.options,
  },
  doctor: {
    about: 'Looks at everything the agent needs, and says what is missing and what to do.',
    options: DoctorSettings.options,
  },
  capture: {
    about: 'Records the raw traffic of a serial line for support. The VIN is masked.',
    options: CaptureSettings.options,
  },
  decode: {
    about: 'Prints what the drivers make of a capture, one JSON line each.',
    options: DecodeSettings.options,
  },
  replay: {
    about: 'Plays one recorded drive as one vehicle, and ends when all of it is acknowledged.',
    options: ReplaySettings.options,
  },
  update: {
    about: 'Installs a signed package, and goes back to the previous version unless it is well.',
    options: UpdateSettings.options,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

/** The name of a command. */
export type CommandName = keyof typeof COMMAND_TABLE;
