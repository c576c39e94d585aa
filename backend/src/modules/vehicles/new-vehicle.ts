import { addYears, type Day } from '../../calendar/paris-day.js';
import { type Plate, readPlate } from './plate.js';
import type { CreateVehicleDto } from './vehicle-body.dto.js';
import type { Vehicle } from './vehicle.entity.js';
import {
  InspectionBeforeRegistration,
  PlateInvalid,
  RegistrationAhead,
} from './vehicles.errors.js';
import { carIdOf } from './vin.js';

/** Years after its first registration a French car must have passed its first technical inspection. */
const FIRST_INSPECTION_YEARS = 4;

/** What a new vehicle consists of; the rest the database writes. */
export type NewVehicle = Omit<
  Vehicle,
  'id' | 'series' | 'client' | 'version' | 'createdAt' | 'updatedAt' | 'search'
>;

/**
 * A vehicle as it is kept, from what was told.
 * @throws PlateInvalid, RegistrationAhead, InspectionBeforeRegistration
 */
export function newVehicle(told: CreateVehicleDto, vinKey: string, today: Day): NewVehicle {
  const vehicle = {
    clientId: told.clientId,
    vin: told.vin,
    carId: carIdOf(told.vin, vinKey),
    ...plateOf(told.plate, told.plateCountry ?? 'FR'),
    make: told.make,
    model: told.model,
    year: told.year ?? null,
    fuel: told.fuel ?? null,
    displacementCc: told.displacementCc ?? null,
    tankLitres: told.tankLitres ?? null,
    colour: told.colour ?? null,
    firstRegisteredOn: told.firstRegisteredOn ?? null,
    inspectionDueOn: inspectionDueOn(told, today),
  };
  checkDays(vehicle, today);
  return vehicle;
}

/** @throws PlateInvalid */
export function plateOf(plate: string, country: string): Plate {
  const read = readPlate(plate, country);
  if ('fault' in read) throw new PlateInvalid(read.fault);
  return read;
}

/** @throws RegistrationAhead, InspectionBeforeRegistration */
export function checkDays(
  { firstRegisteredOn, inspectionDueOn }: Pick<Vehicle, 'firstRegisteredOn' | 'inspectionDueOn'>,
  today: Day,
): void {
  if (firstRegisteredOn === null) return;
  if (firstRegisteredOn > today) throw new RegistrationAhead();
  if (inspectionDueOn !== null && inspectionDueOn < firstRegisteredOn) {
    throw new InspectionBeforeRegistration();
  }
}

/** As told; else the first inspection, while that lies ahead: of an older car nobody knows the last one. */
function inspectionDueOn(
  { inspectionDueOn: told, firstRegisteredOn }: CreateVehicleDto,
  today: Day,
): Day | null {
  if (told !== undefined) return told;
  if (firstRegisteredOn === undefined || firstRegisteredOn === null) return null;
  // "Within the six months before the fourth birthday": Code de la route, article R323-22.
  const first = addYears(firstRegisteredOn, FIRST_INSPECTION_YEARS);
  return first > today ? first : null;
}
