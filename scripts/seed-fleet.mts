import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoFleet, type DemoVehicle } from './demo-fleet.mts';
import type { NaifApi } from './naif-api.mts';

/** What the simulator is told about one vehicle. */
export interface SimulatedVehicle {
  /** Name of its state's folder: the plate. */
  readonly name: string;
  readonly recording: string;
  /** What its control unit tells. */
  readonly vin: string;
  /** One-time enrolment code, for a vehicle that has not enrolled yet. */
  readonly code?: string;
}

interface Known {
  readonly id: string;
  readonly plate: string;
  readonly clientId: string;
  readonly device: { readonly id: string } | null;
}

/**
 * Enters, as an employee would, the vehicles that the backend's own seed does not know, and fetches an enrolment code
 * for each vehicle that has no device or whose device's key is no longer here.
 * @param stateDir the simulator's folder, with one folder a vehicle
 */
export async function seedFleet(
  api: NaifApi,
  count: number,
  stateDir: string,
): Promise<SimulatedVehicle[]> {
  const vehicles = new Map(
    (await api.list<Known>('/api/vehicles')).map((vehicle) => [vehicle.plate, vehicle]),
  );
  const simulated: SimulatedVehicle[] = [];
  for (const vehicle of demoFleet(count)) {
    const known = vehicles.get(vehicle.plate) ?? (await enter(api, vehicle));
    const hasEnrolled = known.device !== null && existsSync(join(stateDir, vehicle.plate));
    const code = hasEnrolled
      ? {}
      : await api.post<{ code: string }>(`/api/vehicles/${known.id}/enrolment-codes`);
    const { plate: name, recording, vin } = vehicle;
    simulated.push({ name, recording, vin, ...code });
  }
  return simulated;
}

async function enter(api: NaifApi, vehicle: DemoVehicle): Promise<Known> {
  const { vin, plate, car, ownerEmail, formula, premiumCents } = vehicle;
  const clients = await api.list<{ id: string; email: string }>('/api/clients');
  const clientId = clients.find(({ email }) => email === ownerEmail)?.id;
  const known = await api.post<Known>('/api/vehicles', {
    clientId,
    vin,
    plate,
    fuel: 'petrol',
    ...car,
  });
  const policy = { clientId, vehicleId: known.id, status: 'active', formula, premiumCents };
  await api.post('/api/contracts', { ...policy, startsOn: '2025-09-01' });
  return known;
}
