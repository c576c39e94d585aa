import {
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  resource,
  untracked,
  viewChild,
} from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { clientsCreate } from '../api/fn/clients/clients-create';
import { clientsGet } from '../api/fn/clients/clients-get';
import { clientsUpdate } from '../api/fn/clients/clients-update';
import type { ClientDto } from '../api/models/client-dto';
import { PortfolioStore } from '../directory/portfolio-store';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { ErrorState } from '../ui/error-state';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormPage } from '../ui/form-page';
import { FormSession } from '../ui/form-session';
import { Icon } from '../ui/icon';
import { problemOf } from '../ui/problem';
import { TextRows } from '../ui/text-rows';
import { Toasts } from '../ui/toasts';
import type { HoldsWork } from '../ui/unsaved-guard';
import { AddressFields } from './address-fields';
import {
  BLANK,
  type ClientModel,
  clientRules,
  fieldsOf,
  modelOf,
  withEmptyRowsLast,
} from './client-model';
import { LikelyClientsStore } from './likely-clients-store';

/** Enters a client, from where the way leads on to their vehicle and its contract; or corrects one. */
@Component({
  selector: 'naif-client-form-page',
  imports: [
    AddressFields,
    Control,
    ErrorState,
    Field,
    FormField,
    FormFrame,
    FormPage,
    Icon,
    RouterLink,
    TextRows,
  ],
  providers: [LikelyClientsStore],
  templateUrl: './client-form-page.html',
  styleUrl: '../ui/_form-rows.scss',
})
export class ClientFormPage implements HoldsWork {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  private readonly portfolios = inject(PortfolioStore);
  protected readonly t = injectWords();

  /** Id of the client who is corrected; from the address. Without one a new client is entered. */
  readonly id = input<string>();

  protected readonly record = resource({
    params: () => this.id(),
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  /** The version that what is entered builds on. */
  private version = 0;

  readonly editor = new FormSession<ClientModel, ClientDto>({
    initial: BLANK,
    schema: clientRules,
    draftKey: () => `client.${this.id() ?? 'new'}.${this.session.account()?.id ?? ''}`,
    save: (model) => this.send(model),
    saved: (client, wish) => this.goOn(client, wish),
    readAgain: async () => {
      const client = await this.api.invoke(clientsGet, { id: this.id() ?? '' });
      this.version = client.version;
      return modelOf(client);
    },
  });

  protected readonly problem = computed(() => {
    const error = this.record.error();
    return error === undefined ? null : problemOf(error);
  });
  protected readonly ready = computed(() => this.id() === undefined || this.record.hasValue());
  protected readonly isCompany = computed(() => this.editor.model().kind === 'company');
  /** Who can be responsible; for whom it is theirs to say. */
  protected readonly responsibles = computed(() =>
    this.session.can('manage:portfolios')
      ? this.portfolios.choices(this.editor.model().responsibleId)
      : [],
  );
  protected readonly back = computed(() => {
    const id = this.id();
    return id === undefined ? '/clients' : `/clients/${id}`;
  });
  protected readonly steps = computed(() =>
    this.id() === undefined
      ? [this.t('clients.one'), this.t('vehicle.title'), this.t('contracts.one')]
      : [],
  );
  /** Clients who may be the one that is entered. */
  protected readonly lookalikes = computed(() => {
    const problem = this.editor.problem();
    return problem?.code === 'CLIENT.LOOKS_LIKE_DUPLICATE' ? (problem.related ?? []) : [];
  });
  /** Clients of this name or address who are known, while the form is filled in. */
  protected readonly likely = inject(LikelyClientsStore);

  private readonly tick = viewChild<ElementRef<HTMLElement>>('tick');

  constructor() {
    effect(() => {
      const model = this.editor.model();
      if (this.id() === undefined) this.likely.look(model);
    });
    // What has to be decided comes under the keyboard.
    effect(() => this.tick()?.nativeElement.focus());
    effect(() => {
      if (!this.record.hasValue()) return;
      const client = this.record.value();
      this.version = client.version;
      untracked(() => this.editor.start(modelOf(client)));
    });
  }

  /** The main number is the first one. */
  protected readonly phoneLabel = (index: number): string =>
    this.t('clients.phoneNumbered', { number: index + 2 });
  protected readonly removeLabel = (name: string): string => this.t('form.removeRow', { name });

  protected leave(): void {
    void this.router.navigateByUrl(this.back());
  }

  private send(model: ClientModel): Promise<ClientDto> {
    this.editor.model.update(withEmptyRowsLast);
    const fields = fieldsOf(model);
    const id = this.id();
    if (id !== undefined) {
      return this.api.invoke(clientsUpdate, { id, body: { ...fields, version: this.version } });
    }
    const { confirmedDistinct } = model;
    return this.api.invoke(clientsCreate, {
      body: { ...fields, ...(confirmedDistinct ? { confirmedDistinct } : {}) },
    });
  }

  private goOn({ id, name }: ClientDto, wish: string): void {
    this.toasts.show({ text: this.t('clients.saved', { name }) });
    if (wish === 'next') {
      void this.router.navigate(['/vehicles/new'], { queryParams: { client: id } });
    } else void this.router.navigate(['/clients', id]);
  }
}
