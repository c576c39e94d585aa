import type { CommandDto, SettingsChangeDto } from '@naif/wire';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { VehicleRef } from '../../events/live-event.js';
import { offsetOf, type PageRequest } from '../../http/pagination.js';
import { EventLog } from '../../observability/event-log.js';
import { Metrics } from '../../observability/metrics.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { AuthenticatedDevice, Viewer } from '../auth/auth.public.js';
import {
  COMMAND_LIFE_MS,
  type CommandResult,
  type CommandWish,
  type KeptCommand,
  parametersOf,
} from './device-command.js';
import { carOf } from './device-car.js';
import { Device } from './device.entity.js';
import { VehicleHasNoDevice } from './devices.errors.js';
import { WaitingCommands } from './waiting-commands.js';

/** What is asked of devices, and what became of it. */
@Injectable()
export class DeviceCommands {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly waiting: WaitingCommands,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly metrics: Metrics,
    private readonly log: EventLog,
  ) {}

  /**
   * Asks something of the vehicle's device. At most one command of a kind is open: the same wish again is the same
   * command, another one takes the place of the one before.
   *
   * @throws VehicleHasNoDevice
   */
  async create(viewer: Viewer, vehicleId: string, wish: CommandWish): Promise<KeptCommand> {
    const id = await this.dataSource.transaction(async (manager) => {
      const deviceId = await lockedDevice(manager, vehicleId);
      return this.insert(manager, { vehicleId, deviceId, wish, viewer });
    });
    // The next upload shall carry it, here at once and elsewhere by the bus.
    await this.waiting.refresh();
    this.tell(vehicleId);
    this.log.info('device.command-created', {
      commandId: id,
      kind: wish.kind,
      vehicleId,
      accountId: viewer.accountId,
    });
    const [command] = await this.dataSource.query<KeptCommand[]>(
      `${SELECT} WHERE command.id = $1`,
      [id],
    );
    if (!command) throw new Error(`The command ${id} is gone.`);
    return command;
  }

  /** One page of what was asked of the vehicle's devices, newest first, and how much that is. */
  async list(
    vehicleId: string,
    page: PageRequest,
  ): Promise<[commands: readonly KeptCommand[], total: number]> {
    const [commands, [counted]] = await Promise.all([
      this.dataSource.query<KeptCommand[]>(
        `${SELECT} WHERE command.vehicle_id = $1
         ORDER BY command.created_at DESC, command.id LIMIT $2 OFFSET $3`,
        [vehicleId, page.pageSize, offsetOf(page)],
      ),
      this.dataSource.query<{ total: number }[]>(COUNT, [vehicleId]),
    ]);
    return [commands, counted?.total ?? 0];
  }

  /** The commands that the device's next receipt carries, from memory. */
  forReceipt({ id }: AuthenticatedDevice): CommandDto[] {
    return this.waiting.take(id);
  }

  /**
   * Keeps how commands of this device ended. When it resolves, each result is durable. Ids that the device was not
   * given, and those that have a result already, change nothing.
   */
  async finish(
    { id: deviceId, vehicle }: AuthenticatedDevice,
    results: readonly CommandResult[],
  ): Promise<void> {
    const known = results.filter(({ id }) => UUID.test(id));
    if (known.length === 0) return;
    const finished = await this.dataSource.transaction(async (manager) => {
      // In the order of whoever else changes both: first the device, then its commands.
      await manager.query('SELECT 1 FROM devices WHERE id = $1 FOR NO KEY UPDATE', [deviceId]);
      const rows = await changed<FinishedRow>(manager, FINISH, [
        deviceId,
        new Date(this.clock.now()),
        known.map(({ id }) => id),
        known.map(({ outcome }) => outcome),
        known.map(({ detail }) => detail ?? null),
      ]);
      await this.follow(manager, deviceId, vehicle, rows);
      return rows;
    });
    this.waiting.drop(
      deviceId,
      known.map(({ id }) => id.toLowerCase()),
    );
    if (finished.length === 0) return;
    for (const { id, kind, outcome } of finished) {
      this.metrics.commandResults.inc({ outcome });
      this.log.info('device.command-finished', { commandId: id, kind, outcome, deviceId });
    }
    this.tell(vehicle.id);
  }

  /** Settings that the device took over are its settings from now on, also after it was enrolled anew. */
  private async follow(
    manager: EntityManager,
    deviceId: string,
    { id: vehicleId, clientId }: VehicleRef,
    finished: readonly FinishedRow[],
  ): Promise<void> {
    const settings = finished
      .filter(({ kind, outcome }) => kind === 'settings' && outcome === 'done')
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
      .reduce<SettingsChangeDto>((all, { parameters }) => ({ ...all, ...parameters }), {});
    if (Object.keys(settings).length === 0) return;
    const { settings: before } = await manager.findOneByOrFail(Device, { id: deviceId });
    await manager.query(FOLLOW, [deviceId, JSON.stringify(settings)]);
    await this.audit.record(
      manager,
      { role: 'device', id: deviceId },
      {
        verb: 'update',
        kind: 'device',
        objectId: deviceId,
        clientId,
        before: { vehicleId, settings: before },
        after: { vehicleId, settings: { ...before, ...settings } },
      },
    );
  }

  private async insert(
    manager: EntityManager,
    {
      vehicleId,
      deviceId,
      wish,
      viewer,
    }: { vehicleId: string; deviceId: string; wish: CommandWish; viewer: Viewer },
  ): Promise<string> {
    const now = new Date(this.clock.now());
    const wished = parametersOf(wish);
    const parameters = JSON.stringify(wished);
    const [open] = await manager.query<{ id: string; same: boolean }[]>(OPEN_OF_KIND, [
      deviceId,
      wish.kind,
      now,
      parameters,
    ]);
    if (open?.same) return open.id;
    if (open) await manager.query(WITHDRAW, [open.id, now]);
    const expiresAt = new Date(now.getTime() + COMMAND_LIFE_MS[wish.kind]);
    const [created] = await manager.query<{ id: string }[]>(INSERT, [
      vehicleId,
      deviceId,
      wish.kind,
      parameters,
      viewer.accountId,
      now,
      expiresAt,
    ]);
    if (!created) throw new Error('The command was not written.');
    const { clientId } = await carOf(manager, vehicleId);
    await this.audit.record(manager, viewer, {
      verb: 'command',
      kind: 'device',
      objectId: deviceId,
      clientId,
      after: {
        vehicleId,
        commandId: created.id,
        command: wish.kind,
        ...(wish.kind === 'settings' && { settings: wished }),
        ...(open && { replacedCommandId: open.id }),
      },
    });
    return created.id;
  }

  private tell(vehicleId: string): void {
    this.bus.publish({ kind: 'device-changed', vehicleId, what: 'commands' });
  }
}

