import { computed, DestroyRef, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { contractsList } from '../api/fn/contracts/contracts-list';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { FleetStore } from '../live/fleet-store';
import { vehicleState } from '../live/vehicle-state';
import { Now } from '../ui/now';
import { problemOf } from '../ui/problem';
import { lastFactsOf, type OwnVehicle } from './own-vehicle';

/** More vehicles than this on one page help nobody; the page says when there are more. */
const MOST = 100;

/** A client's vehicles as they are right now, and those that were theirs. */
@Service({ autoProvided: false })
export class OwnVehiclesStore {
  private readonly api = inject(Api);
  private readonly fleet = inject(FleetStore);
  private readonly now = inject(Now);

  private readonly page = resource({
    loader: () => this.api.invoke(vehiclesList, { page: 1, pageSize: MOST, sort: 'plate' }),
  });
  private readonly formerPage = resource({
    loader: () => {
      const ownership = 'former' as const;
      return this.api.invoke(vehiclesList, { page: 1, pageSize: MOST, sort: 'plate', ownership });
    },
  });
  private readonly covering = resource({
    loader: () =>
      this.api.invoke(contractsList, { page: 1, pageSize: MOST, sort: 'number', status: 'active' }),
  });

  /** The vehicles, live; `undefined` while they load. */
  readonly vehicles = computed<readonly OwnVehicle[] | undefined>(() =>
    this.page.hasValue() ? this.page.value().items.map((each) => this.nowOf(each)) : undefined,
  );
  /** How many more there are than are shown. */
  readonly shownOf = computed(() => {
    if (!this.page.hasValue()) return null;
    const { items, total } = this.page.value();
    return total > items.length ? items.length : null;
  });
  /** Vehicles that were theirs. */
  readonly former = computed<readonly VehicleDto[]>(() =>
    this.formerPage.hasValue() ? this.formerPage.value().items : [],
  );
  /** Why they cannot be shown. */
  readonly problem = computed(() => {
    const error = this.page.error();
    return error === undefined ? null : problemOf(error);
  });

  constructor() {
    // A client's fleet is what is theirs.
    this.fleet.watch(null);
    inject(DestroyRef).onDestroy(() => this.fleet.unwatch());
  }

  /** Asks for everything once more. */
  reload(): void {
    this.page.reload();
    this.formerPage.reload();
    this.covering.reload();
  }

  private nowOf(vehicle: VehicleDto): OwnVehicle {
    const facts = this.fleet.vehicle(vehicle.id) ?? lastFactsOf(vehicle);
    const contracts = this.covering.hasValue() ? this.covering.value() : undefined;
    const contract = contracts?.items.find(({ vehicleId }) => vehicleId === vehicle.id);
    // Of more contracts than were read, one that is missing may still be there.
    const known = contracts !== undefined && contracts.total <= contracts.items.length;
    return {
      vehicle,
      facts,
      state: vehicleState(facts, this.now.ms()),
      formula: contract?.formula ?? (known ? null : undefined),
    };
  }
}
