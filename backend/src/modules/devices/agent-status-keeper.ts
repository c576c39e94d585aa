import type { AgentStatusDto } from '@naif/wire';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { StatusReported } from '../../events/live-event.js';
import { EventLog } from '../../observability/event-log.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';

/** Statuses are written together, at most once in so many ms: nobody looks more often. */
const WRITE_EVERY_MS = 2000;

/** Keeps with each device what its agent last said of itself. A status lost in a crash is followed by the next. */
@Injectable()
export class AgentStatusKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** The newest status of each vehicle that is not written yet: bounded by the fleet. */
  private readonly waiting = new Map<string, StatusReported>();
  private unsubscribe: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly log: EventLog,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.bus.subscribe('status-reported', (event) => {
      const known = this.waiting.get(event.vehicle.id);
      if (known && known.timeMs > event.timeMs) return;
      this.waiting.set(event.vehicle.id, event);
      this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    clearTimeout(this.timer);
    await this.write();
  }

  private async write(): Promise<void> {
    this.timer = undefined;
    const events = [...this.waiting.values()];
    this.waiting.clear();
    if (events.length === 0) return;
    try {
      await this.dataSource.query(WRITE, [
        events.map(({ vehicle }) => vehicle.id),
        events.map(({ timeMs }) => new Date(timeMs)),
        events.map(({ status }) => JSON.stringify(status satisfies AgentStatusDto)),
        events.map(({ status }) => status.agent_version ?? null),
        events.map(({ clock }) => (clock ? JSON.stringify(clock) : null)),
      ]);
      for (const { vehicle } of events) {
        this.bus.publish({ kind: 'device-changed', vehicleId: vehicle.id, what: 'status' });
      }
    } catch (error) {
      this.log.warn('device.status-not-kept', { vehicles: events.length, error });
    }
  }
}

const WRITE = `
  UPDATE devices
  SET last_status = told.status, last_status_at = told.at, last_clock = told.clock,
      agent_version = coalesce(told.version, agent_version)
  FROM unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::text[], $5::jsonb[])
    AS told (vehicle_id, at, status, version, clock)
  WHERE devices.vehicle_id = told.vehicle_id AND devices.revoked_at IS NULL
    AND (devices.last_status_at IS NULL OR devices.last_status_at <= told.at)`;
