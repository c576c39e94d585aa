import 'reflect-metadata';
import { JsonLog } from './adapters/json-log.js';
import { LinuxTime } from './adapters/linux-time.js';
import { NodeSerialPorts } from './adapters/node-serial-ports.js';
import { serviceManager } from './adapters/service-manager.js';
import { SystemClock } from './adapters/system-clock.js';
import { askAtTerminal } from './adapters/terminal.js';
import { capture } from './commands/capture.js';
import { decode } from './commands/decode.js';
import { doctor } from './commands/doctor.js';
import { enrolDevice } from './commands/enrol.js';
import { replay } from './commands/replay.js';
import { run } from './commands/run.js';
import { status } from './commands/status.js';
import { update } from './commands/update.js';
import {
  describeOptions,
  processOrigin,
  readSettings,
  type SettingsOrigin,
} from './config/command-line.js';
import { COMMAND_TABLE, type CommandName } from './config/command-table.js';
import { UsageError } from './config/option.js';
import { serviceEnvironment } from './config/service-environment.js';
import { ReplaySettings } from './config/replay-settings.js';
import { AgentSettings, EnrolSettings } from './config/settings.js';
import {
  CaptureSettings,
  DecodeSettings,
  StatusSettings,
  UpdateSettings,
} from './config/support-settings.js';
import { DisciplinedClock } from './time/disciplined-clock.js';
import { stopSignal } from './stop-signal.js';
import { AGENT_VERSION } from './version.js';

/** Done. */
const DONE = 0;
/** Not done; a sentence on standard error says why. */
const NOT_DONE = 1;
/** The command line or the configuration cannot be followed. */
const NOT_UNDERSTOOD = 2;
/** The server wants the agent to begin anew: EX_TEMPFAIL (sysexits.h), which the unit knows as no fault. */
const RESTART = 75;

/** How a command runs; gives its exit code. */
type Execute = (origin: SettingsOrigin, signal: AbortSignal) => Promise<number>;

const clock = new SystemClock();
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const writeLog = (line: string): void => {
  process.stderr.write(line);
};
/** Beside sentences for a person only what went wrong. */
const troubleLog = new JsonLog(clock, writeLog, 'warn');

const COMMANDS: Readonly<Record<CommandName, Execute>> = {
  enrol: async (origin, signal) => {
    const ask = (question: string): Promise<string | undefined> => askAtTerminal(question, signal);
    await enrolDevice(readSettings(EnrolSettings, origin), { clock, log: troubleLog, say, ask });
    return DONE;
  },
  run: runAgent,
  status: async (origin) => {
    await status(readSettings(StatusSettings, origin), say);
    return DONE;
  },
  doctor: async (origin) => {
    const parts = { ports: new NodeSerialPorts(), clock, log: troubleLog, say };
    return (await doctor(origin, parts)) ? DONE : NOT_DONE;
  },
  capture: async (origin, signal) => {
    const ports = new NodeSerialPorts();
    const settings = readSettings(CaptureSettings, origin);
    await capture(settings, { ports, clock, log: troubleLog, say, signal });
    return DONE;
  },
  decode: (origin) => {
    decode(readSettings(DecodeSettings, origin), say);
    return Promise.resolve(DONE);
  },
  replay: async (origin, signal) => {
    const settings = readSettings(ReplaySettings, origin);
    await replay(settings, { clock, log: troubleLog, say, signal });
    return DONE;
  },
  update: async (origin) => {
    const platform = `${process.platform}-${process.arch}`;
    await update(readSettings(UpdateSettings, origin), { clock, say, platform });
    return DONE;
  },
};

/** The vehicle's clock may be none, unlike the one of a person's computer; its log is told by it. */
async function runAgent(origin: SettingsOrigin, signal: AbortSignal): Promise<number> {
  const settings = readSettings(AgentSettings, origin);
  const vehicleClock = new DisciplinedClock(new LinuxTime(), {
    trustSystemClock: settings.trustSystemClock,
    changed: (teller, steppedMs) => {
      log.info('clock.set', { teller, steppedMs });
    },
  });
  const log = new JsonLog(vehicleClock, writeLog, 'info');
  const manager = serviceManager(serviceEnvironment(origin), (reason) => {
    log.warn('service.manager_not_told', { reason });
  });
  const end = await run(settings, {
    clock: vehicleClock,
    log,
    ports: new NodeSerialPorts(),
    manager,
    signal,
  });
  return end === 'restart' ? RESTART : DONE;
}

/** Runs the command line; gives the exit code. */
async function main(): Promise<number> {
  const origin = processOrigin();
  const [name = '', ...rest] = origin.args;
  if (name === '--version') {
    say(AGENT_VERSION);
    return DONE;
  }
  if (!isCommand(name)) {
    overview();
    return name === '--help' ? DONE : NOT_UNDERSTOOD;
  }
  if (rest.includes('--help')) {
    const { about, options } = COMMAND_TABLE[name];
    say(`naif-agent ${name}: ${about}\n${describeOptions(options)}`);
    return DONE;
  }
  try {
    return await COMMANDS[name]({ ...origin, args: rest }, stopSignal());
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return error instanceof UsageError ? NOT_UNDERSTOOD : NOT_DONE;
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_TABLE, name);
}

function overview(): void {
  const known = Object.entries(COMMAND_TABLE).map(
    ([name, { about }]) => `  ${name.padEnd(9)}${about}`,
  );
  say(`Usage: naif-agent COMMAND [--help]\n${known.join('\n')}\n  --version`);
}

/** Faults with a code are sentences; anything else is a fault of this program and shows where it is. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}

// Whoever reads our output may have read enough, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(DONE);
});

void main().then((code) => {
  process.exitCode = code;
});
