import { StateDirectory } from '../adapters/state-directory.js';
import type { SystemClock } from '../adapters/system-clock.js';
import { Agent } from '../agent.js';
import type { AgentSettings } from '../config/settings.js';
import { deviceKey } from '../identity/device-key.js';
import { storedEnrolment } from '../identity/enrolment.js';
import type { Log } from '../ports/log.js';
import type { SensorSource } from '../ports/reading-source.js';
import { SamplingLoop } from '../sampling/sampling-loop.js';
import { CommandFailed } from './command-failed.js';
import { openOutbox, openSites } from './vehicle-folder.js';

/** The sensors of this vehicle: the serial drivers take their place here. */
const SENSORS: readonly SensorSource[] = [];

/** Runs the agent until `signal` aborts: samples, keeps, uploads. Throws a sentence when it cannot begin. */
export async function run(
  settings: AgentSettings,
  clock: SystemClock,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
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
  const source = new SamplingLoop(SENSORS, clock, {
    intervalMs: enrolment.settings.samplingIntervalMs,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
  const privateKey = deviceKey(state);
  const agent = new Agent({ enrolment, privateKey, source, outbox, uplink, clock, log });
  agent.start();
  const asked = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  try {
    await Promise.race([asked, agent.failed()]);
  } finally {
    await agent.stop();
  }
}
