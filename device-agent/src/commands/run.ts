import type { AgentStatusDto } from '@naif/wire';
import { LinuxMachine } from '../adapters/linux-machine.js';
import type { ServiceManager } from '../adapters/service-manager.js';
import { becomeOwnerOf } from '../adapters/service-user.js';
import { StateDirectory } from '../adapters/state-directory.js';
import { Agent } from '../agent.js';
import type { AgentSettings } from '../config/settings.js';
import { deviceKey } from '../identity/device-key.js';
import { storedEnrolment, type Enrolment } from '../identity/enrolment.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SerialPorts } from '../ports/serial-port.js';
import { SamplingLoop } from '../sampling/sampling-loop.js';
import { LiveSettings } from '../upload/live-settings.js';
import { VehicleSensors } from '../vehicle-sensors.js';
import { announce } from './announcement.js';
import { CommandFailed } from './command-failed.js';
import { RunningStatus } from './running-status.js';
import { openOutbox, openSites } from './vehicle-folder.js';

const MEBIBYTE = 1_048_576;
const DAY_MS = 86_400_000;

/** A parked car says goodbye, but its supply may not last, ms. */
const FAREWELL_MS = 5000;

/** Why the agent ended: it was told to by the system, or the server wants it to begin anew. */
export type RunEnd = 'stopped' | 'restart';

/** What the command runs with. */
export interface RunParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly ports: SerialPorts;
  readonly manager: ServiceManager;
  /** Aborts when the system asks to stop. */
  readonly signal: AbortSignal;
}

/**
 * Runs the agent until it is asked to stop, or until the server asks for a restart: samples, keeps, uploads, tells of
 * itself. Throws a sentence when it cannot begin.
 */
export async function run(settings: AgentSettings, parts: RunParts): Promise<RunEnd> {
  const { clock, manager, signal, log } = parts;
  becomeOwnerOf(settings.state);
  const state = new StateDirectory(settings.state);
  const enrolment = storedEnrolment(state);
  if (!enrolment) {
    throw new CommandFailed(
      `This device has not enrolled yet: naif-agent enrol --server URL --code CODE --state ${settings.state}`,
    );
  }
  const restart = new AbortController();
  const { agent, sensors, status } = compose(settings, state, enrolment, parts, restart);
  const ending = AbortSignal.any([signal, restart.signal]);
  agent.start();
  const listened = sensors.run(ending);
  const announced = announce(
    { place: settings, manager, clock, log, document: () => status.document() },
    ending,
  );
  try {
    await Promise.race([aborted(ending), agent.failed()]);
    return signal.aborted ? 'stopped' : 'restart';
  } finally {
    manager.stopping();
    restart.abort();
    await Promise.all([listened, announced]);
    // Who comes back at once has nothing to say goodbye for.
    await agent.stop(signal.aborted ? { farewellMs: FAREWELL_MS } : {});
  }
}

interface Composition {
  readonly agent: Agent;
  readonly sensors: VehicleSensors;
  readonly status: RunningStatus;
}

/** Puts the vehicle's agent together. */
function compose(
  settings: AgentSettings,
  state: StateDirectory,
  enrolment: Enrolment,
  { clock, log, ports }: RunParts,
  restart: AbortController,
): Composition {
  const server = settings.server ?? enrolment.server;
  const uplink = openSites({ ...settings, server }, clock, log);
  const outbox = openOutbox(
    state,
    { clock, log },
    { mostBytes: settings.outboxMegabytes * MEBIBYTE, mostAgeMs: settings.outboxDays * DAY_MS },
  );
  const afterMs = outbox.last()?.time;
  const live = new LiveSettings(state, enrolment.settings, ({ samplingIntervalMs }) => {
    source.setInterval(samplingIntervalMs);
  });
  const sensors = new VehicleSensors(
    { ports, clock, log, outbox },
    {
      gps: { candidates: settings.gps, baudRates: settings.gpsBaud },
      obd: { candidates: settings.obd, baudRates: settings.obdBaud },
      ...(enrolment.vinCheck ? { vinCheck: enrolment.vinCheck } : {}),
    },
  );
  const source = new SamplingLoop(sensors.sources, clock, {
    intervalMs: live.current().samplingIntervalMs,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
  const status: RunningStatus = new RunningStatus({
    settings,
    enrolment,
    clock,
    status: (): AgentStatusDto => agent.status(),
    lines: () => sensors.lines(),
  });
  const agent: Agent = new Agent(
    {
      enrolment,
      privateKey: deviceKey(state),
      source,
      outbox,
      uplink,
      state,
      clock,
      log,
      settings: live,
      sensors: sensors.health,
      machine: new LinuxMachine(settings.state),
    },
    {
      events: status,
      restart: () => {
        restart.abort();
      },
    },
  );
  return { agent, sensors, status };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
