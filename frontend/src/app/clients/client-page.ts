import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { PageTitles } from '../shell/page-titles';
import { ContractBadge } from '../ui/contract-badge';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { ClientStore } from './client-store';

/** One client: how to reach them, their vehicles, their contracts. */
@Component({
  selector: 'naif-client-page',
  imports: [ContractBadge, ErrorState, Icon, RouterLink, StateBadge],
  providers: [ClientStore],
  templateUrl: './client-page.html',
  styleUrl: '../ui/_record-page.scss',
})
export class ClientPage {
  private readonly session = inject(SessionStore);
  protected readonly store = inject(ClientStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly missing = MISSING;

  /** The client's id; from the address. */
  readonly id = input.required<string>();

  protected readonly mayAddVehicle = computed(() => this.session.can('create:vehicles'));
  protected readonly mayAddContract = computed(() => this.session.can('create:contracts'));
  protected readonly name = computed(() => {
    const client = this.store.client();
    return client === undefined ? null : `${client.firstName} ${client.lastName}`;
  });
  /** Plates of the client's vehicles, for their contracts. */
  protected readonly plates = computed(
    () => new Map(this.store.vehicles()?.items.map(({ id, plate }) => [id, plate])),
  );

  constructor() {
    const titles = inject(PageTitles);
    effect(() => this.store.show(this.id()));
    effect(() => {
      const name = this.name();
      if (name !== null) titles.name(name);
    });
  }
}
