import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { Contract } from './contract.entity.js';
import { contractNumber } from './contract-number.js';
import { ContractVersions } from './contract-versions.js';
import type { NewContract } from './new-contract.js';
import {
  ContractNumberTaken,
  ContractOverlap,
  CoveredVehicleUnknown,
  InsuredUnknown,
} from './contracts.errors.js';

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
    await this.versions.signAs(manager, accountId);
    try {
      await manager.insert(Contract, contract);
    } catch (error) {
      throw contractRefusal(error) ?? error;
    }
    return manager.findOneByOrFail(Contract, { id: contract.id });
  }

  /** Inserts many contracts, as `insert`. They are looked at before: a violated constraint ends the transaction. */
  async insertMany(
    manager: EntityManager,
    told: readonly (NewContract & { readonly id: string })[],
    accountId: string,
    at: Date,
  ): Promise<void> {
    if (told.length === 0) return;
    await this.versions.signAs(manager, accountId);
    await manager.insert(
      Contract,
      told.map((one) => ({ ...one, createdAt: at, updatedAt: at })),
    );
  }

  /** As many numbers as are wanted that nobody gave by hand. */
  async freeNumbers(manager: EntityManager, year: number, count: number): Promise<string[]> {
    const free: string[] = [];
    while (free.length < count) {
      const rows = await manager.query<{ ordinal: string }[]>(
        `SELECT nextval('contract_numbers') AS ordinal FROM generate_series(1, $1)`,
        [count - free.length],
      );
      const numbers = rows.map(({ ordinal }) => contractNumber(year, Number(ordinal)));
      const taken = await this.takenNumbers(manager, numbers);
      free.push(...numbers.filter((number) => !taken.has(number)));
    }
    return free;
  }

  /** Which of these numbers other contracts have. */
  async takenNumbers(
    manager: EntityManager,
    numbers: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ number: string }[]>(
      'SELECT number FROM contracts WHERE number = ANY ($1::text[])',
      [numbers],
    );
    return new Set(rows.map(({ number }) => number));
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
