import { lineDocument } from '../commands/running-status.js';
import type { AgentSettings } from '../config/settings.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SerialPorts } from '../ports/serial-port.js';
import { VehicleSensors } from '../vehicle-sensors.js';
import type { SensorFindings } from './sensor-checks.js';

/** A receiver speaks every second, an adapter needs some seconds for its car, and each rate takes a few more, ms. */
const LISTEN_MS = 25_000;
const LOOK_MS = 200;

const nothing = (): void => undefined;
/** What happens meanwhile is told in the findings' words. */
const QUIET: Log = { info: nothing, warn: nothing, error: nothing };

/**
 * Opens the vehicle's lines as the agent would, and says what came of it: at the latest after 25 s, sooner when
 * everything works. Only for when no agent runs.
 */
export async function listen(
  settings: AgentSettings,
  ports: SerialPorts,
  clock: Clock,
): Promise<SensorFindings> {
  const outbox = { appendTroubleCodes: nothing };
  const sensors = new VehicleSensors(
    { ports, clock, log: QUIET, outbox },
    {
      gps: { candidates: settings.gps, baudRates: settings.gpsBaud },
      obd: { candidates: settings.obd, baudRates: settings.obdBaud },
    },
  );
  const over = new AbortController();
  const kept = sensors.run(over.signal);
  const deadline = clock.monotonic() + LISTEN_MS;
  while (clock.monotonic() < deadline && !isWell(states(sensors, clock), settings)) {
    await clock.sleep(LOOK_MS);
  }
  const { gps, obd } = sensors.lines();
  const findings = {
    lines: {
      ...(gps ? { gps: lineDocument(gps, settings.gps, clock) } : {}),
      ...(obd ? { obd: lineDocument(obd, settings.obd, clock) } : {}),
    },
    status: states(sensors, clock),
  };
  over.abort();
  await kept;
  return findings;
}

function states({ health }: VehicleSensors, clock: Clock): SensorFindings['status'] {
  const atMs = clock.monotonic();
  const gps = health.gps?.(atMs);
  const obd = health.obd?.(atMs);
  return { ...(gps ? { gps } : {}), ...(obd ? { obd } : {}) };
}

function isWell({ gps, obd }: SensorFindings['status'], settings: AgentSettings): boolean {
  return (
    (settings.gps.length === 0 || gps === 'ok') &&
    (settings.obd.length === 0 || obd === 'ok' || obd === 'engine-off')
  );
}
