import type { Contract } from './contract.entity.js';

/** What of a contract goes into the audit trail. */
const AUDITED = [
  'number',
  'clientId',
  'vehicleId',
  'formula',
  'options',
  'deductibleCents',
  'bonusMalus',
  'status',
  'ending',
  'startsOn',
  'endsOn',
  'premiumCents',
] as const satisfies readonly (keyof Contract)[];

type Fields = Record<string, unknown>;

/** All fields of a contract that is new. */
export function enteredFields(contract: Contract): Fields {
  return Object.fromEntries(AUDITED.map((name) => [name, contract[name]]));
}

/** The fields that differ between two states of a contract, as they were and as they are. */
export function changedFields(
  before: Contract,
  after: Contract,
): { before: Fields; after: Fields } {
  const changed = AUDITED.filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (contract: Contract): Fields =>
    Object.fromEntries(changed.map((name) => [name, contract[name]]));
  return { before: pick(before), after: pick(after) };
}
