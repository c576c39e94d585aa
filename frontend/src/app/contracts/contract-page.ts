import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { contractsGet } from '../api/fn/contracts/contracts-get';
import { vehiclesGet } from '../api/fn/vehicles/vehicles-get';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { PageTitles } from '../shell/page-titles';
import { ContractBadge } from '../ui/contract-badge';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { kept } from '../ui/kept';
import { problemOf } from '../ui/problem';

/** One contract: what it covers and until when, whom it insures, and which vehicle. */
@Component({
  selector: 'naif-contract-page',
  imports: [ContractBadge, ErrorState, Icon, RouterLink],
  templateUrl: './contract-page.html',
  styleUrl: '../ui/_record-page.scss',
})
export class ContractPage {
  private readonly api = inject(Api);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** The contract's id; from the address. */
  readonly id = input.required<string>();

  private readonly record = resource({
    params: this.id,
    loader: ({ params: id }) => this.api.invoke(contractsGet, { id }),
  });
  /** The contract on record; `undefined` while it loads for the first time. */
  protected readonly contract = kept(this.record, this.id);
  protected readonly client = resource({
    params: () => this.contract()?.clientId,
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  protected readonly vehicle = resource({
    params: () => this.contract()?.vehicleId,
    loader: ({ params: id }) => this.api.invoke(vehiclesGet, { id }),
  });
  /** Why the contract cannot be shown at all. */
  protected readonly problem = computed(() => {
    const error = this.record.error();
    return error === undefined || this.contract() !== undefined ? null : problemOf(error);
  });

  constructor() {
    const titles = inject(PageTitles);
    effect(() => {
      const number = this.contract()?.number;
      if (number !== undefined) titles.name(number);
    });
  }

  protected reload(): void {
    this.record.reload();
  }
}
