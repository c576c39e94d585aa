import type { EntityManager } from 'typeorm';
import type { AuditedChange } from '../audit/audit.public.js';

/** What is needed to know of the car that a device belongs to. */
export interface DeviceCar {
  readonly carId: string;
  readonly vin: string;
  readonly clientId: string;
}

/** A vehicle that a device or an enrolment code names, and so exists. */
export async function carOf(manager: EntityManager, vehicleId: string): Promise<DeviceCar> {
  const [car] = await manager.query<DeviceCar[]>(
    'SELECT car_id AS "carId", vin, client_id AS "clientId" FROM vehicles WHERE id = $1',
    [vehicleId],
  );
  if (!car) throw new Error(`There is no vehicle ${vehicleId}.`);
  return car;
}

/** How the end of a device is written down. */
export function revocationOf({
  id,
  vehicleId,
  clientId,
  revokedAt,
}: {
  readonly id: string;
  readonly vehicleId: string;
  readonly clientId: string;
  readonly revokedAt: Date;
}): AuditedChange {
  return {
    verb: 'revoke',
    kind: 'device',
    objectId: id,
    clientId,
    before: { vehicleId, revokedAt: null },
    after: { vehicleId, revokedAt },
  };
}
