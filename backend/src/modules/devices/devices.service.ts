import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { ServerKeys } from '../../config/server-keys.js';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { Device, EnrolmentCode } from './device.entity.js';
import { carOf, revocationOf } from './device-car.js';
import { withdrawCommands } from './device-commands.js';
import { DeviceRegistry } from './device-registry.js';
import { DeviceNotFound, NoSuchVehicle } from './devices.errors.js';
import {
  ENROLMENT_CODE_MS,
  enrolmentCodeHash,
  groupedCode,
  newEnrolmentCode,
} from './enrolment-code.js';

/** A code as it is shown, once. */
export interface ShownCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Gives out enrolment codes and revokes devices. */
@Injectable()
export class DevicesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly registry: DeviceRegistry,
    private readonly vehicles: VehiclesDirectory,
    private readonly audit: AuditTrail,
    private readonly keys: ServerKeys,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
  ) {}

  /** A new one-time code for the vehicle. Older ones that nobody used are void. @throws NoSuchVehicle */
  async createCode(viewer: Viewer, vehicleId: string): Promise<ShownCode> {
    const code = newEnrolmentCode();
    const now = this.clock.now();
    const expiresAt = new Date(now + ENROLMENT_CODE_MS);
    await this.dataSource.transaction(async (manager) => {
      // Codes and enrolments of one vehicle come one after the other.
      const vehicle = await this.vehicles.findForChange(manager, viewer, vehicleId);
      if (!vehicle) throw new NoSuchVehicle();
      const { clientId } = vehicle;
      const voided = await manager.delete(EnrolmentCode, { vehicleId, usedAt: IsNull() });
      const created = manager.create(EnrolmentCode, {
        vehicleId,
        codeHash: enrolmentCodeHash(code, this.keys.vinKey),
        createdBy: viewer.accountId,
        createdAt: new Date(now),
        expiresAt,
      });
      await manager.insert(EnrolmentCode, created);
      await this.audit.record(manager, viewer, {
        verb: 'create',
        kind: 'enrolment-code',
        objectId: created.id,
        clientId,
        after: { vehicleId, expiresAt, codesVoided: voided.affected ?? 0 },
      });
    });
    this.log.info('device.enrolment-code-created', { vehicleId, accountId: viewer.accountId });
    return { code: groupedCode(code), expiresAt };
  }

  /** From now on the device's tokens are refused. Revoking it again changes nothing. @throws DeviceNotFound */
  async revoke(viewer: Viewer, deviceId: string): Promise<void> {
    const vehicleId = await this.dataSource.transaction(async (manager) => {
      const device = await manager.findOneBy(Device, { id: deviceId });
      if (!device || !(await this.vehicles.find(viewer, device.vehicleId)))
        throw new DeviceNotFound();
      const revokedAt = new Date(this.clock.now());
      const { affected } = await manager.update(
        Device,
        { id: deviceId, revokedAt: IsNull() },
        { revokedAt },
      );
      await withdrawCommands(manager, [deviceId], revokedAt);
      if (affected) {
        const { clientId } = await carOf(manager, device.vehicleId);
        await this.audit.record(manager, viewer, revocationOf({ ...device, clientId, revokedAt }));
      }
      return device.vehicleId;
    });
    this.announceRevoked(deviceId);
    this.bus.publish({ kind: 'device-changed', vehicleId, what: 'device' });
    this.log.info('device.revoked', { deviceId, accountId: viewer.accountId });
  }

  /** Makes everybody forget what they know of the device: this process now, others by the bus. */
  announceRevoked(deviceId: string): void {
    this.registry.forget(deviceId);
    this.bus.publish({ kind: 'device-revoked', deviceId });
  }
}
