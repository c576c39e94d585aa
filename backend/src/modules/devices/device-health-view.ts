import type { AgentStatusDto } from '@naif/wire';
import { parseInstant } from '../../http/instant.js';
import type { Device } from './device.entity.js';
import type { DeviceHealthDto, DeviceStatusDto } from './device-health.dto.js';
import { settingsOf } from './device-settings.js';

/** A device as staff see it. */
export function deviceHealthDto(device: Device): DeviceHealthDto {
  const { id, enrolledAt, agentVersion, settings, lastStatus, lastStatusAt } = device;
  return {
    id,
    enrolledAt: enrolledAt.toISOString(),
    ...(agentVersion !== null && { agentVersion }),
    settings: settingsOf(settings),
    status: lastStatus && lastStatusAt ? statusDto(device, lastStatus, lastStatusAt) : null,
  };
}

/** Fields of the wire and what they are called here, where nothing but the name differs. */
const FIELDS = [
  ['power', 'power'],
  ['firmware_version', 'firmwareVersion'],
  ['gps', 'gps'],
  ['obd', 'obd'],
  ['battery_voltage', 'batteryVolts'],
  ['vin_matches', 'vinMatches'],
  ['outbox_depth', 'outboxDepth'],
  ['reconnects', 'reconnects'],
  ['cpu_temp', 'cpuCelsius'],
  ['memory', 'memoryBytes'],
  ['disk_free', 'diskFreeBytes'],
  ['disk_refuses', 'diskRefuses'],
  ['readings_dropped', 'readingsDropped'],
  ['readings_refused', 'readingsRefused'],
  ['readings_undatable', 'readingsUndatable'],
  ['outboxes_damaged', 'outboxesDamaged'],
  ['uptime', 'uptimeSeconds'],
  ['previous_end', 'previousEnd'],
  ['site', 'site'],
] as const satisfies readonly (readonly [keyof AgentStatusDto, keyof DeviceStatusDto])[];

/** Said elsewhere, or not as it is. */
type Apart = 'time' | 'agent_version' | 'outbox_oldest';
type Forgotten = Exclude<keyof AgentStatusDto, (typeof FIELDS)[number][0] | Apart>;
true satisfies [Forgotten] extends [never] ? true : never;

function statusDto({ lastClock }: Device, status: AgentStatusDto, at: Date): DeviceStatusDto {
  const known: Partial<Record<keyof DeviceStatusDto, unknown>> = {};
  for (const [from, to] of FIELDS) if (status[from] !== undefined) known[to] = status[from];
  const oldestMs = status.outbox_oldest && parseInstant(status.outbox_oldest);
  return {
    ...(known as Partial<DeviceStatusDto>),
    time: at.toISOString(),
    ...(oldestMs && { outboxOldestAt: new Date(oldestMs).toISOString() }),
    ...(lastClock && { clock: lastClock }),
  };
}
