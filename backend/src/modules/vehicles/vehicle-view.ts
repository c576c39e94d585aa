import type { LastKnownState } from '../../ports/last-known.js';
import { seenMs } from '../../ports/last-known.js';
import { type Client, clientName } from '../clients/clients.public.js';
import type { Device } from '../devices/devices.public.js';
import { standingPower, vehicleState } from '../telemetry/telemetry.public.js';
import type {
  VehicleClientDto,
  VehicleDeviceDto,
  VehicleDto,
  VehicleLastDto,
} from './vehicle.dto.js';
import type { Vehicle } from './vehicle.entity.js';

/** A vehicle (with its client) and what belongs to it. */
export interface VehicleView {
  readonly vehicle: Vehicle;
  readonly last: LastKnownState | undefined;
  readonly device: Device | undefined;
}

/** The vehicle as it is answered. @param withVin whether the VIN may be shown */
export function vehicleDto(
  { vehicle, last, device }: VehicleView,
  nowMs: number,
  withVin: boolean,
): VehicleDto {
  const { id, carId, clientId, client, vin, plate, make, model, year, fuel, displacementCc } =
    vehicle;
  if (!client) throw new Error('The vehicle was read without its client');
  return {
    id,
    carId,
    clientId,
    client: ownerDto(client),
    ...(withVin && { vin }),
    plate,
    make,
    model,
    ...(year !== null && { year }),
    ...(fuel !== null && { fuel }),
    ...(displacementCc !== null && { displacementCc }),
    state: vehicleState(last, nowMs),
    last: last ? lastDto(last) : null,
    device: device ? deviceDto(device) : null,
    createdAt: vehicle.createdAt.toISOString(),
  };
}

function ownerDto(client: Client): VehicleClientDto {
  const { id, firstName, lastName } = client;
  return {
    id,
    name: clientName(client),
    ...(firstName !== null && { firstName }),
    ...(lastName !== null && { lastName }),
  };
}

function lastDto(last: LastKnownState): VehicleLastDto {
  const { positionTimeMs, latitude, longitude, courseDegrees, speedKmh, rpm } = last;
  const power = standingPower(last);
  return {
    time: isoTime(seenMs(last)),
    ...(positionTimeMs !== undefined && { positionTime: isoTime(positionTimeMs) }),
    ...(latitude !== undefined && { latitude }),
    ...(longitude !== undefined && { longitude }),
    ...(courseDegrees !== undefined && { courseDegrees }),
    ...(speedKmh !== undefined && { speedKmh }),
    ...(rpm !== undefined && { rpm }),
    ...(power !== undefined && { power }),
  };
}

function deviceDto({ id, enrolledAt, agentVersion, lastStatusAt }: Device): VehicleDeviceDto {
  return {
    id,
    enrolledAt: enrolledAt.toISOString(),
    ...(agentVersion !== null && { agentVersion }),
    ...(lastStatusAt !== null && { lastStatusAt: lastStatusAt.toISOString() }),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
