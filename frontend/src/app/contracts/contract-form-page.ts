import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { contractsCorrectQuote } from '../api/fn/contracts/contracts-correct-quote';
import { contractsCreate } from '../api/fn/contracts/contracts-create';
import { contractsGet } from '../api/fn/contracts/contracts-get';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import type { ContractDto } from '../api/models/contract-dto';
import { DirectoryStore } from '../directory/directory-store';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import type { FaultWords } from '../ui/fault-words';
import { ErrorState } from '../ui/error-state';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormPage } from '../ui/form-page';
import { FormSession } from '../ui/form-session';
import { lookup } from '../ui/lookup';
import { Picker } from '../ui/picker';
import { problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import type { HoldsWork } from '../ui/unsaved-guard';
import {
  BLANK,
  type ContractModel,
  contractRules,
  correctedQuote,
  FIRST_STATUSES,
  modelOf,
  newContract,
} from './contract-model';
import { FORMULAS } from './contract-terms';
import { OptionBoxes } from './option-boxes';

/** More vehicles than anybody chooses from. */
const MOST_VEHICLES = 100;

/** Draws up a quote or a contract for a client's vehicle, or corrects a quote. */
@Component({
  selector: 'naif-contract-form-page',
  imports: [Control, ErrorState, Field, FormField, FormFrame, FormPage, OptionBoxes, Picker],
  templateUrl: './contract-form-page.html',
  styleUrl: '../ui/_form-rows.scss',
})
export class ContractFormPage implements HoldsWork {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  private readonly directory = inject(DirectoryStore);
  private readonly language = inject(LanguageStore).language;
  protected readonly t = injectWords();
  protected readonly formulas = FORMULAS;
  protected readonly statuses = FIRST_STATUSES;
  protected readonly numberFaults: FaultWords = { matches: 'contracts.numberFault' };
  protected readonly premiumFaults: FaultWords = {
    isInt: 'contracts.premiumFault',
    min: 'contracts.premiumFault',
    max: 'contracts.premiumFault',
  };
  protected readonly coefficientFaults: FaultWords = {
    isNumber: 'contracts.bonusMalusFault',
    min: 'contracts.bonusMalusFault',
    max: 'contracts.bonusMalusFault',
  };

  /** Id of the quote that is corrected; from the address. Without one a new contract is drawn up. */
  readonly id = input<string>();
  /** Id of the client who is insured; from the address. */
  readonly client = input<string>();
  /** Id of the vehicle that is covered; from the address. */
  readonly vehicle = input<string>();

  protected readonly record = resource({
    params: () => this.id(),
    loader: ({ params: id }) => this.api.invoke(contractsGet, { id }),
  });
  /** The version that what is entered builds on. */
  private version = 0;

  readonly editor = new FormSession<ContractModel, ContractDto>({
    initial: BLANK,
    schema: contractRules,
    pointers: { '/premiumCents': '/premium', '/deductibleCents': '/deductible' },
    draftKey: () => `contract.${this.id() ?? 'new'}.${this.session.account()?.id ?? ''}`,
    save: (model, attempt) => this.send(model, attempt),
    saved: ({ id, number }) => {
      this.toasts.show({ text: this.t('contracts.saved', { number }) });
      void this.router.navigate(['/contracts', id]);
    },
    readAgain: async () => {
      const quote = await this.api.invoke(contractsGet, { id: this.id() ?? '' });
      this.version = quote.version;
      return modelOf(quote, this.language());
    },
  });

  protected readonly clients = lookup((text) => this.directory.clients(text));
  /** The client that the address names. */
  private readonly named = resource({
    params: () => this.client(),
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  protected readonly clientTitle = computed(() =>
    this.named.hasValue() ? this.named.value().name : '',
  );
  protected readonly problem = computed(() => {
    const error = this.record.error();
    return error === undefined ? null : problemOf(error);
  });
  protected readonly ready = computed(() => this.id() === undefined || this.record.hasValue());
  protected readonly steps = computed(() =>
    this.id() === undefined
      ? [this.t('clients.one'), this.t('vehicle.title'), this.t('contracts.one')]
      : [],
  );
  private readonly clientId = computed(() => this.editor.model().clientId);
  protected readonly vehicles = resource({
    // Of a quote neither client nor vehicle can be another one.
    params: () => (this.id() === undefined ? this.clientId() || undefined : undefined),
    loader: ({ params: clientId }) =>
      this.api.invoke(vehiclesList, { clientId, page: 1, pageSize: MOST_VEHICLES, sort: 'plate' }),
  });
  /** The vehicles to choose from; `null` while they are not known. */
  protected readonly choices = computed(() =>
    this.vehicles.hasValue() ? this.vehicles.value().items : null,
  );
  protected readonly vehicleHelp = computed(() => {
    if (this.clientId() === '') return this.t('contracts.vehicleFirst');
    if (this.vehicles.error() !== undefined) return this.t('contracts.vehicleFailed');
    return this.choices()?.length === 0 ? this.t('contracts.vehicleNone') : '';
  });
  protected readonly back = computed(() => {
    const [id, client] = [this.id(), this.client()];
    if (id !== undefined) return `/contracts/${id}`;
    return client === undefined ? '/contracts' : `/clients/${client}`;
  });

  constructor() {
    // What the address says is no work that could be lost.
    effect(() => {
      if (!this.record.hasValue()) return;
      const quote = this.record.value();
      this.version = quote.version;
      untracked(() => this.editor.start(modelOf(quote, this.language())));
    });
    effect(() => {
      if (this.id() !== undefined) return;
      const clientId = this.client() ?? '';
      const vehicleId = this.vehicle() ?? '';
      untracked(() => this.editor.start({ ...BLANK, clientId, vehicleId }));
    });
    // Of one vehicle there is nothing to choose; and a vehicle of somebody else's is no choice.
    effect(() => {
      const choices = this.choices();
      if (choices === null || this.id() !== undefined) return;
      untracked(() => this.choose(choices.map(({ id }) => id)));
    });
  }

  protected leave(): void {
    void this.router.navigateByUrl(this.back());
  }

  private send(model: ContractModel, attempt: string): Promise<ContractDto> {
    const id = this.id();
    if (id === undefined) {
      const body = newContract(model);
      return this.api.invoke(contractsCreate, { 'Idempotency-Key': attempt, body });
    }
    const body = { ...correctedQuote(model), version: this.version };
    return this.api.invoke(contractsCorrectQuote, { id, body });
  }

  private choose(ids: readonly string[]): void {
    const chosen = this.editor.model().vehicleId;
    if (ids.includes(chosen)) return;
    const only = ids.length === 1 ? ids[0] : undefined;
    this.editor.model.update((model) => ({ ...model, vehicleId: only ?? '' }));
  }
}
