import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { contractsCreate } from '../api/fn/contracts/contracts-create';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import type { ContractDto } from '../api/models/contract-dto';
import type { CreateContractDto } from '../api/models/create-contract-dto';
import { DirectoryStore } from '../directory/directory-store';
import { parseEuros } from '../format/money';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import type { FaultWords } from '../ui/fault-words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormPage } from '../ui/form-page';
import { FormSession } from '../ui/form-session';
import { lookup } from '../ui/lookup';
import { Picker } from '../ui/picker';
import { calendarDay, needed, shaped } from '../ui/rules';
import { Toasts } from '../ui/toasts';
import type { HoldsWork } from '../ui/unsaved-guard';
import {
  after,
  bonusMalus,
  euros,
  type Formula,
  FORMULAS,
  type Option,
  parseCoefficient,
} from './contract-terms';
import { OptionBoxes } from './option-boxes';

/** A contract is entered as one of these; what becomes of it later has its own ways. */
const FIRST_STATUSES = ['quote', 'active'] as const;
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9/._-]{0,31}$/;
/** More vehicles than anybody chooses from. */
const MOST_VEHICLES = 100;

/** The form as it stands on the page: texts, empty where nothing is entered. */
interface ContractModel {
  readonly clientId: string;
  readonly vehicleId: string;
  readonly formula: Formula;
  readonly options: readonly Option[];
  /** Euros, as people type them. */
  readonly deductible: string;
  readonly bonusMalus: string;
  readonly status: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Euros, as people type them. */
  readonly premium: string;
  readonly number: string;
}

const BLANK: ContractModel = {
  clientId: '',
  vehicleId: '',
  formula: 'comprehensive',
  options: [],
  deductible: '',
  bonusMalus: '',
  status: 'quote',
  startsOn: '',
  endsOn: '',
  premium: '',
  number: '',
};

/** Draws up a quote or a contract for a client's vehicle. */
@Component({
  selector: 'naif-contract-form-page',
  imports: [Control, Field, FormField, FormFrame, FormPage, OptionBoxes, Picker],
  templateUrl: './contract-form-page.html',
  styleUrl: '../ui/_form-rows.scss',
})
export class ContractFormPage implements HoldsWork {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  private readonly directory = inject(DirectoryStore);
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

  /** Id of the client who is insured; from the address. */
  readonly client = input<string>();
  /** Id of the vehicle that is covered; from the address. */
  readonly vehicle = input<string>();

  readonly editor = new FormSession<ContractModel, ContractDto>({
    initial: BLANK,
    schema: (path) => {
      needed(path.clientId);
      needed(path.vehicleId);
      needed(path.startsOn);
      calendarDay(path.startsOn);
      calendarDay(path.endsOn);
      after(path.endsOn, path.startsOn);
      needed(path.premium);
      euros(path.premium, 1);
      euros(path.deductible, 0);
      bonusMalus(path.bonusMalus);
      shaped(path.number, NUMBER);
    },
    pointers: { '/premiumCents': '/premium', '/deductibleCents': '/deductible' },
    draftKey: () => `contract.new.${this.session.account()?.id ?? ''}`,
    save: (model, attempt) =>
      this.api.invoke(contractsCreate, { 'Idempotency-Key': attempt, body: bodyOf(model) }),
    saved: ({ id, number }) => {
      this.toasts.show({ text: this.t('contracts.saved', { number }) });
      void this.router.navigate(['/contracts', id]);
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
  private readonly clientId = computed(() => this.editor.model().clientId);
  protected readonly vehicles = resource({
    params: () => this.clientId() || undefined,
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
    const id = this.client();
    return id === undefined ? '/contracts' : `/clients/${id}`;
  });

  constructor() {
    // What the address says is no work that could be lost.
    effect(() => {
      const clientId = this.client() ?? '';
      const vehicleId = this.vehicle() ?? '';
      untracked(() => this.editor.start({ ...BLANK, clientId, vehicleId }));
    });
    // Of one vehicle there is nothing to choose; and a vehicle of somebody else's is no choice.
    effect(() => {
      const choices = this.choices();
      if (choices === null) return;
      untracked(() => this.choose(choices.map(({ id }) => id)));
    });
  }

  protected leave(): void {
    void this.router.navigateByUrl(this.back());
  }

  private choose(ids: readonly string[]): void {
    const chosen = this.editor.model().vehicleId;
    if (ids.includes(chosen)) return;
    const only = ids.length === 1 ? ids[0] : undefined;
    this.editor.model.update((model) => ({ ...model, vehicleId: only ?? '' }));
  }
}

function bodyOf(model: ContractModel): CreateContractDto {
  const { clientId, vehicleId, startsOn, endsOn, number } = model;
  const deductibleCents = parseEuros(model.deductible);
  const coefficient = parseCoefficient(model.bonusMalus);
  return {
    clientId,
    vehicleId,
    formula: model.formula,
    ...(model.options.length === 0 ? {} : { options: [...model.options] }),
    ...(deductibleCents === null ? {} : { deductibleCents }),
    ...(coefficient === null ? {} : { bonusMalus: coefficient }),
    // The form's list offers these alone.
    status: model.status as (typeof FIRST_STATUSES)[number],
    startsOn,
    ...(endsOn === '' ? {} : { endsOn }),
    ...(number.trim() === '' ? {} : { number }),
    // Saved only when it is an amount.
    premiumCents: parseEuros(model.premium) ?? 0,
  };
}
