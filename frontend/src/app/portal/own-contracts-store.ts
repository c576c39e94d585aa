import { computed, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { contractsList } from '../api/fn/contracts/contracts-list';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import type { ContractDto } from '../api/models/contract-dto';
import { problemOf } from '../ui/problem';
import { isOver } from './own-contract';

/** As many as one answer holds. */
const MOST = 100;

/** A client's contracts, and what the vehicles in them are called. */
@Service({ autoProvided: false })
export class OwnContractsStore {
  private readonly api = inject(Api);

  private readonly page = resource({
    loader: () => this.api.invoke(contractsList, { page: 1, pageSize: MOST, sort: '-startsOn' }),
  });
  private readonly vehicles = resource({
    loader: async () => {
      const pages = await Promise.all(
        (['current', 'former'] as const).map((ownership) =>
          this.api.invoke(vehiclesList, { page: 1, pageSize: MOST, sort: 'plate', ownership }),
        ),
      );
      return pages.flatMap(({ items }) => items);
    },
  });

  private readonly contracts = computed(() =>
    this.page.hasValue() ? this.page.value().items : undefined,
  );
  /** Quotes and contracts that run; `undefined` while they load. */
  readonly current = computed(() => this.contracts()?.filter((contract) => !isOver(contract)));
  /** Contracts that are over. */
  readonly past = computed<readonly ContractDto[]>(() => this.contracts()?.filter(isOver) ?? []);
  /** Vehicles by id. */
  readonly vehiclesById = computed(
    () =>
      new Map(
        (this.vehicles.hasValue() ? this.vehicles.value() : []).map((each) => [each.id, each]),
      ),
  );
  /** Why they cannot be shown. */
  readonly problem = computed(() => {
    const error = this.page.error();
    return error === undefined ? null : problemOf(error);
  });

  /** Asks for everything once more. */
  reload(): void {
    this.page.reload();
    this.vehicles.reload();
  }
}
