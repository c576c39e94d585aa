import { plainToInstance } from 'class-transformer';
import { IsOptional, IsString, Matches, validateSync } from 'class-validator';
import { UsageError } from '../src/config/option.js';

/** One vehicle of the demo. */
export class VehicleSpec {
  /** Names its folder, and sets its rounds apart from those of others. */
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
  readonly name!: string;

  /** Path of its recording. */
  @IsString()
  readonly recording!: string;

  /** What its control unit tells as its VIN. */
  @IsOptional()
  @Matches(/^[A-HJ-NPR-Z0-9]{17}$/)
  readonly vin?: string;

  /** One-time enrolment code; not needed once it has enrolled. */
  @IsOptional()
  @IsString()
  readonly code?: string;
}

/** Reads the list of vehicles. Throws `UsageError` when it is none. */
export function parseVehicleList(text: string): readonly VehicleSpec[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new UsageError('The list of vehicles is no JSON.');
  }
  if (!Array.isArray(list) || list.length === 0) {
    throw new UsageError('The list of vehicles is no JSON array with at least one vehicle.');
  }
  const vehicles = list.map((entry: unknown) => plainToInstance(VehicleSpec, entry));
  vehicles.forEach((vehicle, index) => {
    const faults = validateSync(vehicle).map(({ property }) => property);
    if (faults.length > 0) {
      throw new UsageError(
        `Vehicle ${index + 1} of the list: wrong or missing ${faults.join(', ')}.`,
      );
    }
  });
  const names = new Set(vehicles.map(({ name }) => name));
  if (names.size < vehicles.length) throw new UsageError('Two vehicles of the list share a name.');
  return vehicles;
}
