import type { Contract } from './contract.entity.js';
import type { ContractStanding, ContractStatus } from './contract-lifecycle.js';

/** What was last decided on a contract, whenever it begins to count. */
export function standingOf(contract: Contract): ContractStanding {
  const { startsOn, endsOn, changedOn } = contract;
  const status = decidedStatus(contract);
  return { status, startsOn, changedOn, ...(endsOn !== null && { endsOn }) };
}

function decidedStatus({ status, ending, cover }: Contract): ContractStatus {
  if (status !== 'active' && status !== 'suspended') return status;
  return ending ?? (cover === 'suspended' ? 'suspended' : 'active');
}
