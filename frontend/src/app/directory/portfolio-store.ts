import { computed, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { portfoliosList } from '../api/fn/portfolios/portfolios-list';
import type { PortfolioDto } from '../api/models/portfolio-dto';
import { MISSING } from '../format/numbers';
import { SessionStore } from '../session/session-store';
import { problemOf } from '../ui/problem';

/** Somebody who is or can be responsible for clients, and for how many they are. */
export type Portfolio = PortfolioDto;

/** Who is responsible for clients: a short list that several pages show names from. */
@Service()
export class PortfolioStore {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  private readonly list = resource({
    params: () => (this.session.can('read:portfolios') ? this.session.account()?.id : undefined),
    loader: () => this.api.invoke(portfoliosList),
  });

  private readonly known = computed(() => (this.list.hasValue() ? this.list.value() : undefined));
  /** Everybody by name; `undefined` while they load for the first time. */
  readonly all = computed<readonly Portfolio[] | undefined>(() => this.known()?.items);
  /** Clients for whom nobody is responsible. */
  readonly unassigned = computed(() => this.known()?.unassigned ?? 0);
  readonly problem = computed(() => {
    const error = this.list.error();
    return error === undefined ? null : problemOf(error);
  });
  private readonly names = computed(
    () => new Map(this.all()?.map(({ accountId, name }) => [accountId, name])),
  );

  /** What people call whoever is responsible. */
  nameOf(accountId: string | undefined): string {
    return accountId === undefined ? MISSING : (this.names().get(accountId) ?? MISSING);
  }

  /** Who can be made responsible, and who is already. */
  choices(chosenId = ''): { readonly id: string; readonly name: string }[] {
    return (this.all() ?? [])
      .filter(({ closed, accountId }) => !closed || accountId === chosenId)
      .map(({ accountId: id, name }) => ({ id, name }));
  }

  /** Asks anew. */
  reload(): void {
    this.list.reload();
  }
}
