import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { type Day, parisDay, startOfParisDay } from '../../calendar/paris-day.js';
import { parseInstant } from '../../http/instant.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Viewer } from '../auth/auth.public.js';
import { VehicleNotFound, VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { Contract } from './contract.entity.js';
import { type ContractVersion, ContractVersions } from './contract-versions.js';
import { CoverageInstantInvalid } from './contracts.errors.js';
import type { CoverageReason } from './coverage.dto.js';

/** What covered a vehicle at an instant. */
export interface Coverage {
  readonly atMs: number;
  readonly day: Day;
  readonly reason: CoverageReason;
  /** What bound the vehicle then. */
  readonly bound?: { readonly contract: Contract; readonly version: ContractVersion };
}

/** Tells what covered a car at an instant. */
@Injectable()
export class CoverageService {
  constructor(
    @InjectRepository(Contract) private readonly contracts: Repository<Contract>,
    private readonly versions: ContractVersions,
    private readonly vehicles: VehiclesDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The one answer that there is. To a client a vehicle is unknown at an instant at which it was somebody else's.
   * @throws CoverageInstantInvalid, VehicleNotFound
   */
  async at(viewer: Viewer, vehicleId: string, at: string | undefined): Promise<Coverage> {
    const atMs = at === undefined ? this.clock.now() : instantOf(at);
    if (atMs === undefined) throw new CoverageInstantInvalid();
    const { vehicle, periods } = await this.vehicles.history(viewer, vehicleId);
    const isVisible = periods?.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs) ?? true;
    if (!isVisible) throw new VehicleNotFound();
    const day = parisDay(atMs);
    const version = await this.versions.binding(vehicle.id, day);
    if (!version) return { atMs, day, reason: 'no-contract' };
    const contract = await this.contracts.findOneByOrFail({ id: version.contractId });
    return { atMs, day, reason: version.cover, bound: { contract, version } };
  }
}

function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return parseInstant(text);
  // Days that the calendar does not have are no instants either.
  return parseInstant(`${text}T00:00Z`) === undefined ? undefined : startOfParisDay(text);
}
