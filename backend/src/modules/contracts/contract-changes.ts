import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { addYears, type Day, parisDay, startOfParisDay } from '../../calendar/paris-day.js';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { isOfVisibleClient, scopeIds, type Viewer } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { nextBonusMalus, premiumUnder } from './bonus-malus.js';
import { Contract } from './contract.entity.js';
import { changedFields, enteredFields } from './contract-audit.js';
import type {
  ContractStepDto,
  ContractTermsChangeDto,
  EndorseContractDto,
  RenewContractDto,
  UpdateQuoteDto,
} from './contract-change.dto.js';
import {
  type ContractStanding,
  type ContractTransition,
  endorsementRefusal,
  transition,
} from './contract-lifecycle.js';
import { standingOf } from './contract-standing.js';
import {
  type ContractTerms,
  ContractVersions,
  type VersionKind,
  type VersionOrigin,
} from './contract-versions.js';
import { contractRefusal, ContractWriter } from './contract-writer.js';
import {
  BonusMalusUnknown,
  ContractBeforeOwnership,
  ContractNotFound,
  ContractNotQuote,
  ContractPeriodEmpty,
  ContractStepRefused,
  EndorsementEmpty,
  VehicleOfOtherClient,
} from './contracts.errors.js';

/** What one change is made with. */
interface Change {
  readonly manager: EntityManager;
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly at: Date;
}

/** Moves contracts along their lifecycle, and changes their terms: each change is one transaction. */
@Injectable()
export class ContractChanges {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly versions: ContractVersions,
    private readonly writer: ContractWriter,
    private readonly vehicles: VehiclesDirectory,
    private readonly trail: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ContractNotFound, ChangedMeanwhile, ContractNotQuote, ContractPeriodEmpty, ContractNumberTaken */
  correctQuote(viewer: Viewer, id: string, told: UpdateQuoteDto): Promise<Contract> {
    return this.change(viewer, id, told.version, 'update', async (change) => {
      const { manager, contract } = change;
      if (contract.status !== 'quote') throw new ContractNotQuote();
      const startsOn = told.startsOn ?? contract.startsOn;
      const endsOn = told.endsOn === undefined ? contract.endsOn : told.endsOn;
      if (endsOn !== null && endsOn <= startsOn) throw new ContractPeriodEmpty();
      const period = { startsOn, endsOn, binding: false };
      const origin = originOf(change, 'creation', undefined);
      await this.checkOwner(change, startsOn, '/startsOn');
      await this.versions.rewriteFirst(manager, id, period, mergedTerms(contract, told), origin);
      if (told.number !== undefined) {
        await manager.update(Contract, { id }, { number: told.number });
      }
    });
  }

  /** A quote becomes a contract. @throws ContractOverlap, VehicleOfOtherClient and as `change` */
  activate(viewer: Viewer, id: string, told: ContractStepDto): Promise<Contract> {
    return this.change(viewer, id, told.version, 'activate', async (change) => {
      const { manager, contract } = change;
      const { startsOn } = step(contract, 'activate', told.effectiveOn);
      await this.checkOwner(change, startsOn, '/effectiveOn');
      const period = { startsOn, endsOn: contract.endsOn, binding: true };
      const origin = originOf(change, 'activation', told.reason);
      await this.versions.rewriteFirst(manager, id, period, contract, origin);
      await manager.update(Contract, { id }, { status: 'active' });
    });
  }

  /** The car stays bound, but is not covered any more. */
  suspend(viewer: Viewer, id: string, told: ContractStepDto): Promise<Contract> {
    return this.change(viewer, id, told.version, 'suspend', async (change) => {
      step(change.contract, 'suspend', told.effectiveOn);
      await this.begin(change, told, 'suspension', change.contract);
    });
  }

  /** The car is covered again. */
  resume(viewer: Viewer, id: string, told: ContractStepDto): Promise<Contract> {
    return this.change(viewer, id, told.version, 'resume', async (change) => {
      step(change.contract, 'resume', told.effectiveOn);
      await this.begin(change, told, 'resumption', change.contract);
    });
  }

  /** The contract ends before its time, or on it. */
  terminate(viewer: Viewer, id: string, told: ContractStepDto): Promise<Contract> {
    return this.change(viewer, id, told.version, 'terminate', async ({ manager, contract, at }) => {
      step(contract, 'terminate', told.effectiveOn);
      await this.versions.cut(manager, id, told.effectiveOn, at);
      await manager.update(Contract, { id }, { ending: 'terminated' });
    });
  }

  /** Other terms from a day on. @throws EndorsementEmpty and as `change` */
  endorse(viewer: Viewer, id: string, told: EndorseContractDto): Promise<Contract> {
    return this.change(viewer, id, told.version, 'endorse', async (change) => {
      const { contract } = change;
      const refusal = endorsementRefusal(standingOf(contract), told.effectiveOn);
      if (refusal) throw new ContractStepRefused(refusal);
      const terms = mergedTerms(contract, told);
      if (JSON.stringify(terms) === JSON.stringify(mergedTerms(contract, {}))) {
        throw new EndorsementEmpty();
      }
      await this.begin(change, told, 'endorsement', terms);
    });
  }

