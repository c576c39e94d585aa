import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { vehiclesCreate } from '../api/fn/vehicles/vehicles-create';
import type { CreateVehicleDto } from '../api/models/create-vehicle-dto';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { DirectoryStore } from '../directory/directory-store';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import type { FaultWords } from '../ui/fault-words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormPage } from '../ui/form-page';
import { FormSession } from '../ui/form-session';
import { lookup } from '../ui/lookup';
import { Picker } from '../ui/picker';
import { atMost, needed, shaped, wholeNumber } from '../ui/rules';
import { Toasts } from '../ui/toasts';
import type { HoldsWork } from '../ui/unsaved-guard';

const FUELS = ['petrol', 'diesel', 'electric', 'hybrid', 'lpg', 'other'] as const;
/** 17 letters and digits without I, O and Q; blanks and hyphens between them do not count. */
const VIN = /^(?:[\s-]*[A-HJ-NPR-Z0-9]){17}[\s-]*$/i;
/** Letters and digits in groups. */
const PLATE = /^[\p{L}0-9](?:[\p{L}0-9 -]*[\p{L}0-9])?$/u;

/** The form as it stands on the page: texts, empty where nothing is entered. */
interface VehicleModel {
  readonly clientId: string;
  readonly plate: string;
  readonly vin: string;
  readonly make: string;
  readonly model: string;
  readonly year: string;
  readonly fuel: string;
  readonly displacementCc: string;
}

/** Enters a vehicle of a client; from there the way leads on to its contract. */
@Component({
  selector: 'naif-vehicle-form-page',
  imports: [Control, Field, FormField, FormFrame, FormPage, Picker],
  templateUrl: './vehicle-form-page.html',
  styleUrl: '../ui/_form-rows.scss',
})
export class VehicleFormPage implements HoldsWork {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  private readonly directory = inject(DirectoryStore);
  protected readonly t = injectWords();
  protected readonly fuels = FUELS;
  protected readonly plateFaults: FaultWords = { matches: 'vehicles.plateFault' };
  protected readonly vinFaults: FaultWords = { matches: 'vehicles.vinFault' };
  protected readonly yearFaults: FaultWords = {
    isInt: 'vehicles.yearFault',
    min: 'vehicles.yearFault',
    max: 'vehicles.yearFault',
  };

  /** Id of the client whose vehicle it is; from the address. */
  readonly client = input<string>();

  protected readonly clients = lookup((text) => this.directory.clients(text));
  /** The client that the address names. */
  private readonly named = resource({
    params: () => this.client(),
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  protected readonly clientTitle = computed(() =>
    this.named.hasValue() ? this.named.value().name : '',
  );
  protected readonly back = computed(() => {
    const id = this.client();
    return id === undefined ? '/vehicles' : `/clients/${id}`;
  });

  readonly editor = new FormSession<VehicleModel, VehicleDto>({
    initial: BLANK,
    schema: (path) => {
      needed(path.clientId);
      needed(path.plate);
      atMost(path.plate, 16);
      shaped(path.plate, PLATE);
      needed(path.vin);
      shaped(path.vin, VIN);
      needed(path.make);
      atMost(path.make, 60);
      needed(path.model);
      atMost(path.model, 60);
      wholeNumber(path.year, 1886, 2100);
      wholeNumber(path.displacementCc, 1, 20_000);
    },
    draftKey: () => `vehicle.new.${this.session.account()?.id ?? ''}`,
    save: (model) => this.api.invoke(vehiclesCreate, { body: bodyOf(model) }),
    saved: ({ id, plate, clientId }, wish) => {
      this.toasts.show({ text: this.t('vehicles.saved', { plate }) });
      if (wish === 'next') {
        const queryParams = { client: clientId, vehicle: id };
        void this.router.navigate(['/contracts/new'], { queryParams });
      } else void this.router.navigate(['/vehicle', id]);
    },
  });

  constructor() {
    // What the address says is no work that could be lost.
    effect(() => {
      const clientId = this.client() ?? '';
      untracked(() => this.editor.start({ ...BLANK, clientId }));
    });
  }

  protected leave(): void {
    void this.router.navigateByUrl(this.back());
  }
}

const BLANK: VehicleModel = {
  clientId: '',
  plate: '',
  vin: '',
  make: '',
  model: '',
  year: '',
  fuel: '',
  displacementCc: '',
};

function bodyOf({ year, fuel, displacementCc, ...texts }: VehicleModel): CreateVehicleDto {
  return {
    ...texts,
    ...(year.trim() === '' ? {} : { year: Number(year) }),
    // The list of the form offers these alone.
    ...(fuel === '' ? {} : { fuel: fuel as (typeof FUELS)[number] }),
    ...(displacementCc.trim() === '' ? {} : { displacementCc: Number(displacementCc) }),
  };
}
