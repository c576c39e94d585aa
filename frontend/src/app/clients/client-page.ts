import { Component, computed, effect, inject, input } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { PortfolioStore } from '../directory/portfolio-store';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { phoneText } from '../format/phone';
import { injectWords, type WordKey } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { PageTitles } from '../shell/page-titles';
import { ConfirmDialog, type ConfirmDialogData } from '../ui/confirm-dialog';
import { ContractBadge } from '../ui/contract-badge';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { Toasts } from '../ui/toasts';
import { ClientNotes } from './client-notes';
import { ClientStore } from './client-store';

/** One client: how to reach them, their vehicles, their contracts. */
@Component({
  selector: 'naif-client-page',
  imports: [ClientNotes, ContractBadge, ErrorState, Icon, RouterLink, StateBadge],
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
    return client === undefined ? null : this.linesOf(client).filter((line) => line !== null);
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

  private linesOf(client: NonNullable<ReturnType<ClientStore['client']>>): (Fact | null)[] {
    const { format, t } = this;
    const company = client.kind === 'company';
    const day = (value: string | undefined): string =>
      value === undefined ? MISSING : format.day(value);
    return [
      { word: 'clients.kind', text: t(`clients.kinds.${client.kind}`) },
      company ? { word: 'clients.siren', text: client.siren ?? MISSING } : null,
      company ? { word: 'clients.contactName', text: client.contactName ?? MISSING } : null,
      { word: 'clients.email', text: client.email, href: `mailto:${client.email}` },
      {
        word: 'clients.phone',
        text: phoneText(client.phone),
        ...(client.phone === undefined ? {} : { href: `tel:${client.phone}` }),
      },
      { word: 'clients.address', text: addressText(client.address) },
      client.mailingAddress === undefined
        ? null
        : { word: 'clients.mailingAddress', text: addressText(client.mailingAddress) },
      { word: 'clients.language', text: client.language === 'fr' ? 'Français' : 'English' },
      company ? null : { word: 'clients.birthDate', text: day(client.birthDate) },
      company ? null : { word: 'clients.licenceNumber', text: client.licenceNumber ?? MISSING },
      company ? null : { word: 'clients.licenceDate', text: day(client.licenceDate) },
      this.session.can('read:portfolios')
        ? { word: 'clients.responsible', text: this.portfolios.nameOf(client.responsibleId) }
        : null,
      { word: 'clients.createdAt', text: format.time(client.createdAt, 'date') },
      { word: 'clients.updatedAt', text: format.time(client.updatedAt, 'date') },
    ];
  }
}

/** A line of what is known. */
interface Fact {
  readonly word: WordKey;
  readonly text: string;
  readonly href?: string;
}

interface Address {
  readonly line1: string;
  readonly line2?: string;
  readonly postcode?: string;
  readonly city: string;
  readonly country?: string;
}

/** An address line by line; the country only where it is not France. */
function addressText(address: Address | undefined): string {
  if (address === undefined) return MISSING;
  const { line1, line2, postcode, city, country } = address;
  const town = postcode === undefined ? city : `${postcode} ${city}`;
  const lines = [line1, line2, town, country === 'FR' ? undefined : country];
  return lines.filter((line) => line !== undefined).join('\n');
}
