import type { AgentStatusDto, GpsState, ObdState, PreviousEnd, Site } from '@naif/wire';
import type { Clock } from '../ports/clock.js';
import type { Machine } from '../ports/machine.js';
import type { Outbox } from '../ports/outbox.js';
import { AGENT_VERSION } from '../version.js';

/** What the drivers say of themselves. A vehicle without a sensor leaves its part out. */
export interface SensorHealth {
  /** How the satellite receiver does at a monotonic moment (ms). */
  gps?(atMs: number): GpsState | undefined;
  /** How the OBD-2 adapter does at a monotonic moment (ms). */
  obd?(atMs: number): ObdState | undefined;
  /** The car's battery as the adapter measured it last, V. */
  batteryVolts?(): number | undefined;
  /** Whether the car is the enrolled one. */
  vinMatches?(): boolean | undefined;
  /** Version of the microcontroller's firmware. */
  firmwareVersion?(): string | undefined;
  /** How often a serial line was found again after it was lost. */
  reopened?(): number;
}

/** What the uploads have met. */
export interface UplinkHealth {
  /** Uploads that got through after one or more that did not. */
  readonly reconnects: number;
  /** The site that took the last upload. */
  readonly site?: Site;
}

/** Where the agent's health comes from. */
export interface HealthParts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** When the agent began, monotonic ms. */
  readonly begunAtMs: number;
  readonly machine?: Machine;
  readonly sensors?: SensorHealth;
  /** How the run before this one ended. */
  readonly previousEnd?: PreviousEnd;
}

/** What a status says besides its time and the vehicle's power. */
export type AgentHealth = Omit<AgentStatusDto, 'time' | 'power'>;

/** The longest text that the wire takes for a version. */
const LONGEST_VERSION = 64;

/**
 * Gathers the agent's health for a status. What is not known, or lies outside the wire's ranges (a sensor's
 * nonsense would make the server refuse the upload), is missing.
 */
export function agentHealth(parts: HealthParts, uplink: UplinkHealth): AgentHealth {
  const { clock, sensors, previousEnd } = parts;
  return present({
    agent_version: AGENT_VERSION,
    firmware_version: sensors?.firmwareVersion?.()?.slice(0, LONGEST_VERSION),
    uptime: count((clock.monotonic() - parts.begunAtMs) / 1000),
    previous_end: previousEnd,
    site: uplink.site,
    reconnects: count(uplink.reconnects + (sensors?.reopened?.() ?? 0)),
    ...outboxHealth(parts.outbox),
    ...machineHealth(parts.machine),
    ...sensorHealth(sensors, clock),
  });
}

function outboxHealth(outbox: Outbox): Wanted {
  const { dropped, undatable, damaged } = outbox.losses();
  const oldest = outbox.peek(1)[0];
  return {
    outbox_depth: count(outbox.depth()),
    outbox_oldest: oldest && new Date(oldest.time).toISOString(),
    readings_dropped: count(dropped),
    readings_refused: count(outbox.quarantine().total),
    readings_undatable: count(undatable),
    outboxes_damaged: count(damaged),
    disk_refuses: outbox.diskRefuses(),
  };
}

function machineHealth(machine: Machine | undefined): Wanted {
  return {
    cpu_temp: rounded(within(machine?.cpuCelsius(), -60, 150)),
    disk_free: count(machine?.diskFreeBytes()),
    memory: count(machine?.memoryBytes()),
  };
}

function sensorHealth(sensors: SensorHealth | undefined, clock: Clock): Wanted {
  const atMs = clock.monotonic();
  return {
    gps: sensors?.gps?.(atMs),
    obd: sensors?.obd?.(atMs),
    battery_voltage: within(sensors?.batteryVolts?.(), 0, 99.9),
    vin_matches: sensors?.vinMatches?.(),
  };
}

/** How the sensors' drivers do now. */
export function sensorStates(
  sensors: SensorHealth | undefined,
  clock: Clock,
): Pick<AgentHealth, 'gps' | 'obd'> {
  const { gps, obd } = present(sensorHealth(sensors, clock));
  return { ...(gps === undefined ? {} : { gps }), ...(obd === undefined ? {} : { obd }) };
}

/** A part of the health in which anything may be unknown. */
type Wanted = { readonly [K in keyof AgentHealth]?: AgentHealth[K] | undefined };

function present(wanted: Wanted): AgentHealth {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

/** To tenths: a thermometer's thousandths say nothing. */
function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10;
}

/** A whole number from 0. */
function count(value: number | undefined): number | undefined {
  const whole = value === undefined ? undefined : Math.floor(value);
  return within(whole, 0, Number.MAX_SAFE_INTEGER);
}