/** The vehicle's device. Its row is the lock: commands of one device are made one after the other. */
async function lockedDevice(manager: EntityManager, vehicleId: string): Promise<string> {
  const [device] = await manager.query<{ id: string }[]>(
    'SELECT id FROM devices WHERE vehicle_id = $1 AND revoked_at IS NULL FOR NO KEY UPDATE',
    [vehicleId],
  );
  if (!device) throw new VehicleHasNoDevice();
  return device.id;
}

/** What waits for these devices will never be fetched: it expires now. */
export async function withdrawCommands(
  manager: EntityManager,
  deviceIds: readonly string[],
  now: Date,
): Promise<void> {
  await manager.query(
    'UPDATE device_commands SET expires_at = $2 WHERE device_id = ANY ($1::uuid[]) AND outcome IS NULL AND expires_at > $2',
    [deviceIds, now],
  );
}

/** Rows that an UPDATE returns: TypeORM answers with them and their number. */
async function changed<T>(
  manager: EntityManager,
  statement: string,
  values: unknown[],
): Promise<T[]> {
  const [rows] = await manager.query<[T[], number]>(statement, values);
  return rows;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const SELECT = `
  SELECT command.id, command.kind, command.parameters, account.display_name AS "createdBy",
         command.created_at AS "createdAt", command.expires_at AS "expiresAt",
         command.delivered_at AS "deliveredAt", command.outcome, command.detail, command.finished_at AS "finishedAt"
  FROM device_commands command JOIN accounts account ON account.id = command.created_by`;

const COUNT = 'SELECT count(*)::int4 AS total FROM device_commands WHERE vehicle_id = $1';

const OPEN_OF_KIND = `
  SELECT id, parameters = $4::jsonb AS same FROM device_commands
  WHERE device_id = $1 AND kind = $2 AND outcome IS NULL AND expires_at > $3
  ORDER BY created_at DESC LIMIT 1`;

const WITHDRAW = 'UPDATE device_commands SET expires_at = $2 WHERE id = $1 AND outcome IS NULL';

const INSERT = `
  INSERT INTO device_commands (vehicle_id, device_id, kind, parameters, created_by, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`;

const FINISH = `
  UPDATE device_commands command SET outcome = told.outcome, detail = told.detail, finished_at = $2
  FROM unnest($3::uuid[], $4::text[], $5::text[]) AS told (id, outcome, detail)
  WHERE command.id = told.id AND command.device_id = $1 AND command.outcome IS NULL
  RETURNING command.id, command.kind, command.parameters, command.outcome, command.created_at AS "createdAt"`;

const FOLLOW = `UPDATE devices SET settings = coalesce(settings, '{}') || $2::jsonb WHERE id = $1`;

type FinishedRow = Pick<KeptCommand, 'id' | 'kind' | 'parameters' | 'createdAt'> & {
  readonly outcome: NonNullable<KeptCommand['outcome']>;
};
