import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { DomainError } from '../../errors/domain-error.js';
import type { VehicleRef } from '../../events/live-event.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import type { CreateContractDto } from './contract.dto.js';
import { enteredFields } from './contract-audit.js';
import { Contract } from './contract.entity.js';
import { type BoundPeriod, ContractVersions } from './contract-versions.js';
import { ContractWriter } from './contract-writer.js';
import {
  ContractBeforeOwnership,
  ContractNumberTaken,
  ContractOverlap,
  ContractPeriodEmpty,
  CoveredVehicleUnknown,
  VehicleOfOtherClient,
} from './contracts.errors.js';
import { isBeforeOwnership, isPeriodEmpty, newContract } from './new-contract.js';

/** What is known about the vehicles and numbers of a batch. */
interface Known {
  readonly vehicles: ReadonlyMap<string, VehicleRef>;
  /** When vehicles are bound; grows with the batch. */
  readonly bound: Map<string, BoundPeriod[]>;
  /** Numbers of other contracts; grows with the batch. */
  readonly numbers: Set<string>;
}

/** Enters many contracts in one transaction of the caller's, under the rules for one. */
@Injectable()
export class ContractBatch {
  constructor(
    private readonly vehicles: VehiclesDirectory,
    private readonly versions: ContractVersions,
    private readonly writer: ContractWriter,
    private readonly trail: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Enters those that can be. What is refused is looked up before anything is written, so that the transaction goes on.
   * @param isTrial the transaction will be rolled back: nobody is kept from the vehicles, no number is used up, and
   *   nothing is put down in the audit trail
   * @returns of each why it is refused, in their order; `undefined`: it is entered
   */
  async enter(
    manager: EntityManager,
    viewer: Viewer,
    told: readonly CreateContractDto[],
    isTrial: boolean,
  ): Promise<readonly (DomainError | undefined)[]> {
    const at = new Date(this.clock.now());
    const known = await this.lookUp(manager, viewer, told, isTrial);
    const refusals = told.map((one) => refusalOf(one, known));
    const good = told.filter((_, index) => refusals[index] === undefined);
    const free = await this.numbers(manager, good, at, isTrial);
    const fresh = good.map((one) => ({
      id: randomUUID(),
      ...newContract(one, one.number ?? free.pop() ?? ''),
    }));
    await this.writer.insertMany(manager, fresh, viewer.accountId, at);
    if (!isTrial) await this.record(manager, viewer, fresh);
    return refusals;
  }

  private async lookUp(
    manager: EntityManager,
    viewer: Viewer,
    told: readonly CreateContractDto[],
    isTrial: boolean,
  ): Promise<Known> {
    const ids = [...new Set(told.map(({ vehicleId }) => vehicleId))];
    const vehicles = isTrial
      ? await this.vehicles.findMany(manager, viewer, ids)
      : await this.vehicles.findManyForChange(manager, viewer, ids);
    const given = told.flatMap(({ number }) => (number === undefined ? [] : [number]));
    const bound = await this.versions.bindings(manager, ids);
    const numbers = new Set(await this.writer.takenNumbers(manager, given));
    return { vehicles, bound, numbers };
  }

  /** A number for each that has none, the last one first. */
  private async numbers(
    manager: EntityManager,
    told: readonly CreateContractDto[],
    at: Date,
    isTrial: boolean,
  ): Promise<string[]> {
    const missing = told.filter(({ number }) => number === undefined);
    if (isTrial) return missing.map(() => randomUUID().replaceAll('-', ''));
    const free = await this.writer.freeNumbers(manager, at.getUTCFullYear(), missing.length);
    return free.reverse();
  }

  private async record(
    manager: EntityManager,
    viewer: Viewer,
    fresh: readonly { readonly id: string }[],
  ): Promise<void> {
    const contracts = await manager.findBy(Contract, { id: In(fresh.map(({ id }) => id)) });
    await this.trail.recordAll(
      manager,
      viewer,
      contracts.map((contract) => ({
        verb: 'create',
        kind: 'contract',
        objectId: contract.id,
        clientId: contract.clientId,
        after: enteredFields(contract),
      })),
    );
  }
}

/** Why it is refused; one that is not belongs to what is known from then on. */
function refusalOf(told: CreateContractDto, known: Known): DomainError | undefined {
  const { clientId, vehicleId, startsOn, number, status = 'quote' } = told;
  if (isPeriodEmpty(told)) return new ContractPeriodEmpty();
  const vehicle = known.vehicles.get(vehicleId);
  if (!vehicle) return new CoveredVehicleUnknown();
  if (vehicle.clientId !== clientId) return new VehicleOfOtherClient();
  if (isBeforeOwnership(startsOn, vehicle)) return new ContractBeforeOwnership();
  if (number !== undefined && known.numbers.has(number)) return new ContractNumberTaken();
  const period = { startsOn, endsOn: told.endsOn ?? null };
  const bound = known.bound.get(vehicleId) ?? [];
  const overlaps = bound.some((other) => doOverlap(period, other));
  // A quote binds nothing, and history that contradicts other is kept without binding: the database sees to it.
  const binds = status === 'active' || status === 'suspended';
  if (overlaps && binds) return new ContractOverlap();
  const isHistory = status !== 'quote' && told.endsOn !== undefined;
  if ((binds || isHistory) && !overlaps) known.bound.set(vehicleId, [...bound, period]);
  if (number !== undefined) known.numbers.add(number);
  return undefined;
}

function doOverlap(one: BoundPeriod, other: BoundPeriod): boolean {
  const startsBefore = (a: BoundPeriod, b: BoundPeriod): boolean =>
    b.endsOn === null || a.startsOn < b.endsOn;
  return startsBefore(one, other) && startsBefore(other, one);
}
