import type { EnrolmentReceiptDto, EnrolmentRequestDto, SettingsChangeDto } from '@naif/wire';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { ServerKeys } from '../../config/server-keys.js';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { type AuditedChange, AuditTrail } from '../audit/audit.public.js';
import { addressKey, TokenBuckets } from '../auth/auth.public.js';
import { Device, EnrolmentCode } from './device.entity.js';
import { carOf, type DeviceCar, revocationOf } from './device-car.js';
import { withdrawCommands } from './device-commands.js';
import { settingsOf } from './device-settings.js';
import { DEVICE_TOKEN_AUDIENCE, ed25519Key } from './device-token.js';
import {
  EnrolmentCodeExpired,
  EnrolmentCodeUnknown,
  EnrolmentCodeUsed,
  PublicKeyTaken,
  PublicKeyUnusable,
  TooManyEnrolments,
} from './devices.errors.js';
import { DevicesService } from './devices.service.js';
import { enrolmentCodeHash, readEnrolmentCode } from './enrolment-code.js';
import { vinCheckOf } from './vin-check.js';

/** Failed enrolments of one address: a garage mistypes a few, then one a minute. */
const FAILURES = { capacity: 10, refillMs: 60_000, maxKeys: 20_000 } as const;

interface Enrolled extends DeviceCar {
  readonly deviceId: string;
  readonly vehicleId: string;
  readonly settings: SettingsChangeDto | null;
  readonly revokedIds: readonly string[];
}

/** Turns a code and a public key into a vehicle's device. */
@Injectable()
export class EnrolmentService {
  private readonly failures = new TokenBuckets(FAILURES);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly devices: DevicesService,
    private readonly audit: AuditTrail,
    private readonly keys: ServerKeys,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
  ) {}

  /**
   * Uses the code up; whoever used it may ask again with the same key and gets the same receipt, with another salt for
   * the VIN. The device that the vehicle had before is revoked in the same transaction: whoever was given a code may
   * replace it. The new one works as the one before did. Of two that use one code at once, one wins.
   *
   * @param address whose failures are counted
   * @throws TooManyEnrolments, EnrolmentCodeUnknown, EnrolmentCodeUsed, EnrolmentCodeExpired, PublicKeyTaken,
   * PublicKeyUnusable
   */
  async enrol(request: EnrolmentRequestDto, address: string): Promise<EnrolmentReceiptDto> {
    const from = addressKey(address);
    const waitMs = this.failures.waitMs(from, this.clock.now());
    if (waitMs > 0) throw new TooManyEnrolments(waitMs);
    this.failures.spend(from, this.clock.now());

    const code = readEnrolmentCode(request.code);
    if (code === undefined) throw new EnrolmentCodeUnknown();
    if (!ed25519Key(request.publicKey)) throw new PublicKeyUnusable();
    const enrolled = await this.dataSource
      .transaction((manager) => this.useCode(manager, code, request))
      .catch((error: unknown) => {
        throw violatedConstraint(error) === 'devices_public_key_key' ? new PublicKeyTaken() : error;
      });

    this.failures.giveBack(from, this.clock.now());
    for (const id of enrolled.revokedIds) this.devices.announceRevoked(id);
    const { deviceId, carId, vehicleId, revokedIds } = enrolled;
    this.bus.publish({ kind: 'device-changed', vehicleId, what: 'device' });
    this.log.info('device.enrolled', { deviceId, vehicleId, revokedIds });
    const vinCheck = vinCheckOf(enrolled.vin);
    return {
      carId,
      deviceId,
      audience: DEVICE_TOKEN_AUDIENCE,
      settings: settingsOf(enrolled.settings),
      ...(vinCheck && { vinCheck }),
    };
  }

  private async useCode(
    manager: EntityManager,
    code: string,
    { publicKey, agentVersion }: EnrolmentRequestDto,
  ): Promise<Enrolled> {
    const now = new Date(this.clock.now());
    // The code's row is the lock: a second user waits here, and then sees that it is used.
    const found = await manager.findOne(EnrolmentCode, {
      where: { codeHash: enrolmentCodeHash(code, this.keys.vinKey) },
      lock: { mode: 'pessimistic_write' },
    });
    if (!found) throw new EnrolmentCodeUnknown();
    const { vehicleId } = found;
    if (found.usedAt) {
      // Asked again by the one who used it: the first receipt was lost on the way.
      const { deviceId } = found;
      const asked = deviceId && { id: deviceId, publicKey, revokedAt: IsNull() };
      const device = asked && (await manager.findOneBy(Device, asked));
      if (!device) throw new EnrolmentCodeUsed();
      const { settings } = device;
      return {
        deviceId,
        vehicleId,
        ...(await carOf(manager, vehicleId)),
        settings,
        revokedIds: [],
      };
    }
    if (found.expiresAt <= now) throw new EnrolmentCodeExpired();

    const before = await manager.findBy(Device, { vehicleId, revokedAt: IsNull() });
    const told = { enrolledAt: now, heardAt: now, agentVersion: agentVersion ?? null };
    // The same key with a new code stays the same device.
    const same = before.find((device) => device.publicKey === publicKey);
    const replaced = same ? [] : before;
    for (const { id } of replaced) await manager.update(Device, { id }, { revokedAt: now });
    const revokedIds = replaced.map(({ id }) => id);
    await withdrawCommands(manager, revokedIds, now);
    const settings = (same ?? (await lastDeviceOf(manager, vehicleId)))?.settings ?? null;
    const device = same ?? manager.create(Device, { vehicleId, publicKey, settings, ...told });
    if (same) await manager.update(Device, { id: same.id }, told);
    else await manager.insert(Device, device);
    await manager.update(EnrolmentCode, { id: found.id }, { usedAt: now, deviceId: device.id });

    const car = await carOf(manager, vehicleId);
    const { clientId } = car;
    await this.audit.recordAll(manager, { role: 'device', id: device.id }, [
      ...replaced.map((gone) => revocationOf({ ...gone, clientId, revokedAt: now })),
      enrolmentOf(device, same, found.id, clientId),
    ]);
    return { deviceId: device.id, vehicleId, ...car, settings, revokedIds };
  }
}

/** How an enrolment is written down. The code's own entry says who gave it out. */
function enrolmentOf(
  { id, vehicleId, agentVersion }: Device,
  same: Device | undefined,
  enrolmentCodeId: string,
  clientId: string,
): AuditedChange {
  return {
    verb: 'enrol',
    kind: 'device',
    objectId: id,
    clientId,
    ...(same && { before: { vehicleId, agentVersion: same.agentVersion } }),
    after: { vehicleId, agentVersion, enrolmentCodeId },
  };
}

/** The device that the vehicle had last, also one that was revoked long ago. */
function lastDeviceOf(manager: EntityManager, vehicleId: string): Promise<Device | null> {
  return manager.findOne(Device, { where: { vehicleId }, order: { enrolledAt: 'DESC' } });
}
