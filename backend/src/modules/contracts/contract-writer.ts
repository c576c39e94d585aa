import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { Contract } from './contract.entity.js';
import { contractNumber } from './contract-number.js';
import { ContractVersions } from './contract-versions.js';
import {
  ContractNumberTaken,
  ContractOverlap,
  CoveredVehicleUnknown,
  InsuredUnknown,
} from './contracts.errors.js';

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

/** Puts new contracts into the database. */
@Injectable()
export class ContractWriter {
  constructor(private readonly versions: ContractVersions) {}

  /**
   * Inserts a contract; the database writes its first version.
   * @throws ContractOverlap, ContractNumberTaken, InsuredUnknown, CoveredVehicleUnknown
   */
  async insert(
    manager: EntityManager,
    told: NewContract,
    accountId: string,
    at: Date,
  ): Promise<Contract> {
    const contract = manager.create(Contract, { ...told, createdAt: at, updatedAt: at });
    try {
      await manager.insert(Contract, contract);
    } catch (error) {
      throw contractRefusal(error) ?? error;
    }
    await this.versions.sign(manager, contract.id, accountId, at);
    return manager.findOneByOrFail(Contract, { id: contract.id });
  }

  /** The next number that nobody gave by hand. */
  async freeNumber(manager: EntityManager, year: number): Promise<string> {
    for (;;) {
      const [next] = await manager.query<{ ordinal: string }[]>(
        `SELECT nextval('contract_numbers') AS ordinal`,
      );
      const number = contractNumber(year, Number(next?.ordinal));
      if (!(await manager.existsBy(Contract, { number }))) return number;
    }
  }
}

/** What a violated constraint means here. @param startPointer to the day with which the period begins */
export function contractRefusal(error: unknown, startPointer = '/startsOn'): Error | undefined {
  switch (violatedConstraint(error)) {
    case 'contract_versions_no_overlap':
      return new ContractOverlap(startPointer);
    case 'contracts_number_key':
      return new ContractNumberTaken();
    case 'contracts_client_id_fkey':
      return new InsuredUnknown();
    case 'contracts_vehicle_id_fkey':
      return new CoveredVehicleUnknown();
    default:
      return undefined;
  }
}
