import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { parisDay, startOfParisDay } from '../../calendar/paris-day.js';
import { ServerKeys } from '../../config/server-keys.js';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import type { VehicleRef } from '../../events/live-event.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import {
  type Client,
  ClientMerged,
  ClientNotFound,
  ClientsDirectory,
} from '../clients/clients.public.js';
import { checkDays, newVehicle, plateOf } from './new-vehicle.js';
import { changedFields, enteredFields } from './vehicle-audit.js';
import type { CreateVehicleDto, UpdateVehicleDto } from './vehicle-body.dto.js';
import type { ChangeOwnerDto } from './vehicle-owner.dto.js';
import { Vehicle } from './vehicle.entity.js';
import { VehicleOwners } from './vehicle-owners.js';
import { VehiclesDirectory } from './vehicles-directory.js';
import {
  OwnerSame,
  OwnerSinceAhead,
  OwnerSinceBeforeFormer,
  OwnerStillInsured,
  OwnerUnknown,
  PlateTaken,
  VehicleNotFound,
  VinTaken,
} from './vehicles.errors.js';

/** Enters and corrects vehicles, and hands them from owner to owner: each change is one transaction. */
@Injectable()
export class VehicleChanges {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly keys: ServerKeys,
    private readonly owners: VehicleOwners,
    private readonly vehicles: VehiclesDirectory,
    private readonly clients: ClientsDirectory,
    private readonly trail: AuditTrail,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws OwnerUnknown, VinTaken, PlateTaken, PlateInvalid, RegistrationAhead, InspectionBeforeRegistration. @returns its id */
  async create(viewer: Viewer, told: CreateVehicleDto): Promise<string> {
    const owner = await this.ownerOf(viewer, told.clientId);
    const vehicle = await this.transaction(async (manager) => {
      const fresh = manager.create(
        Vehicle,
        newVehicle(told, this.keys.vinKey, parisDay(this.clock.now())),
      );
      await manager.insert(Vehicle, fresh);
      await this.trail.record(manager, viewer, {
        verb: 'create',
        kind: 'vehicle',
        objectId: fresh.id,
        clientId: fresh.clientId,
        after: enteredFields(fresh),
      });
      return fresh;
    });
    const { id, series, carId, clientId } = vehicle;
    this.bus.publish({
      kind: 'vehicle-registered',
      vehicle: { id, series, carId, clientId, ...responsibleFor(owner) },
    });
    return id;
  }

  /** @throws VehicleNotFound, ChangedMeanwhile and as `create` */
  async update(viewer: Viewer, id: string, told: UpdateVehicleDto): Promise<void> {
    const { version, plate, plateCountry, ...rest } = told;
    await this.transaction(async (manager) => {
      const before = await this.locked(manager, viewer, id, version);
      const changes: Partial<Vehicle> = {
        ...definedOnly(rest),
        ...((plate !== undefined || plateCountry !== undefined) &&
          plateOf(plate ?? before.plate, plateCountry ?? before.plateCountry ?? 'FR')),
      };
      checkDays({ ...before, ...changes }, parisDay(this.clock.now()));
      await this.save(manager, before, changes);
      const after = await manager.findOneByOrFail(Vehicle, { id });
      await this.trail.record(manager, viewer, {
        verb: 'update',
        kind: 'vehicle',
        objectId: id,
        clientId: after.clientId,
        ...changedFields(before, after),
      });
    });
  }

  /**
   * Hands the vehicle to another client. Who watches it for the former one sees it no more at once.
   * @throws VehicleNotFound, ChangedMeanwhile, OwnerUnknown, OwnerSame, OwnerSinceAhead, OwnerSinceBeforeFormer,
   * OwnerStillInsured
   */
  async changeOwner(viewer: Viewer, id: string, told: ChangeOwnerDto): Promise<void> {
    const { clientId, since, version } = told;
    await this.vehicles.get(viewer, id);
    const owner = await this.ownerOf(viewer, clientId);
    const former = await this.transaction(async (manager) => {
      const before = await this.locked(manager, viewer, id, version);
      await this.checkHandover(manager, before, told);
      await this.owners.hand(manager, id, clientId, since);
      await this.save(manager, before, {});
      await this.trail.record(manager, viewer, {
        verb: 'change-owner',
        kind: 'vehicle',
        objectId: id,
        clientId: before.clientId,
        before: { clientId: before.clientId },
        after: { clientId, since },
      });
      return before;
    });
    const { series, carId } = former;
    this.bus.publish({
      kind: 'vehicle-owner-changed',
      vehicle: {
        id,
        series,
        carId,
        clientId,
        ownedSinceMs: startOfParisDay(since),
        ...responsibleFor(owner),
      },
      formerClientId: former.clientId,
    });
  }

  private async checkHandover(
    manager: EntityManager,
    vehicle: Vehicle,
    { clientId, since }: ChangeOwnerDto,
  ): Promise<void> {
    if (clientId === vehicle.clientId) throw new OwnerSame();
    if (since > parisDay(this.clock.now())) throw new OwnerSinceAhead();
    const current = (await this.owners.current([vehicle.id], manager)).get(vehicle.id);
    if (current?.since && since <= current.since) throw new OwnerSinceBeforeFormer();
    const insured = await manager.query<{ number: string }[]>(
      `SELECT number FROM contracts
       WHERE vehicle_id = $1 AND client_id = $2 AND status IN ('active', 'suspended')
         AND (ends_on IS NULL OR ends_on > $3::date) ORDER BY number`,
      [vehicle.id, vehicle.clientId, since],
    );
    if (insured.length > 0) throw new OwnerStillInsured(insured.map(({ number }) => number));
  }

  /** The client to whom a vehicle is given: one whom the viewer may see. @throws OwnerUnknown */
  private async ownerOf(viewer: Viewer, clientId: string): Promise<Client> {
    try {
      return await this.clients.get(viewer, clientId);
    } catch (error) {
      throw error instanceof ClientNotFound || error instanceof ClientMerged
        ? new OwnerUnknown()
        : error;
    }
  }

  private async locked(
    manager: EntityManager,
    viewer: Viewer,
    id: string,
    version: number,
  ): Promise<Vehicle> {
    // Before anything is said of its version: who may not see it learns that there is none.
    if (!(await this.vehicles.findForChange(manager, viewer, id))) throw new VehicleNotFound();
    const vehicle = await manager.findOne(Vehicle, {
      where: { id },
      lock: { mode: 'for_no_key_update' },
    });
    if (!vehicle) throw new VehicleNotFound();
    if (vehicle.version !== version) throw new ChangedMeanwhile();
    return vehicle;
  }

  private async save(
    manager: EntityManager,
    { id, version }: Vehicle,
    changes: Partial<Vehicle>,
  ): Promise<void> {
    const updatedAt = new Date(this.clock.now());
    await manager.update(Vehicle, { id }, { ...changes, version: version + 1, updatedAt });
  }

  private async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }
}

function responsibleFor({ responsibleId }: Client): Pick<VehicleRef, 'responsibleId'> {
  return responsibleId === null ? {} : { responsibleId };
}

function definedOnly<T extends object>(told: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(told).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** What a violated constraint means here. */
function refusalOf(error: unknown): Error | undefined {
  switch (violatedConstraint(error)) {
    case 'vehicles_client_id_fkey':
    case 'vehicle_owners_client_id_fkey':
      return new OwnerUnknown();
    // The pseudonym follows from the VIN: both are taken together.
    case 'vehicles_vin_key':
    case 'vehicles_car_id_key':
      return new VinTaken();
    case 'vehicles_plate_key':
      return new PlateTaken();
    default:
      return undefined;
  }
}
