import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { parisDay, startOfParisDay } from '../../calendar/paris-day.js';
import { type FoundPage, MOST_COUNTED, readPage } from '../../database/list-page.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { searchCondition } from '../../http/text-search.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import type { ContractQueryDto, CreateContractDto } from './contract.dto.js';
import { Contract } from './contract.entity.js';
import { enteredFields } from './contract-audit.js';
import { remindedOf } from './contract-reminders.js';
import { ContractSubmissions } from './contract-submissions.js';
import { type ContractVersion, ContractVersions } from './contract-versions.js';
import { ContractWriter, type NewContract } from './contract-writer.js';
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
    const clientId = visibleClientId(viewer);
    const contract = await this.contracts.findOneBy({
      id,
      ...(clientId !== undefined && { clientId }),
    });
    if (!contract) throw new ContractNotFound();
    return contract;
  }

  /** The versions of a contract that the viewer may see. @throws ContractNotFound */
  async versionsOf(viewer: Viewer, id: string): Promise<ContractVersion[]> {
    return this.versions.of((await this.get(viewer, id)).id);
  }

  /** One page of the contracts that the viewer may see and that match, and how many match. */
  async list(viewer: Viewer, query: ContractQueryDto): Promise<FoundPage<Contract>> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.contracts
      .createQueryBuilder('contract')
      .orderBy(`contract.${field}`, direction)
      .addOrderBy('contract.id', direction)
      .offset(offsetOf(query))
      .limit(query.pageSize);
    const { clientId, vehicleId, status, formula, due } = query;
    const own = visibleClientId(viewer);
    if (own !== undefined) found.andWhere('contract.clientId = :own', { own });
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
    return readPage(found, search && MOST_COUNTED);
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
    const { clientId, vehicleId, startsOn, endsOn } = told;
    if (endsOn !== undefined && endsOn <= startsOn) throw new ContractPeriodEmpty();
    const vehicle = await this.vehicles.findForChange(manager, viewer, vehicleId);
    if (!vehicle) throw new CoveredVehicleUnknown();
    if (vehicle.clientId !== clientId) throw await this.ownerRefusal(manager, clientId);
    const { ownedSinceMs } = vehicle;
    if (ownedSinceMs !== undefined && startOfParisDay(startsOn) < ownedSinceMs) {
      throw new ContractBeforeOwnership();
    }
    return {
      clientId,
      vehicleId,
      formula: told.formula,
      options: told.options ?? [],
      deductibleCents: told.deductibleCents ?? null,
      bonusMalus: told.bonusMalus ?? 1,
      status: told.status ?? 'quote',
      startsOn,
      endsOn: endsOn ?? null,
      premiumCents: told.premiumCents,
      number: told.number ?? (await this.writer.freeNumber(manager, at.getUTCFullYear())),
    };
  }

  private async ownerRefusal(manager: EntityManager, clientId: string): Promise<Error> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM clients WHERE id = $1', [clientId]);
    return rows.length === 0 ? new InsuredUnknown() : new VehicleOfOtherClient();
  }
}
