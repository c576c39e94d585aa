import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { contractsList } from '../api/fn/contracts/contracts-list';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import { kept } from '../ui/kept';
import { problemOf } from '../ui/problem';

/** Of a client's vehicles and contracts so many are shown; the lists show more. */
const MOST = 20;

/** One client as their page shows them: what is on record, their vehicles, their contracts. */
@Service({ autoProvided: false })
export class ClientStore {
  private readonly api = inject(Api);
  private readonly shownId = signal<string | null>(null);

  private readonly record = resource({
    params: () => this.shownId() ?? undefined,
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  private readonly vehiclePage = resource({
    params: () => this.shownId() ?? undefined,
    loader: ({ params: clientId }) =>
      this.api.invoke(vehiclesList, { clientId, page: 1, pageSize: MOST, sort: 'plate' }),
  });
  private readonly contractPage = resource({
    params: () => this.shownId() ?? undefined,
    loader: ({ params: clientId }) =>
      this.api.invoke(contractsList, { clientId, page: 1, pageSize: MOST, sort: '-startsOn' }),
  });

  /** The client on record; `undefined` while it loads for the first time. */
  readonly client = kept(this.record, this.shownId);
  readonly vehicles = kept(this.vehiclePage, this.shownId);
  readonly contracts = kept(this.contractPage, this.shownId);

  /** Why the client cannot be shown at all. */
  readonly problem = computed(() => this.reason(this.record.error(), this.client()));
  readonly vehiclesProblem = computed(() =>
    this.reason(this.vehiclePage.error(), this.vehicles()),
  );
  readonly contractsProblem = computed(() =>
    this.reason(this.contractPage.error(), this.contracts()),
  );

  /** Shows another client. */
  show(id: string): void {
    this.shownId.set(id);
  }

  /** Loads everything anew. */
  reload(): void {
    this.record.reload();
    this.vehiclePage.reload();
    this.contractPage.reload();
  }

  private reason(error: Error | undefined, known: unknown): ReturnType<typeof problemOf> | null {
    return error === undefined || known !== undefined ? null : problemOf(error);
  }
}
