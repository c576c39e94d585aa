import { LinuxMachine } from '../adapters/linux-machine.js';
import { StateDirectory } from '../adapters/state-directory.js';
import type { SystemClock } from '../adapters/system-clock.js';
import { Agent } from '../agent.js';
import type { AgentSettings } from '../config/settings.js';
import { deviceKey } from '../identity/device-key.js';
import { storedEnrolment } from '../identity/enrolment.js';
import type { Log } from '../ports/log.js';
import type { SensorSource } from '../ports/reading-source.js';
import { SamplingLoop } from '../sampling/sampling-loop.js';
import { LiveSettings } from '../upload/live-settings.js';
import { CommandFailed } from './command-failed.js';
import { openOutbox, openSites } from './vehicle-folder.js';

/** The sensors of this vehicle: the serial drivers take their place here. */
const SENSORS: readonly SensorSource[] = [];

/** A parked car says goodbye, but its supply may not last, ms. */
const FAREWELL_MS = 5000;

/** Why the agent ended: it was told to by the system, or the server wants it to begin anew. */
export type RunEnd = 'stopped' | 'restart';

/**
 * Runs the agent until `signal` aborts, or until the server asks for a restart: samples, keeps, uploads. Throws a sentence
 * when it cannot begin.
 */
export async function run(
  settings: AgentSettings,
  clock: SystemClock,
  log: Log,
  signal: AbortSignal,
): Promise<RunEnd> {
  const state = new StateDirectory(settings.state);
  const enrolment = storedEnrolment(state);
  if (!enrolment) {
    throw new CommandFailed(
      `This device has not enrolled yet: naif-agent enrol --server URL --code CODE --state ${settings.state}`,
    );
  }
  const server = settings.server ?? enrolment.server;
  const uplink = openSites({ ...settings, server }, clock, log);
  const outbox = openOutbox(state);
  const afterMs = outbox.last()?.time;
  const live = new LiveSettings(state, enrolment.settings);
  const source = new SamplingLoop(SENSORS, clock, {
    intervalMs: live.current().samplingIntervalMs,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
  const privateKey = deviceKey(state);
  const machine = new LinuxMachine(settings.state);
  let end: (how: RunEnd) => void = () => undefined;
  const ended = new Promise<RunEnd>((resolve) => {
    end = resolve;
  });
  const agent = new Agent(
    { enrolment, privateKey, source, outbox, uplink, state, clock, log, settings: live, machine },
    {
      restart: () => {
        end('restart');
      },
    },
  );
  agent.start();
  const stopped = (): void => {
    end('stopped');
  };
  if (signal.aborted) stopped();
  signal.addEventListener('abort', stopped);
  try {
    return await Promise.race([ended, agent.failed()]);
  } finally {
    // Who comes back at once has nothing to say goodbye for.
    await agent.stop(signal.aborted ? { farewellMs: FAREWELL_MS } : {});
  }
}
