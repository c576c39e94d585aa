import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { parisDay } from '../../calendar/paris-day.js';
import { ServerKeys } from '../../config/server-keys.js';
import { DomainError } from '../../errors/domain-error.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { type NewVehicle, newVehicle } from './new-vehicle.js';
import { enteredFields } from './vehicle-audit.js';
import type { CreateVehicleDto } from './vehicle-body.dto.js';
import { Vehicle } from './vehicle.entity.js';
import { OwnerUnknown, PlateTaken, VinTaken } from './vehicles.errors.js';

/** What became of one that was told. */
export type EnteredVehicle = { readonly refusal: DomainError } | { readonly vehicle: Vehicle };

/** Enters many vehicles in one transaction of the caller's, under the rules for one. */
@Injectable()
export class VehicleBatch {
  constructor(
    private readonly keys: ServerKeys,
    private readonly trail: AuditTrail,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Enters those that can be. What is refused is looked up before anything is written, so that the transaction goes on;
   * only somebody who enters the same at that moment can still violate a constraint.
   * @param isTrial the transaction will be rolled back: nothing is put down in the audit trail
   * @returns what became of each, in their order
   */
  async enter(
    manager: EntityManager,
    viewer: Viewer,
    told: readonly CreateVehicleDto[],
    isTrial: boolean,
  ): Promise<readonly EnteredVehicle[]> {
    const read = told.map((one) => this.read(one));
    const fresh = read.flatMap((one) => (one instanceof DomainError ? [] : [one]));
    const taken = await takenBy(manager, fresh);
    const owners = await known(manager, fresh);
    const entered = read.map((one): EnteredVehicle => {
      if (one instanceof DomainError) return { refusal: one };
      if (!owners.has(one.clientId)) return { refusal: new OwnerUnknown() };
      const marks = marksOf(one);
      if (taken.has(marks.vin) || taken.has(marks.carId)) return { refusal: new VinTaken() };
      if (taken.has(marks.plate)) return { refusal: new PlateTaken() };
      for (const mark of Object.values(marks)) taken.add(mark);
      return { vehicle: manager.create(Vehicle, { id: randomUUID(), ...one }) };
    });
    const vehicles = entered.flatMap((one) => ('vehicle' in one ? [one.vehicle] : []));
    if (vehicles.length === 0) return entered;
    await manager.insert(Vehicle, vehicles);
    if (!isTrial) await this.record(manager, viewer, vehicles);
    return entered;
  }

  /** Tells the fleet of vehicles whose transaction is committed. */
  announce(vehicles: readonly Vehicle[]): void {
    for (const { id, series, carId, clientId } of vehicles) {
      this.bus.publish({ kind: 'vehicle-registered', vehicle: { id, series, carId, clientId } });
    }
  }

  private read(told: CreateVehicleDto): NewVehicle | DomainError {
    try {
      return newVehicle(told, this.keys.vinKey, parisDay(this.clock.now()));
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private async record(
    manager: EntityManager,
    viewer: Viewer,
    vehicles: readonly Vehicle[],
  ): Promise<void> {
    await this.trail.recordAll(
      manager,
      viewer,
      vehicles.map((vehicle) => ({
        verb: 'create',
        kind: 'vehicle',
        objectId: vehicle.id,
        clientId: vehicle.clientId,
        after: enteredFields(vehicle),
      })),
    );
  }
}

/** What of a vehicle no other one has. */
function marksOf({ vin, carId, plate, plateCountry }: NewVehicle) {
  return {
    vin: `vin ${vin}`,
    carId: `car ${carId}`,
    plate: `plate ${plate} ${plateCountry ?? 'FR'}`,
  };
}

async function takenBy(
  manager: EntityManager,
  vehicles: readonly NewVehicle[],
): Promise<Set<string>> {
  const rows = await manager.query<{ marks: string[] }[]>(
    `SELECT ARRAY['vin ' || vin, 'car ' || car_id, 'plate ' || plate || ' ' || coalesce(plate_country, 'FR')] AS marks
     FROM vehicles WHERE vin = ANY ($1) OR car_id = ANY ($2) OR plate = ANY ($3)`,
    [
      vehicles.map(({ vin }) => vin),
      vehicles.map(({ carId }) => carId),
      vehicles.map(({ plate }) => plate),
    ],
  );
  return new Set(rows.flatMap(({ marks }) => marks));
}

async function known(
  manager: EntityManager,
  vehicles: readonly NewVehicle[],
): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ id: string }[]>(
    'SELECT id FROM clients WHERE id = ANY ($1::uuid[]) FOR KEY SHARE',
    [vehicles.map(({ clientId }) => clientId)],
  );
  return new Set(rows.map(({ id }) => id));
}
