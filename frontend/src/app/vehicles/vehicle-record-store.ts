import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { contractsList } from '../api/fn/contracts/contracts-list';
import { coverageAt } from '../api/fn/contracts/coverage-at';
import { vehicleHistoryAddMileage } from '../api/fn/vehicles/vehicle-history-add-mileage';
import { vehicleHistoryMileagesOf } from '../api/fn/vehicles/vehicle-history-mileages-of';
import { vehicleHistoryOwnersOf } from '../api/fn/vehicles/vehicle-history-owners-of';
import { vehiclesChangeOwner } from '../api/fn/vehicles/vehicles-change-owner';
import { vehiclesGet } from '../api/fn/vehicles/vehicles-get';
import type { CreateMileageDto } from '../api/models/create-mileage-dto';
import { kept } from '../ui/kept';
import { type Problem, problemOf } from '../ui/problem';

/** Of a vehicle's contracts so many are shown. */
const MOST = 20;

/** One vehicle as its papers show it: what is on record, its owners, mileages, contracts, and what covered it when. */
@Service({ autoProvided: false })
export class VehicleRecordStore {
  private readonly api = inject(Api);
  private readonly shownId = signal<string | null>(null);
  private readonly asked = computed(() => this.shownId() ?? undefined);
  /** The instant that is asked about, ISO 8601; `null`: now. */
  private readonly instant = signal<string | null>(null);

  private readonly record = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(vehiclesGet, { id }),
  });
  private readonly ownerList = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(vehicleHistoryOwnersOf, { id }),
  });
  private readonly mileageList = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(vehicleHistoryMileagesOf, { id }),
  });
  private readonly contractPage = resource({
    params: this.asked,
    loader: ({ params: vehicleId }) =>
      this.api.invoke(contractsList, { vehicleId, page: 1, pageSize: MOST, sort: '-startsOn' }),
  });
  private readonly coverageAnswer = resource({
    params: () => {
      const [id, at] = [this.shownId(), this.instant()];
      return id === null ? undefined : { id, ...(at === null ? {} : { at }) };
    },
    loader: ({ params }) => this.api.invoke(coverageAt, params),
  });

  /** The vehicle on record; `undefined` while it loads for the first time. */
  readonly vehicle = kept(this.record, this.shownId);
  private readonly ownerItems = kept(this.ownerList, this.shownId);
  /** Its owners, the present one first. */
  readonly owners = computed(() => this.ownerItems()?.items.toReversed());
  readonly mileages = kept(this.mileageList, this.shownId);
  readonly contracts = kept(this.contractPage, this.shownId);
  readonly coverage = kept(this.coverageAnswer, this.shownId);
  readonly coverageLoading = this.coverageAnswer.isLoading;

  /** Why the vehicle cannot be shown at all. */
  readonly problem = computed(() => reason(this.record.error(), this.vehicle()));
  readonly ownersProblem = computed(() => reason(this.ownerList.error(), this.ownerItems()));
  readonly mileagesProblem = computed(() => reason(this.mileageList.error(), this.mileages()));
  readonly contractsProblem = computed(() => reason(this.contractPage.error(), this.contracts()));
  readonly coverageProblem = computed(() => {
    const error = this.coverageAnswer.error();
    return error === undefined ? null : problemOf(error);
  });

  /** Shows another vehicle. */
  show(id: string): void {
    this.shownId.set(id);
    this.instant.set(null);
  }

  /** Loads everything anew. */
  reload(): void {
    this.record.reload();
    this.ownerList.reload();
    this.mileageList.reload();
    this.contractPage.reload();
    this.coverageAnswer.reload();
  }

  /** Asks what covered it at another instant, ISO 8601. */
  askCoverage(at: string): void {
    if (at === this.instant()) this.coverageAnswer.reload();
    else this.instant.set(at);
  }

  /** Writes down what its odometer said. */
  async addMileage(body: CreateMileageDto): Promise<void> {
    await this.api.invoke(vehicleHistoryAddMileage, { id: this.shownId() ?? '', body });
    this.record.reload();
    this.mileageList.reload();
  }

  /** Hands it to another client. */
  async changeOwner(clientId: string, since: string): Promise<void> {
    const version = this.vehicle()?.version ?? 0;
    const body = { clientId, since, version };
    await this.api.invoke(vehiclesChangeOwner, { id: this.shownId() ?? '', body });
    this.reload();
  }

  /** Reads the vehicle as it is now: what is done next builds on that version. */
  async readAgain(): Promise<void> {
    this.record.set(await this.api.invoke(vehiclesGet, { id: this.shownId() ?? '' }));
  }
}

function reason(error: Error | undefined, known: unknown): Problem | null {
  return error === undefined || known !== undefined ? null : problemOf(error);
}