  /** Another contract follows, with the bonus-malus moved on. @returns the contract that follows */
  async renew(viewer: Viewer, id: string, told: RenewContractDto): Promise<Contract> {
    let follower: Contract | undefined;
    await this.change(viewer, id, told.version, 'renew', async (change) => {
      const { manager, contract, at } = change;
      step(contract, 'renew', told.effectiveOn);
      await this.checkOwner(change, told.effectiveOn, '/effectiveOn');
      if (contract.bonusMalus === null) throw new BonusMalusUnknown();
      await this.versions.cut(manager, id, told.effectiveOn, at);
      await manager.update(Contract, { id }, { ending: 'renewed' });
      follower = await this.follow(change, contract.bonusMalus, told);
    });
    if (!follower) throw new Error('The renewal made no contract');
    return follower;
  }

  private async follow(
    { manager, viewer, contract, at }: Change,
    bonusMalus: number,
    told: RenewContractDto,
  ): Promise<Contract> {
    const next = nextBonusMalus(bonusMalus, told.atFaultClaims ?? 0);
    const startsOn = told.effectiveOn;
    const follower = await this.writer.insert(
      manager,
      {
        number: await this.writer.freeNumber(manager, at.getUTCFullYear()),
        clientId: contract.clientId,
        vehicleId: contract.vehicleId,
        formula: contract.formula,
        options: contract.options,
        deductibleCents: contract.deductibleCents,
        bonusMalus: next,
        status: 'active',
        startsOn,
        endsOn: contract.endsOn === null ? null : addYears(startsOn, 1),
        premiumCents: told.premiumCents ?? premiumUnder(contract.premiumCents, bonusMalus, next),
        renewalOf: contract.id,
      },
      viewer.accountId,
      at,
    );
    await this.trail.record(manager, viewer, {
      verb: 'create',
      kind: 'contract',
      objectId: follower.id,
      clientId: follower.clientId,
      after: enteredFields(follower),
    });
    return follower;
  }

  /**
   * The contract is locked, its version compared, the work done, its status moved to today's, its version raised.
   * @throws ContractNotFound, ChangedMeanwhile, and what the work throws
   */
  private async change(
    viewer: Viewer,
    id: string,
    version: number,
    verb: string,
    work: (change: Change) => Promise<void>,
  ): Promise<Contract> {
    const at = new Date(this.clock.now());
    try {
      return await this.dataSource.transaction(async (manager) => {
        const seen = isOfVisibleClient(viewer, 'contract.client_id', ':scope');
        const contract = await manager
          .createQueryBuilder(Contract, 'contract')
          .where('contract.id = :id', { id })
          .andWhere(seen, { scope: scopeIds(viewer) })
          .setLock('pessimistic_write')
          .getOne();
        if (!contract) throw new ContractNotFound();
        if (contract.version !== version) throw new ChangedMeanwhile();
        await work({ manager, viewer, contract, at });
        await manager.query(
          `UPDATE contracts c SET status = contract_status_on(c, $2::date), version = version + 1, updated_at = $3
           WHERE id = $1`,
          [id, parisDay(at.getTime()), at],
        );
        const after = await manager.findOneByOrFail(Contract, { id });
        await this.trail.record(manager, viewer, {
          verb,
          kind: 'contract',
          objectId: id,
          clientId: after.clientId,
          ...changedFields(contract, after),
        });
        return after;
      });
    } catch (error) {
      throw contractRefusal(error, '/effectiveOn') ?? error;
    }
  }

  /** New terms begin, and run to the contract's end. */
  private async begin(
    change: Change,
    told: { readonly effectiveOn: Day; readonly reason?: string },
    kind: Extract<VersionKind, 'endorsement' | 'suspension' | 'resumption'>,
    terms: ContractTerms,
  ): Promise<void> {
    const { manager, contract, at } = change;
    const cover =
      kind === 'endorsement' ? contract.cover : kind === 'suspension' ? 'suspended' : 'covered';
    const period = { startsOn: told.effectiveOn, endsOn: contract.endsOn, cover } as const;
    await this.versions.cut(manager, contract.id, told.effectiveOn, at);
    const origin = originOf(change, kind, told.reason);
    await this.versions.add(manager, contract, period, terms, origin);
  }

  /** The car may have changed hands since the quote was made. */
  private async checkOwner(
    { manager, viewer, contract }: Change,
    startsOn: Day,
    pointer: string,
  ): Promise<void> {
    const vehicle = await this.vehicles.findForChange(manager, viewer, contract.vehicleId);
    if (vehicle?.clientId !== contract.clientId) throw new VehicleOfOtherClient();
    const { ownedSinceMs } = vehicle;
    if (ownedSinceMs !== undefined && startOfParisDay(startsOn) < ownedSinceMs) {
      throw new ContractBeforeOwnership(pointer);
    }
  }
}

/** @throws ContractStepRefused */
function step(contract: Contract, kind: ContractTransition, on: Day): ContractStanding {
  const outcome = transition(standingOf(contract), kind, on);
  if ('refusal' in outcome) throw new ContractStepRefused(outcome.refusal);
  return outcome.standing;
}

function originOf(
  { viewer, at }: Change,
  kind: VersionKind,
  reason: string | undefined,
): VersionOrigin {
  return { kind, reason, accountId: viewer.accountId, at };
}

/** The contract's terms with what was told in place of them. */
function mergedTerms(
  contract: ContractTerms,
  told: Omit<ContractTermsChangeDto, 'version'>,
): ContractTerms {
  return {
    formula: told.formula ?? contract.formula,
    options: told.options ?? contract.options,
    deductibleCents:
      told.deductibleCents === undefined ? contract.deductibleCents : told.deductibleCents,
    bonusMalus: told.bonusMalus ?? contract.bonusMalus,
    premiumCents: told.premiumCents ?? contract.premiumCents,
  };
}
