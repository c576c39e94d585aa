import { Inject, Injectable } from '@nestjs/common';
import { daysBetween, parisDay } from '../../calendar/paris-day.js';
import { DomainError } from '../../errors/domain-error.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Viewer } from '../auth/auth.public.js';
import { ContractChanges } from './contract-changes.js';
import type { RenewalDto } from './contract-renewals.dto.js';
import { DAYS_BEFORE } from './contract-reminders.js';
import { ContractNotDue } from './contracts.errors.js';
import { ContractsService } from './contracts.service.js';

/** A contract is due when somebody is reminded of it. */
const DUE_DAYS = Math.max(...DAYS_BEFORE);

/** What became of one that was to be renewed. */
export type RenewalOutcome =
  | { readonly id: string; readonly followerId: string }
  | { readonly id: string; readonly code: string };

/** Renews contracts together on the days on which they end: each one is a change of its own. */
@Injectable()
export class ContractRenewals {
  constructor(
    private readonly contracts: ContractsService,
    private readonly changes: ContractChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One after the other; what is refused does not keep the others. */
  async renew(viewer: Viewer, items: readonly RenewalDto[]): Promise<readonly RenewalOutcome[]> {
    const outcomes: RenewalOutcome[] = [];
    for (const item of items) outcomes.push(await this.renewOne(viewer, item));
    return outcomes;
  }

  private async renewOne(viewer: Viewer, { id, version }: RenewalDto): Promise<RenewalOutcome> {
    try {
      const { endsOn } = await this.contracts.get(viewer, id);
      if (endsOn === null || daysBetween(parisDay(this.clock.now()), endsOn) > DUE_DAYS) {
        throw new ContractNotDue(DUE_DAYS);
      }
      const follower = await this.changes.renew(viewer, id, { version, effectiveOn: endsOn });
      return { id, followerId: follower.id };
    } catch (error) {
      if (error instanceof DomainError) return { id, code: error.code };
      throw error;
    }
  }
}
