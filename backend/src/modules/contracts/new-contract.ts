import { type Day, startOfParisDay } from '../../calendar/paris-day.js';
import type { VehicleRef } from '../../events/live-event.js';
import type { CreateContractDto } from './contract.dto.js';
import type { Contract } from './contract.entity.js';

/** What a new contract consists of. */
export type NewContract = Pick<
  Contract,
  | 'number'
  | 'clientId'
  | 'vehicleId'
  | 'formula'
  | 'options'
  | 'deductibleCents'
  | 'bonusMalus'
  | 'status'
  | 'startsOn'
  | 'endsOn'
  | 'premiumCents'
> & { readonly renewalOf?: string };

/** What was told as a whole contract: what was left out is what it usually is. */
export function newContract(told: CreateContractDto, number: string): NewContract {
  return {
    clientId: told.clientId,
    vehicleId: told.vehicleId,
    formula: told.formula,
    options: told.options ?? [],
    deductibleCents: told.deductibleCents ?? null,
    bonusMalus: told.bonusMalus ?? 1,
    status: told.status ?? 'quote',
    startsOn: told.startsOn,
    endsOn: told.endsOn ?? null,
    premiumCents: told.premiumCents,
    number,
  };
}

/** Whether it would end before it begins. */
export function isPeriodEmpty({ startsOn, endsOn }: CreateContractDto): boolean {
  return endsOn !== undefined && endsOn <= startsOn;
}

/** Whether the vehicle was not its client's yet. */
export function isBeforeOwnership(startsOn: Day, { ownedSinceMs }: VehicleRef): boolean {
  return ownedSinceMs !== undefined && startOfParisDay(startsOn) < ownedSinceMs;
}
