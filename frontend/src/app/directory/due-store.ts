import { computed, DestroyRef, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { contractRemindersList } from '../api/fn/contracts/contract-reminders-list';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import type { ContractReminderDto } from '../api/models/contract-reminder-dto';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { SessionStore } from '../session/session-store';
import { type Problem, problemOf } from '../ui/problem';

/** Of each kind so many are fetched; the lists show all of them. */
const MOST = 25;
/** What is due changes with the days: it is asked for again every 10 minutes. */
const EVERY_MS = 600_000;

/** Some of what is due, the nearest day first, and how much there is. */
export interface Due<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** What the desk has to do soon: contracts to renew or that end, inspections that are late or due. */
@Service()
export class DueStore {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);

  readonly visible = computed(() => this.session.can('read:contract-reminders'));
  private readonly all = resource({
    params: () => (this.visible() ? true : undefined),
    loader: async () => {
      const [renewals, ends, overdue, soon] = await Promise.all([
        this.api.invoke(contractRemindersList, { about: 'renewal', page: 1, pageSize: MOST }),
        this.api.invoke(contractRemindersList, { about: 'end', page: 1, pageSize: MOST }),
        this.inspections('overdue'),
        this.inspections('soon'),
      ]);
      return { renewals, ends, overdue, soon };
    },
  });
  private readonly known = computed(() => (this.all.hasValue() ? this.all.value() : undefined));

  readonly renewals = computed<Due<ContractReminderDto> | undefined>(() => this.known()?.renewals);
  readonly ends = computed<Due<ContractReminderDto> | undefined>(() => this.known()?.ends);
  readonly overdue = computed<Due<VehicleDto> | undefined>(() => this.known()?.overdue);
  readonly soon = computed<Due<VehicleDto> | undefined>(() => this.known()?.soon);
  /** Why nothing can be told. */
  readonly problem = computed<Problem | null>(() => {
    const error = this.all.error();
    return error === undefined ? null : problemOf(error);
  });
  /** How much waits for somebody; 0 while that is not known. */
  readonly count = computed(() => {
    const known = this.known();
    if (known === undefined) return 0;
    return known.renewals.total + known.ends.total + known.overdue.total;
  });

  constructor() {
    const timer = setInterval(() => this.reload(), EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** Asks for everything anew. */
  reload(): void {
    this.all.reload();
  }

  private inspections(inspection: 'overdue' | 'soon'): Promise<Due<VehicleDto>> {
    return this.api.invoke(vehiclesList, {
      inspection,
      sort: 'inspectionDueOn',
      page: 1,
      pageSize: MOST,
    });
  }
}
