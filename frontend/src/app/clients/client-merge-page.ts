import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { clientsMerge } from '../api/fn/clients/clients-merge';
import { contractsList } from '../api/fn/contracts/contracts-list';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import type { ClientDto } from '../api/models/client-dto';
import { DirectoryStore } from '../directory/directory-store';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords, type WordKey } from '../i18n/words';
import { Combobox } from '../ui/combobox';
import { ConfirmDialog, type ConfirmDialogData } from '../ui/confirm-dialog';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { lookup } from '../ui/lookup';
import { problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import { clientFacts } from './client-facts';
import { MOST_OTHER_PHONES } from './client-model';
import { mergeRows } from './merge-rows';

/** A client with how much belongs to them. */
interface Side {
  readonly client: ClientDto;
  readonly vehicles: number;
  readonly contracts: number;
}

/** Two clients side by side who are the same one: which of them stays is chosen, what the other has moves to it. */
@Component({
  selector: 'naif-client-merge-page',
  imports: [Combobox, ErrorState, Icon, RouterLink],
  templateUrl: './client-merge-page.html',
  styleUrls: ['../ui/_record-page.scss', './client-merge-page.scss'],
})
export class ClientMergePage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly format = inject(Format);
  private readonly directory = inject(DirectoryStore);
  protected readonly t = injectWords();

  /** The client from whose page one came; from the address. */
  readonly id = input.required<string>();
  /** The client who may be the same one; from the address. */
  readonly with = input<string>();

  protected readonly found = lookup((text) => this.directory.clients(text));
  protected readonly pair = resource({
    params: () => {
      const other = this.with();
      return other === undefined ? undefined : [this.id(), other];
    },
    loader: ({ params }) => Promise.all(params.map((id) => this.sideOf(id))),
  });
  protected readonly problem = computed(() => {
    const error = this.pair.error();
    return error === undefined ? null : problemOf(error);
  });
  protected readonly sides = computed(() => (this.pair.hasValue() ? this.pair.value() : null));
  /** Which of both stays: the one from whose page one came, until something else is chosen. */
  protected readonly keptId = linkedSignal(() => this.id());
  protected readonly kept = computed(() => this.sideWhere((id) => id === this.keptId()));
  protected readonly gone = computed(() => this.sideWhere((id) => id !== this.keptId()));
  protected readonly kindsDiffer = computed(
    () => new Set(this.sides()?.map(({ client }) => client.kind)).size > 1,
  );
  protected readonly rows = computed(() => {
    const sides = this.sides();
    if (sides === null) return [];
    const [left, right] = sides.map((side) => this.factsOf(side));
    return mergeRows(left ?? [], right ?? [], sides[0]?.client.id === this.keptId());
  });

  protected choose(other: string): void {
    void this.router.navigate([], { queryParams: { with: other }, replaceUrl: true });
  }

  protected merge(): void {
    const [kept, gone] = [this.kept()?.client, this.gone()?.client];
    if (kept === undefined || gone === undefined) return;
    const data: ConfirmDialogData = {
      title: this.t('clients.mergeTitle'),
      lead: this.t('clients.mergeLead', { gone: gone.name, kept: kept.name }),
      name: gone.name,
      action: this.t('clients.merge'),
      run: () => this.send(kept, gone),
    };
    this.dialog.open(ConfirmDialog, { width: '520px', maxWidth: '94vw', data });
  }

  private async send(kept: ClientDto, gone: ClientDto): Promise<void> {
    const body = { otherId: gone.id, version: kept.version, otherVersion: gone.version };
    try {
      await this.api.invoke(clientsMerge, { id: kept.id, body });
    } catch (error) {
      // Whatever changed meanwhile has to be seen before one decides again.
      if (problemOf(error).code === 'RECORD.CHANGED_MEANWHILE') this.pair.reload();
      throw error;
    }
    this.toasts.show({ text: this.t('clients.mergeDone', { name: kept.name }) });
    void this.router.navigate(['/clients', kept.id]);
  }

  private sideWhere(isIt: (id: string) => boolean): Side | undefined {
    return this.sides()?.find(({ client }) => isIt(client.id));
  }

  private async sideOf(id: string): Promise<Side> {
    const one = { clientId: id, page: 1, pageSize: 1 };
    const [client, vehicles, contracts] = await Promise.all([
      this.api.invoke(clientsGet, { id }),
      this.api.invoke(vehiclesList, one),
      this.api.invoke(contractsList, one),
    ]);
    return { client, vehicles: vehicles.total, contracts: contracts.total };
  }

  /** Both keep their numbers, where one client can have so many. */
  private phonesSum(): boolean {
    const phones = this.sides()?.flatMap(({ client: { phone, otherPhones = [] } }) => [
      ...(phone === undefined ? [] : [phone]),
      ...otherPhones,
    ]);
    return new Set(phones).size <= 1 + MOST_OTHER_PHONES;
  }

  private factsOf({ client, vehicles, contracts }: Side) {
    const phones: readonly WordKey[] = ['clients.phone', 'clients.otherPhones'];
    const sums = this.phonesSum();
    const name: { word: WordKey; text: string }[] =
      client.name === '' ? [] : [{ word: 'clients.name', text: client.name }];
    return [
      ...name,
      ...clientFacts(client, this.format, this.t, null)
        .filter(({ word }) => word !== 'clients.updatedAt')
        .map((fact) => (sums && phones.includes(fact.word) ? { ...fact, sums } : fact)),
      ...(['clients.vehicles', 'clients.contracts'] as const).map((word) => {
        const count = word === 'clients.vehicles' ? vehicles : contracts;
        return { word, text: count === 0 ? MISSING : this.format.number(count), sums: true };
      }),
    ];
  }
}
