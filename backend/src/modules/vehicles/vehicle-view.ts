import { startOfParisDay } from '../../calendar/paris-day.js';
import type { LastKnownState } from '../../ports/last-known.js';
import { seenMs, stateSince } from '../../ports/last-known.js';
import { type Client, clientName } from '../clients/clients.public.js';
import type { Device } from '../devices/devices.public.js';
import { standingPower, vehicleState } from '../telemetry/telemetry.public.js';
import { deviceSituation } from './device-situation.js';
import type {
  VehicleClientDto,
  VehicleDeviceDto,
  VehicleDto,
  VehicleLastDto,
  VehicleMileageDto,
  VehicleWarningDto,
} from './vehicle.dto.js';
import type { Vehicle } from './vehicle.entity.js';
import type { VehicleMileage } from './vehicle-mileage.entity.js';
import type { Ownership } from './vehicle-owners.js';
import { checkDigitMatches } from './vin.js';

/** A vehicle (with its client) and what belongs to it. */
export interface VehicleView {
  readonly vehicle: Vehicle;
  readonly last: LastKnownState | undefined;
  readonly device: Device | undefined;
  readonly mileage: VehicleMileage | undefined;
  /** Of the client in `vehicle`: of a former owner, when that is who looks. */
  readonly ownership: Ownership | undefined;
}

/** What the viewer may see of a vehicle beside what every list shows. */
export interface VehicleSight {
  readonly nowMs: number;
  /** Whether the VIN may be shown. */
  readonly withVin: boolean;
  /** Whether only the client's own time may be shown. */
  readonly ownTimeOnly: boolean;
}

/** The vehicle as it is answered. */
export function vehicleDto(view: VehicleView, sight: VehicleSight): VehicleDto {
  const { vehicle, mileage, ownership } = view;
  const { id, carId, clientId, client, vin, plate, plateCountry, plateKind, make, model } = vehicle;
  if (!client) throw new Error('The vehicle was read without its client');
  const warnings = sight.withVin ? vinWarnings(vin) : [];
  return {
    id,
    carId,
    clientId,
    client: ownerDto(client),
    ...(sight.withVin && { vin }),
    plate,
    ...(plateCountry !== null && { plateCountry }),
    plateKind,
    make,
    model,
    ...papers(vehicle),
    ...(mileage && { mileage: mileageOf(mileage) }),
    ...(ownership?.since && { ownedSince: ownership.since }),
    ...(ownership?.until && { ownedUntil: ownership.until }),
    ...present(view, sight),
    ...(warnings.length > 0 && { warnings }),
    version: vehicle.version,
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

function papers(vehicle: Vehicle): Partial<VehicleDto> {
  const { year, fuel, displacementCc, tankLitres, colour, firstRegisteredOn, inspectionDueOn } =
    vehicle;
  return {
    ...(year !== null && { year }),
    ...(fuel !== null && { fuel }),
    ...(displacementCc !== null && { displacementCc }),
    ...(tankLitres !== null && { tankLitres }),
    ...(colour !== null && { colour }),
    ...(firstRegisteredOn !== null && { firstRegisteredOn }),
    ...(inspectionDueOn !== null && { inspectionDueOn }),
  };
}

/** What it does now and how its device is: to a client nothing from before it was theirs. */
function present(
  { last, device, ownership }: VehicleView,
  { nowMs, ownTimeOnly }: VehicleSight,
): Pick<VehicleDto, 'state' | 'last' | 'device' | 'deviceSituation' | 'deviceSilentSince'> {
  const { situation, silentSinceMs } = deviceSituation(device, last, nowMs);
  const sinceMs = ownTimeOnly && ownership?.since ? startOfParisDay(ownership.since) : undefined;
  const seen = last && sinceMs !== undefined ? stateSince(last, sinceMs) : last;
  const silent = silentSinceMs && Math.max(silentSinceMs, sinceMs ?? 0);
  return {
    state: vehicleState(seen, nowMs),
    last: seen ? lastDto(seen) : null,
    device: device ? deviceDto(device) : null,
    deviceSituation: situation,
    ...(silent !== undefined && { deviceSilentSince: isoTime(silent) }),
  };
}

/** What is unusual about a VIN. */
function vinWarnings(vin: string): VehicleWarningDto[] {
  if (checkDigitMatches(vin) !== false) return [];
  const detail = 'The ninth character is not the check digit of this VIN.';
  return [{ pointer: '/vin', code: 'VEHICLE.VIN_CHECK_DIGIT', detail }];
}

function mileageOf({ km, readOn, source }: VehicleMileage): VehicleMileageDto {
  return { km, readOn, source };
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
