import {
  Component,
  computed,
  effect,
  inject,
  input,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { vehiclesCreate } from '../api/fn/vehicles/vehicles-create';
import { vehiclesGet } from '../api/fn/vehicles/vehicles-get';
import { vehiclesUpdate } from '../api/fn/vehicles/vehicles-update';
import type { CreateVehicleDto } from '../api/models/create-vehicle-dto';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { DirectoryStore } from '../directory/directory-store';
import { countryChoices } from '../format/countries';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { ErrorState } from '../ui/error-state';
import type { FaultWords } from '../ui/fault-words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormPage } from '../ui/form-page';
import { FormSession } from '../ui/form-session';
import { Icon } from '../ui/icon';
import { lookup } from '../ui/lookup';
import { Picker } from '../ui/picker';
import { problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import type { HoldsWork } from '../ui/unsaved-guard';
import {
  BLANK,
  fieldsOf,
  FUELS,
  modelOf,
  type VehicleFields,
  type VehicleModel,
  vehicleRules,
} from './vehicle-model';

/** Enters a vehicle of a client, from where the way leads on to its contract; or corrects one. */
@Component({
  selector: 'naif-vehicle-form-page',
  imports: [Control, ErrorState, Field, FormField, FormFrame, FormPage, Icon, Picker],
  templateUrl: './vehicle-form-page.html',
  styleUrl: '../ui/_form-rows.scss',
})
export class VehicleFormPage implements HoldsWork {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  private readonly directory = inject(DirectoryStore);
  private readonly language = inject(LanguageStore).language;
  protected readonly t = injectWords();
  protected readonly fuels = FUELS;
  protected readonly plateFaults: FaultWords = { matches: 'vehicles.plateFault' };
  protected readonly vinFaults: FaultWords = { matches: 'vehicles.vinFault' };
  protected readonly yearFaults: FaultWords = {
    isInt: 'vehicles.yearFault',
    min: 'vehicles.yearFault',
    max: 'vehicles.yearFault',
  };

  /** Id of the vehicle that is corrected; from the address. Without one a new vehicle is entered. */
  readonly id = input<string>();
  /** Id of the client whose vehicle it is; from the address. */
  readonly client = input<string>();

  protected readonly clients = lookup((text) => this.directory.clients(text));
  /** The client that the address names. */
  private readonly named = resource({
    params: () => this.client(),
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  protected readonly record = resource({
    params: () => this.id(),
    loader: ({ params: id }) => this.api.invoke(vehiclesGet, { id }),
  });
  /** The version that what is entered builds on. */
  private version = 0;

  protected readonly clientTitle = computed(() =>
    this.named.hasValue() ? this.named.value().name : '',
  );
  protected readonly back = computed(() => {
    const [id, client] = [this.id(), this.client()];
    if (id !== undefined) return `/vehicles/${id}`;
    return client === undefined ? '/vehicles' : `/clients/${client}`;
  });
  protected readonly steps = computed(() =>
    this.id() === undefined
      ? [this.t('clients.one'), this.t('vehicle.title'), this.t('contracts.one')]
      : [],
  );
  protected readonly problem = computed(() => {
    const error = this.record.error();
    return error === undefined ? null : problemOf(error);
  });
  protected readonly ready = computed(() => this.id() === undefined || this.record.hasValue());
  /** The number of a vehicle that is known is not shown until somebody wants to correct it. */
  private readonly vinAsked = signal(false);
  protected readonly showsVin = computed(() => this.id() === undefined || this.vinAsked());

  readonly editor = new FormSession<VehicleModel, VehicleDto>({
    initial: BLANK,
    schema: vehicleRules,
    draftKey: () => `vehicle.${this.id() ?? 'new'}.${this.session.account()?.id ?? ''}`,
    save: (model) => this.send(model),
    saved: (vehicle, wish) => this.goOn(vehicle, wish),
    readAgain: async () => this.modelOf(await this.read()),
  });

  protected readonly countries = computed(() =>
    countryChoices(this.editor.model().plateCountry, this.language()),
  );

  constructor() {
    // What the address says is no work that could be lost.
    effect(() => {
      if (this.id() !== undefined) return;
      const clientId = this.client() ?? '';
      untracked(() => this.editor.start({ ...BLANK, clientId }));
    });
    effect(() => {
      if (!this.record.hasValue()) return;
      const vehicle = this.record.value();
      untracked(() => this.editor.start(this.modelOf(vehicle)));
    });
    // A fault of a number that nobody sees could not be mended.
    effect(() => {
      if (this.editor.faultOf(this.editor.form.vin()) !== null) this.showVin();
    });
  }

  protected leave(): void {
    void this.router.navigateByUrl(this.back());
  }

  protected showVin(): void {
    this.vinAsked.set(true);
  }

  private read(): Promise<VehicleDto> {
    return this.api.invoke(vehiclesGet, { id: this.id() ?? '' });
  }

  private modelOf(vehicle: VehicleDto): VehicleModel {
    this.version = vehicle.version;
    return modelOf(vehicle, this.language() === 'fr' ? ',' : '.');
  }

  private send(model: VehicleModel): Promise<VehicleDto> {
    const fields = fieldsOf(model);
    const id = this.id();
    if (id !== undefined) {
      return this.api.invoke(vehiclesUpdate, { id, body: { ...fields, version: this.version } });
    }
    return this.api.invoke(vehiclesCreate, { body: bodyOf(model.clientId, fields) });
  }

  private goOn({ id, plate, clientId }: VehicleDto, wish: string): void {
    this.toasts.show({ text: this.t('vehicles.saved', { plate }) });
    if (wish === 'next') {
      const queryParams = { client: clientId, vehicle: id };
      void this.router.navigate(['/contracts/new'], { queryParams });
    } else void this.router.navigate(['/vehicles', id]);
  }
}

/** A new vehicle says nothing of what it does not know: an inspection's day that is left out is worked out. */
function bodyOf(clientId: string, fields: VehicleFields): CreateVehicleDto {
  const { plate, vin, make, model, ...details } = fields;
  const known = Object.entries(details).filter(([, value]) => value !== null);
  return { clientId, plate, vin, make, model, ...Object.fromEntries(known) };
}
