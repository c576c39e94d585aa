import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { searchCondition } from '../../http/text-search.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import type { ContractQueryDto, CreateContractDto } from './contract.dto.js';
import { Contract } from './contract.entity.js';
import { contractNumber } from './contract-number.js';
import {
  ContractNotFound,
  ContractNumberTaken,
  ContractOverlap,
  ContractPeriodEmpty,
  CoveredVehicleUnknown,
  InsuredUnknown,
  VehicleOfOtherClient,
} from './contracts.errors.js';

/** A number that somebody gave by hand may be in the way of the counter: so many in a row are not. */
const NUMBER_TRIES = 20;

/** Creates, finds and lists contracts. */
@Injectable()
export class ContractsService {
  constructor(
    @InjectRepository(Contract) private readonly contracts: Repository<Contract>,
    private readonly vehicles: VehiclesDirectory,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws ContractPeriodEmpty, InsuredUnknown, CoveredVehicleUnknown, VehicleOfOtherClient, ContractOverlap,
   * ContractNumberTaken
   */
  async create(viewer: Viewer, told: CreateContractDto): Promise<Contract> {
    const { number, status, endsOn, ...rest } = told;
    if (endsOn !== undefined && endsOn <= rest.startsOn) throw new ContractPeriodEmpty();
    const vehicle = await this.vehicles.find(viewer, rest.vehicleId);
    if (!vehicle) throw new CoveredVehicleUnknown();
    const unnumbered = { ...rest, status: status ?? 'quote', endsOn: endsOn ?? null };
    if (vehicle.clientId !== rest.clientId) throw await this.ownerRefusal(rest.clientId);
    if (number !== undefined) return this.insert(viewer, { ...unnumbered, number });
    return this.insertNumbered(viewer, unnumbered);
  }

  /** A contract that the viewer may see. @throws ContractNotFound */
  async get(viewer: Viewer, id: string): Promise<Contract> {
    const clientId = visibleClientId(viewer);
    const contract = await this.contracts.findOneBy({
      id,
      ...(clientId !== undefined && { clientId }),
    });
    if (!contract) throw new ContractNotFound();
    return contract;
  }

  /** One page of the contracts that the viewer may see and that match, and how many match. */
  async list(
    viewer: Viewer,
    query: ContractQueryDto,
  ): Promise<[contracts: Contract[], total: number]> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.contracts
      .createQueryBuilder('contract')
      .orderBy(`contract.${field}`, direction)
      .addOrderBy('contract.id', direction)
      .offset(offsetOf(query))
      .limit(query.pageSize);
    const { clientId, vehicleId, status } = query;
    const own = visibleClientId(viewer);
    if (own !== undefined) found.andWhere('contract.clientId = :own', { own });
    if (clientId !== undefined) found.andWhere('contract.clientId = :clientId', { clientId });
    if (vehicleId !== undefined) found.andWhere('contract.vehicleId = :vehicleId', { vehicleId });
    if (status !== undefined) found.andWhere('contract.status = :status', { status });
    const search = searchCondition(query.search, matchesWord);
    if (search) found.andWhere(search.sql, search.parameters);
    return found.getManyAndCount();
  }

  private async insertNumbered(
    viewer: Viewer,
    unnumbered: Omit<NewContract, 'number'>,
  ): Promise<Contract> {
    const year = new Date(this.clock.now()).getUTCFullYear();
    for (let tries = 1; ; tries += 1) {
      const [next] = await this.contracts.query<{ ordinal: string }[]>(
        `SELECT nextval('contract_numbers') AS ordinal`,
      );
      try {
        return await this.insert(viewer, {
          ...unnumbered,
          number: contractNumber(year, Number(next?.ordinal)),
        });
      } catch (error) {
        if (!(error instanceof ContractNumberTaken) || tries >= NUMBER_TRIES) throw error;
      }
    }
  }

  private async insert(viewer: Viewer, told: NewContract): Promise<Contract> {
    const contract = this.contracts.create(told);
    try {
      await this.contracts.manager.transaction(async (manager) => {
        await manager.insert(Contract, contract);
        await this.audit.record(manager, viewer, {
          verb: 'create',
          kind: 'contract',
          objectId: contract.id,
          clientId: contract.clientId,
          after: { ...told },
        });
      });
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
    return contract;
  }

  private async ownerRefusal(clientId: string): Promise<Error> {
    const rows = await this.contracts.query<unknown[]>('SELECT 1 FROM clients WHERE id = $1', [
      clientId,
    ]);
    return rows.length === 0 ? new InsuredUnknown() : new VehicleOfOtherClient();
  }
}

type NewContract = Pick<
  Contract,
  | 'number'
  | 'clientId'
  | 'vehicleId'
  | 'formula'
  | 'status'
  | 'startsOn'
  | 'endsOn'
  | 'premiumCents'
>;

/** Contracts are found by their number, their client and their vehicle. */
function matchesWord(pattern: string): string {
  return `lower(contract.number) LIKE ${pattern}
    OR contract.client_id IN (SELECT id FROM clients WHERE search LIKE ${pattern})
    OR contract.vehicle_id IN (SELECT id FROM vehicles WHERE search LIKE ${pattern})`;
}

/** What a violated constraint means here. */
function refusalOf(error: unknown): Error | undefined {
  switch (violatedConstraint(error)) {
    case 'contracts_no_overlap':
      return new ContractOverlap();
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
