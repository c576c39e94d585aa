import { Component, computed, effect, inject, input } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { PortfolioStore } from '../directory/portfolio-store';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { PageTitles } from '../shell/page-titles';
import { ConfirmDialog, type ConfirmDialogData } from '../ui/confirm-dialog';
import { ContractBadge } from '../ui/contract-badge';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { Toasts } from '../ui/toasts';
import { ClientDocuments } from './client-documents';
import { ClientDrivers } from './client-drivers';
import { clientFacts } from './client-facts';
import { ClientNotes } from './client-notes';
import { ClientStore } from './client-store';

/** One client: how to reach them, who drives, their vehicles, contracts, documents, and who may be the same one. */
@Component({
  selector: 'naif-client-page',
  imports: [
    ClientDocuments,
    ClientDrivers,
    ClientNotes,
    ContractBadge,
    ErrorState,
    Icon,
    RouterLink,
    StateBadge,
  ],
  providers: [ClientStore],
  templateUrl: './client-page.html',
  styleUrl: '../ui/_record-page.scss',
})
export class ClientPage {
  private readonly session = inject(SessionStore);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly portfolios = inject(PortfolioStore);
  protected readonly store = inject(ClientStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** The client's id; from the address. */
  readonly id = input.required<string>();

  protected readonly mayAddVehicle = computed(() => this.session.can('create:vehicles'));
  protected readonly mayAddContract = computed(() => this.session.can('create:contracts'));
  protected readonly mayEdit = computed(() => this.session.can('update:clients'));
  protected readonly seesDocuments = computed(() => this.session.can('read:documents'));
  /** For one that was entered by mistake; the server looks closer at what belongs to it. */
  protected readonly mayRemove = computed(
    () =>
      this.session.can('delete:clients') &&
      this.store.vehicles()?.total === 0 &&
      this.store.contracts()?.total === 0,
  );
  protected readonly name = computed(() => this.store.client()?.name ?? null);
  /** What is known of the client, line by line; what the kind of client does not have is left out. */
  protected readonly facts = computed(() => {
    const client = this.store.client();
    if (client === undefined) return null;
    // A second address is told of where there is one.
    const responsible = this.session.can('read:portfolios')
      ? this.portfolios.nameOf(client.responsibleId)
      : null;
    return clientFacts(client, this.format, this.t, responsible).filter(
      ({ word }) => word !== 'clients.mailingAddress' || client.mailingAddress !== undefined,
    );
  });
  /** Plates of the client's vehicles, for their contracts. */
  protected readonly plates = computed(
    () => new Map(this.store.vehicles()?.items.map(({ id, plate }) => [id, plate])),
  );

  constructor() {
    const titles = inject(PageTitles);
    // The way to a client who was merged leads on to the one who was kept.
    effect(() => {
      const problem = this.store.problem();
      const kept = problem?.code === 'CLIENT.MERGED' ? problem.related?.[0] : undefined;
      if (kept === undefined) return;
      this.toasts.show({ text: this.t('clients.mergedInto', { name: kept.name ?? '' }) });
      void this.router.navigate(['/clients', kept.id], { replaceUrl: true });
    });
    effect(() => this.store.show(this.id()));
    effect(() => {
      const name = this.name();
      if (name !== null) titles.name(name);
    });
  }

  protected async remove(): Promise<void> {
    const name = this.name() ?? '';
    const data: ConfirmDialogData = {
      title: this.t('clients.removeTitle'),
      lead: this.t('clients.removeLead'),
      name,
      action: this.t('clients.remove'),
      run: () => this.store.remove(),
    };
    const asked = this.dialog.open<ConfirmDialog, ConfirmDialogData, boolean>(ConfirmDialog, {
      data,
      maxWidth: '480px',
    });
    if ((await firstValueFrom(asked.afterClosed())) !== true) return;
    this.toasts.show({ text: this.t('clients.removed', { name }) });
    void this.router.navigate(['/clients']);
  }
}
