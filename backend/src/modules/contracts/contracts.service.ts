import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository, type SelectQueryBuilder } from 'typeorm';
import { parisDay } from '../../calendar/paris-day.js';
import { type FoundPage, MOST_COUNTED, readPage } from '../../database/list-page.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { isSearched, searchCondition } from '../../http/text-search.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { isOfVisibleClient, isVisibleClient, scopeIds, type Viewer } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import type { ContractQueryDto, CreateContractDto } from './contract.dto.js';
import { Contract } from './contract.entity.js';
import { enteredFields } from './contract-audit.js';
import { remindedOf } from './contract-reminders.js';
import { isBeforeOwnership, isPeriodEmpty, newContract, type NewContract } from './new-contract.js';
import { ContractSubmissions } from './contract-submissions.js';
import { type ContractVersion, ContractVersions } from './contract-versions.js';
import { ContractWriter } from './contract-writer.js';
import {
  ContractBeforeOwnership,
  ContractNotFound,
  ContractNumberTaken,
  ContractPeriodEmpty,
  CoveredVehicleUnknown,
  InsuredUnknown,
  VehicleOfOtherClient,
} from './contracts.errors.js';

/** The number that was free may be given by hand before it is written: so often in a row it is not. */
const NUMBER_TRIES = 5;

/** Creates, finds and lists contracts. */
@Injectable()
export class ContractsService {
  constructor(
    @InjectRepository(Contract) private readonly contracts: Repository<Contract>,
    private readonly vehicles: VehiclesDirectory,
    private readonly versions: ContractVersions,
    private readonly writer: ContractWriter,
    private readonly submissions: ContractSubmissions,
    private readonly trail: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Enters a contract; under a key that made one already, that one is the answer.
   * @throws ContractPeriodEmpty, InsuredUnknown, CoveredVehicleUnknown, VehicleOfOtherClient,
   * ContractBeforeOwnership, ContractOverlap, ContractNumberTaken, IdempotencyKeyReused
   */
  async create(viewer: Viewer, told: CreateContractDto, key?: string): Promise<Contract> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.contracts.manager.transaction((manager) =>
          this.createOnce(manager, viewer, told, key),
        );
      } catch (error) {
        const mayRetry = error instanceof ContractNumberTaken && told.number === undefined;
        if (!mayRetry || tries >= NUMBER_TRIES) throw error;
      }
    }
  }

  /** A contract that the viewer may see. @throws ContractNotFound */
  async get(viewer: Viewer, id: string): Promise<Contract> {
    const contract = await this.contracts
      .createQueryBuilder('contract')
      .where('contract.id = :id', { id })
      .andWhere(isOfVisibleClient(viewer, 'contract.client_id', ':scope'), {
        scope: scopeIds(viewer),
      })
      .getOne();
    if (!contract) throw new ContractNotFound();
    return contract;
  }

  /** The versions of a contract that the viewer may see. @throws ContractNotFound */
  async versionsOf(viewer: Viewer, id: string): Promise<ContractVersion[]> {
    return this.versions.of((await this.get(viewer, id)).id);
  }

  /** One page of the contracts that the viewer may see and that match, and how many match. */
  list(viewer: Viewer, query: ContractQueryDto): Promise<FoundPage<Contract>> {
    const found = this.found(viewer, query).offset(offsetOf(query)).limit(query.pageSize);
    return readPage(found, isSearched(query) ? MOST_COUNTED : undefined);
  }

  /** Ids of all that the viewer may see and that match, in the list's order, `most` at most. */
  async ids(viewer: Viewer, query: ContractQueryDto, most: number): Promise<string[]> {
    const found = this.found(viewer, query).limit(most).select('contract.id', 'id');
    return (await found.getRawMany<{ id: string }>()).map(({ id }) => id);
  }

  private found(viewer: Viewer, query: ContractQueryDto): SelectQueryBuilder<Contract> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.contracts
      .createQueryBuilder('contract')
      .where(isOfVisibleClient(viewer, 'contract.client_id', ':scope'), { scope: scopeIds(viewer) })
      .orderBy(`contract.${field}`, direction)
      .addOrderBy('contract.id', direction);
    const { clientId, vehicleId, status, formula, due } = query;
    if (clientId !== undefined) found.andWhere('contract.clientId = :clientId', { clientId });
    if (vehicleId !== undefined) found.andWhere('contract.vehicleId = :vehicleId', { vehicleId });
    if (status !== undefined) found.andWhere('contract.status = :status', { status });
    if (formula !== undefined) found.andWhere('contract.formula = :formula', { formula });
    if (due !== undefined) {
      found.andWhere(`contract.id IN (${remindedOf(':today::date', ':due::text')})`, {
        today: parisDay(this.clock.now()),
        due,
      });
    }
    const search = searchCondition(query.search, (like) => like('contract.found_by'));
    if (search) found.andWhere(search.sql, search.parameters);
    return found;
  }

  private async createOnce(
    manager: EntityManager,
    viewer: Viewer,
    told: CreateContractDto,
    key: string | undefined,
  ): Promise<Contract> {
    const at = new Date(this.clock.now());
    const { accountId } = viewer;
    const submission = key === undefined ? undefined : { accountId, key, body: told, at };
    const madeId = submission && (await this.submissions.take(manager, submission));
    if (madeId !== undefined) return manager.findOneByOrFail(Contract, { id: madeId });
    const fresh = await this.checked(manager, viewer, told, at);
    const contract = await this.writer.insert(manager, fresh, accountId, at);
    if (submission) await this.submissions.settle(manager, submission, contract.id);
    await this.trail.record(manager, viewer, {
      verb: 'create',
      kind: 'contract',
      objectId: contract.id,
      clientId: contract.clientId,
      after: enteredFields(contract),
    });
    return contract;
  }

  /** What was told as a whole contract, its client and its vehicle looked at. */
  private async checked(
    manager: EntityManager,
    viewer: Viewer,
    told: CreateContractDto,
    at: Date,
  ): Promise<NewContract> {
    const { clientId, vehicleId, startsOn } = told;
    if (isPeriodEmpty(told)) throw new ContractPeriodEmpty();
    const vehicle = await this.vehicles.findForChange(manager, viewer, vehicleId);
    if (!vehicle) throw new CoveredVehicleUnknown();
    if (vehicle.clientId !== clientId) throw await this.ownerRefusal(manager, viewer, clientId);
    if (isBeforeOwnership(startsOn, vehicle)) throw new ContractBeforeOwnership();
    const number = told.number ?? (await this.writer.freeNumber(manager, at.getUTCFullYear()));
    return newContract(told, number);
  }

  private async ownerRefusal(
    manager: EntityManager,
    viewer: Viewer,
    clientId: string,
  ): Promise<Error> {
    const seen = isVisibleClient(viewer, 'clients', '$2');
    const rows = await manager.query<unknown[]>(`SELECT 1 FROM clients WHERE id = $1 AND ${seen}`, [
      clientId,
      scopeIds(viewer),
    ]);
    return rows.length === 0 ? new InsuredUnknown() : new VehicleOfOtherClient();
  }
}
