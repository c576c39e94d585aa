import type { AgentStatusDto, Site } from '@naif/wire';
import type { AgentHealth, UplinkHealth } from '../health/agent-health.js';
import type { Clock } from '../ports/clock.js';
import type { VehiclePower } from '../ports/reading-source.js';
import { iso } from './batch.js';

/** While driving, an upload carries a status at least this often, ms. */
const REFRESH_MS = 60_000;
/** With nothing to send, an empty upload asks for commands and says that the agent lives this often, ms. */
const HEARTBEAT_MS = 15 * 60_000;
/** A receiver under trees comes and goes: what the sensors' drivers say is news at most this often, ms. */
const SENSOR_NEWS_MS = 10_000;

/** Where a status comes from. */
export interface StatusSources {
  readonly clock: Clock;
  readonly power: () => VehiclePower | undefined;
  readonly health: (uplink: UplinkHealth) => AgentHealth;
  /** What of the health is worth telling at once; cheap, it is asked all the time. */
  readonly sensors: () => Pick<AgentHealth, 'gps' | 'obd'>;
}

/** Decides when an upload carries a status, and what it says. */
export class StatusReporter {
  private sentState: VehiclePower['state'] | undefined;
  private sentSensors: Pick<AgentStatusDto, 'gps' | 'obd'> = {};
  private sentAt = -Infinity;
  private uplink: UplinkHealth = { reconnects: 0 };

  constructor(private readonly sources: StatusSources) {}

  /** Whether a status is worth an upload of its own. */
  isUrgent(): boolean {
    const state = this.sources.power()?.state;
    const age = this.sources.clock.monotonic() - this.sentAt;
    return (
      (state !== undefined && state !== this.sentState) ||
      (age >= SENSOR_NEWS_MS && this.sensorsChanged()) ||
      age >= HEARTBEAT_MS
    );
  }

  /** The status for the next upload, when it is time for one. */
  due(): AgentStatusDto | undefined {
    const age = this.sources.clock.monotonic() - this.sentAt;
    return this.isUrgent() || age >= REFRESH_MS ? this.status() : undefined;
  }

  /** How the agent is doing now. */
  status(): AgentStatusDto {
    const power = this.sources.power();
    return {
      time: iso(power?.time ?? this.sources.clock.now()),
      ...(power ? { power: power.state } : {}),
      ...this.sources.health(this.uplink),
    };
  }

  /** The last status before the agent stops: a car that is not known to be parked is about to be. */
  farewell(): AgentStatusDto {
    const power = this.sources.power()?.state === 'parked' ? 'parked' : 'stopping';
    return { ...this.status(), time: iso(this.sources.clock.now()), power };
  }

  /** An upload has delivered this status. */
  delivered(status: AgentStatusDto): void {
    this.sentState = status.power;
    this.sentSensors = status;
    this.sentAt = this.sources.clock.monotonic();
  }

  private sensorsChanged(): boolean {
    const { gps, obd } = this.sources.sensors();
    return gps !== this.sentSensors.gps || obd !== this.sentSensors.obd;
  }

  /** A site took an upload. */
  reached(site: Site, afterFailure: boolean): void {
    const reconnects = this.uplink.reconnects + (afterFailure ? 1 : 0);
    this.uplink = { reconnects, site };
  }
}
