import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';

/** A device is written down as heard of at most once in so long, ms: lists need no more. */
const EVERY_MS = 3_600_000;
/** Those that are due are written together, at most once in so many ms. */
const WRITE_EVERY_MS = 2_000;

/**
 * Notes with each device when it was heard of last, so that lists can sort and filter by it. Once an hour a device: the
 * exact instant stands with the vehicle's last-known state, and one that a crash loses is followed by the next.
 */
@Injectable()
export class DeviceHearing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** When each vehicle's device was written down last, ms since the epoch: bounded by the fleet. */
  private readonly noted = new Map<string, number>();
  private readonly due = new Map<string, number>();
  private ends: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly log: EventLog,
  ) {}

  onApplicationBootstrap(): void {
    this.ends = [
      this.bus.subscribe('status-reported', ({ vehicle }) => this.hear(vehicle.id)),
      this.bus.subscribe('readings-stored', ({ vehicle }) => this.hear(vehicle.id)),
      // Another device of the vehicle has to be written down, too.
      this.bus.subscribe('device-changed', ({ vehicleId, what }) => {
        if (what === 'device') this.noted.delete(vehicleId);
      }),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const end of this.ends) end();
    clearTimeout(this.timer);
    await this.write();
  }

  private hear(vehicleId: string): void {
    const now = this.clock.now();
    if (now - (this.noted.get(vehicleId) ?? -Infinity) < EVERY_MS) return;
    this.noted.set(vehicleId, now);
    this.due.set(vehicleId, now);
    this.timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS);
  }

  private async write(): Promise<void> {
    this.timer = undefined;
    const heard = [...this.due];
    this.due.clear();
    if (heard.length === 0) return;
    try {
      await this.dataSource.query(WRITE, [
        heard.map(([vehicleId]) => vehicleId),
        heard.map(([, atMs]) => new Date(atMs)),
      ]);
    } catch (error) {
      for (const [vehicleId] of heard) this.noted.delete(vehicleId);
      this.log.warn('device.hearing-not-noted', { vehicles: heard.length, error });
    }
  }
}

const WRITE = `
  UPDATE devices SET heard_at = greatest(devices.heard_at, told.at)
  FROM unnest($1::uuid[], $2::timestamptz[]) AS told (vehicle_id, at)
  WHERE devices.vehicle_id = told.vehicle_id AND devices.revoked_at IS NULL`;
