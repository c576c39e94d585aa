import { computed, inject, resource, Service } from '@angular/core';
import { Api } from '../../api/api';
import { accountsUpdate } from '../../api/fn/accounts/accounts-update';
import { handoversCreate } from '../../api/fn/portfolios/handovers-create';
import { handoversList } from '../../api/fn/portfolios/handovers-list';
import { handoversRemove } from '../../api/fn/portfolios/handovers-remove';
import { handoversUpdate } from '../../api/fn/portfolios/handovers-update';
import { portfoliosReassign } from '../../api/fn/portfolios/portfolios-reassign';
import type { CreateHandoverDto } from '../../api/models/create-handover-dto';
import type { HandoverDto } from '../../api/models/handover-dto';
import { type Portfolio, PortfolioStore } from '../../directory/portfolio-store';
import { problemOf } from '../../ui/problem';

/** Who stands in for whom. */
export type Handover = HandoverDto;

/** What is told of a new handover. */
export type NewHandover = CreateHandoverDto;

/** So many are shown, those that are not over first. */
const MOST = 100;

/** Handovers, and what administrators change of portfolios. */
@Service({ autoProvided: false })
export class HandoverStore {
  private readonly api = inject(Api);
  private readonly portfolios = inject(PortfolioStore);
  private readonly page = resource({
    loader: () => this.api.invoke(handoversList, { page: 1, pageSize: MOST }),
  });

  /** `undefined` while they load for the first time. */
  readonly handovers = computed<readonly Handover[] | undefined>(() =>
    this.page.hasValue() ? this.page.value().items : undefined,
  );
  readonly hasMore = computed(() => this.page.hasValue() && this.page.value().total > MOST);
  readonly problem = computed(() => {
    const error = this.page.error();
    return error === undefined ? null : problemOf(error);
  });

  reload(): void {
    this.page.reload();
  }

  async handOver(body: NewHandover): Promise<void> {
    await this.api.invoke(handoversCreate, { body });
    this.page.reload();
  }

  /** From now on it is over: one that began by the day before keeps its days until then, a later one goes. */
  async end({ id, version, fromDay }: Handover, dayBefore: string): Promise<void> {
    if (fromDay <= dayBefore) {
      await this.api.invoke(handoversUpdate, { id, body: { version, untilDay: dayBefore } });
    } else await this.api.invoke(handoversRemove, { id });
    this.page.reload();
  }

  /** Whether somebody sees the own portfolio only. */
  async confine({ accountId, version }: Portfolio, portfolioOnly: boolean): Promise<void> {
    try {
      await this.api.invoke(accountsUpdate, { id: accountId, body: { version, portfolioOnly } });
    } finally {
      this.portfolios.reload();
    }
  }

  /** Resolves with how many clients have another account manager now. */
  async reassign(fromId: string, toAccountId: string | null): Promise<number> {
    const { moved } = await this.api.invoke(portfoliosReassign, {
      id: fromId,
      body: { toAccountId },
    });
    this.portfolios.reload();
    return moved;
  }
}
