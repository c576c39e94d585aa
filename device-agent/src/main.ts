import 'reflect-metadata';
import { JsonLog } from './adapters/json-log.js';
import { SystemClock } from './adapters/system-clock.js';
import { askAtTerminal } from './adapters/terminal.js';
import { enrolDevice } from './commands/enrol.js';
import { replay } from './commands/replay.js';
import { run } from './commands/run.js';
import {
  describeOptions,
  processOrigin,
  readSettings,
  type SettingsOrigin,
} from './config/command-line.js';
import { UsageError, type Option } from './config/option.js';
import { AgentSettings, EnrolSettings, ReplaySettings } from './config/settings.js';
import { stopSignal } from './stop-signal.js';

/** Each command: what it does, its options, and how it runs. */
interface Command {
  readonly about: string;
  readonly options: readonly Option[];
  readonly execute: (origin: SettingsOrigin, signal: AbortSignal) => Promise<void>;
}

const clock = new SystemClock();
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const writeLog = (line: string): void => {
  process.stderr.write(line);
};
/** The service's log. */
const serviceLog = new JsonLog(clock, writeLog, 'info');
/** Beside sentences for a person only what went wrong. */
const troubleLog = new JsonLog(clock, writeLog, 'warn');

const COMMANDS: Readonly<Record<string, Command>> = {
  run: {
    about: 'Samples the vehicle and uploads, until it is stopped.',
    options: AgentSettings.options,
    execute: (origin, signal) =>
      run(readSettings(AgentSettings, origin), clock, serviceLog, signal),
  },
  enrol: {
    about: "Makes this device a vehicle's device with a one-time code.",
    options: EnrolSettings.options,
    execute: (origin, signal) =>
      enrolDevice(readSettings(EnrolSettings, origin), clock, {
        say,
        ask: (question) => askAtTerminal(question, signal),
      }),
  },
  replay: {
    about: 'Plays one recorded drive as one vehicle, and ends when all of it is acknowledged.',
    options: ReplaySettings.options,
    execute: (origin, signal) =>
      replay(readSettings(ReplaySettings, origin), { clock, log: troubleLog, say, signal }),
  },
};

/** Runs the command line; gives the exit code: 0 done, 1 not done, 2 not understood. */
async function main(): Promise<number> {
  const origin = processOrigin();
  const [name = '', ...rest] = origin.args;
  const command = COMMANDS[name];
  if (!command) {
    const known = Object.entries(COMMANDS).map(([key, { about }]) => `  ${key}  ${about}`);
    say(`Usage: naif-agent COMMAND [--help]\n${known.join('\n')}`);
    return name === '--help' ? 0 : 2;
  }
  if (rest.includes('--help')) {
    say(`naif-agent ${name}: ${command.about}\n${describeOptions(command.options)}`);
    return 0;
  }
  try {
    await command.execute({ ...origin, args: rest }, stopSignal());
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Faults with a code are sentences; anything else is a fault of this program and shows where it is. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}

void main().then((code) => {
  process.exitCode = code;
});
