import type { ContractDto, ContractStep, ScheduledStatusDto } from './contract.dto.js';
import type { Contract } from './contract.entity.js';
import { standingOf } from './contract-standing.js';
import { type ContractTransition, transitionsFrom } from './contract-lifecycle.js';

/** The contract as it is answered. */
export function contractDto(contract: Contract): ContractDto {
  const { id, number, clientId, vehicleId, formula, options, deductibleCents, bonusMalus } =
    contract;
  const { status, startsOn, endsOn, premiumCents, renewalOf, version, createdAt } = contract;
  const scheduled = scheduledStatus(contract);
  return {
    id,
    number,
    clientId,
    vehicleId,
    formula,
    options,
    ...(deductibleCents !== null && { deductibleCents }),
    ...(bonusMalus !== null && { bonusMalus }),
    status,
    ...(scheduled && { scheduled }),
    transitions: transitionsFrom(standingOf(contract).status).filter(isStep),
    startsOn,
    ...(endsOn !== null && { endsOn }),
    premiumCents,
    ...(renewalOf !== null && { renewalOf }),
    version,
    createdAt: createdAt.toISOString(),
  };
}

/** Whether people take it: contracts expire by themselves. */
function isStep(kind: ContractTransition): kind is ContractStep {
  return kind !== 'expire';
}

/** What is decided and has not come into force. */
function scheduledStatus(contract: Contract): ScheduledStatusDto | undefined {
  const { status } = standingOf(contract);
  if (status === contract.status) return undefined;
  return { status, on: (contract.ending && contract.endsOn) ?? contract.changedOn };
}
