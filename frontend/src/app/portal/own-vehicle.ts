import type { ContractDto } from '../api/models/contract-dto';
import type { VehicleDto } from '../api/models/vehicle-dto';
import type { LiveVehicle } from '../live/frames';
import type { VehicleState } from '../live/vehicle-state';

/** One of a client's vehicles, as it is right now. */
export interface OwnVehicle {
  readonly vehicle: VehicleDto;
  /** The newest that is known; `null`: it was never heard of. */
  readonly facts: LiveVehicle | null;
  readonly state: VehicleState;
  /** What covers it; `null`: nothing does; `undefined`: not known yet. */
  readonly formula: ContractDto['formula'] | null | undefined;
}

/** What the list of vehicles knew of one, in the form in which the live socket tells it. */
export function lastFactsOf({ id, last }: VehicleDto): LiveVehicle | null {
  if (last === null) return null;
  const { latitude, longitude, courseDegrees, speedKmh, rpm, power } = last;
  return {
    id,
    timeMs: Date.parse(last.time),
    positionTimeMs: Date.parse(last.positionTime ?? last.time),
    latitude,
    longitude,
    courseDegrees,
    speedKmh,
    rpm,
    power,
  };
}
