import type { CommandDto } from '@naif/wire';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { commandToWire, type KeptCommand } from './device-command.js';

/** So often the database is asked what the bus did not tell: the longest that a command of another instance goes unseen. */
const SYNC_EVERY_MS = 15_000;
/** Most commands in memory, the oldest first: about 300 bytes each. */
const MOST_WAITING = 50_000;
/** Most commands in one receipt: one of each kind, with room. */
const MOST_IN_A_RECEIPT = 4;

interface Waiting {
  readonly deviceId: string;
  readonly vehicleId: string;
  readonly expiresMs: number;
  readonly command: CommandDto;
  delivered: boolean;
}

/**
 * The commands that have no result yet, all of them, in memory: uploads look here and never at the database. Read anew
 * when one was made or ended (the bus tells) and now and then. One that is sent once too often does no harm, because
 * a device carries out an id once.
 */
@Injectable()
export class WaitingCommands implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private byDevice = new Map<string, readonly Waiting[]>();
  /** Ends when memory is as the database was after the last call. */
  private reading: Promise<void> | undefined;
  private readAgain = false;
  /** Commands that ended while they were read. */
  private readonly ended = new Set<string>();
  private unsubscribe: () => void = () => undefined;
  private readonly writes = new Set<Promise<void>>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly log: EventLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = this.bus.subscribe('device-changed', ({ what }) => {
      if (what === 'commands') void this.sync();
    });
    await this.sync();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    await Promise.all(this.writes);
  }

  /** What waits for the device, oldest first; what is given out for the first time is noted as delivered. */
  take(deviceId: string): CommandDto[] {
    const waiting = this.byDevice.get(deviceId);
    if (!waiting) return [];
    const now = this.clock.now();
    const due = waiting.filter(({ expiresMs }) => expiresMs > now).slice(0, MOST_IN_A_RECEIPT);
    const fresh = due.filter(({ delivered }) => !delivered);
    if (fresh.length > 0) this.noteDelivered(fresh, now);
    return due.map(({ command }) => command);
  }

  /** How many wait for their devices. */
  count(): number {
    const now = this.clock.now();
    const waiting = [...this.byDevice.values()].flat();
    return waiting.filter(({ expiresMs }) => expiresMs > now).length;
  }

  /** These have their results: they are not given out again. */
  drop(deviceId: string, ids: readonly string[]): void {
    const gone = new Set(ids);
    const left = this.byDevice.get(deviceId)?.filter(({ command }) => !gone.has(command.id)) ?? [];
    if (left.length > 0) this.byDevice.set(deviceId, left);
    else this.byDevice.delete(deviceId);
    if (this.reading) for (const id of ids) this.ended.add(id);
  }

  /** Reads them anew; calls that come meanwhile share the next reading. @throws what the database throws */
  refresh(): Promise<void> {
    this.readAgain = true;
    this.reading ??= this.readWhileAsked().finally(() => (this.reading = undefined));
    return this.reading;
  }

  @Interval(SYNC_EVERY_MS)
  async sync(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.log.warn('device.commands-not-read', { error });
    }
  }

  private async readWhileAsked(): Promise<void> {
    while (this.readAgain) {
      this.readAgain = false;
      this.ended.clear();
      const rows = await this.dataSource.query<OpenRow[]>(OPEN, [
        new Date(this.clock.now()),
        MOST_WAITING,
      ]);
      const byDevice = new Map<string, Waiting[]>();
      for (const row of rows) {
        if (this.ended.has(row.id)) continue;
        const waiting = byDevice.get(row.deviceId) ?? [];
        waiting.push(waitingOf(row));
        byDevice.set(row.deviceId, waiting);
      }
      this.byDevice = byDevice;
    }
  }

  private noteDelivered(fresh: readonly Waiting[], nowMs: number): void {
    for (const one of fresh) one.delivered = true;
    const writing = this.writeDelivered(fresh, nowMs).finally(() => this.writes.delete(writing));
    this.writes.add(writing);
  }

  private async writeDelivered(fresh: readonly Waiting[], nowMs: number): Promise<void> {
    try {
      await this.dataSource.query(DELIVERED, [
        fresh.map(({ command }) => command.id),
        new Date(nowMs),
      ]);
      const [first] = fresh;
      if (first)
        this.bus.publish({ kind: 'device-changed', vehicleId: first.vehicleId, what: 'commands' });
    } catch (error) {
      // The next receipt is the next try.
      for (const one of fresh) one.delivered = false;
      this.log.warn('device.delivery-not-noted', { error });
    }
  }
}

const OPEN = `
  SELECT id, kind, parameters, device_id AS "deviceId", vehicle_id AS "vehicleId", expires_at AS "expiresAt",
         delivered_at IS NOT NULL AS delivered
  FROM device_commands WHERE outcome IS NULL AND expires_at > $1
  ORDER BY created_at, id LIMIT $2`;

const DELIVERED = `
  UPDATE device_commands SET delivered_at = $2 WHERE id = ANY ($1::uuid[]) AND delivered_at IS NULL`;

interface OpenRow extends Pick<KeptCommand, 'id' | 'kind' | 'parameters' | 'expiresAt'> {
  readonly deviceId: string;
  readonly vehicleId: string;
  readonly delivered: boolean;
}

function waitingOf(row: OpenRow): Waiting {
  const { deviceId, vehicleId, expiresAt, delivered } = row;
  return {
    deviceId,
    vehicleId,
    expiresMs: expiresAt.getTime(),
    command: commandToWire(row),
    delivered,
  };
}
