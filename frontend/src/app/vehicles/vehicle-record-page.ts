import { Component, computed, effect, inject, input } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { DirectoryStore } from '../directory/directory-store';
import { countryName } from '../format/countries';
import { localDay } from '../format/days';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { LanguageStore } from '../i18n/language-store';
import { injectWords, type WordKey } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { PageTitles } from '../shell/page-titles';
import { ContractBadge } from '../ui/contract-badge';
import { ErrorState } from '../ui/error-state';
import { HiddenValue } from '../ui/hidden-value';
import { Icon } from '../ui/icon';
import { lookup } from '../ui/lookup';
import { Now } from '../ui/now';
import { StateBadge } from '../ui/state-badge';
import { Toasts } from '../ui/toasts';
import { CoverageCard } from './coverage-card';
import { inspectionState } from './inspection';
import { MileageDialog, type MileageDialogData } from './mileage-dialog';
import { OwnerDialog, type OwnerDialogData } from './owner-dialog';
import { VehicleRecordStore } from './vehicle-record-store';

type Vehicle = NonNullable<ReturnType<VehicleRecordStore['vehicle']>>;

/** A line of what is known. */
interface Fact {
  readonly word: WordKey;
  readonly text: string;
}

/** A vehicle's papers: what it is, whose it is and was, what covers it, what its odometer said, and its device. */
@Component({
  selector: 'naif-vehicle-record-page',
  imports: [ContractBadge, CoverageCard, ErrorState, HiddenValue, Icon, RouterLink, StateBadge],
  providers: [VehicleRecordStore],
  templateUrl: './vehicle-record-page.html',
  styleUrls: ['../ui/_record-page.scss', './vehicle-record-page.scss'],
})
export class VehicleRecordPage {
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly directory = inject(DirectoryStore);
  private readonly now = inject(Now);
  private readonly language = inject(LanguageStore).language;
  protected readonly store = inject(VehicleRecordStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** The vehicle's id; from the address. */
  readonly id = input.required<string>();

  protected readonly mayEdit = computed(() => this.session.can('update:vehicles'));
  protected readonly mayAddContract = computed(() => this.session.can('create:contracts'));
  protected readonly seesClients = computed(() => this.session.can('list:clients'));
  protected readonly seesDevice = computed(() => this.session.can('read:devices'));
  private readonly clients = lookup((text) => this.directory.clients(text));
  private readonly today = computed(() => localDay(this.now.ms()));

  protected readonly facts = computed(() => {
    const vehicle = this.store.vehicle();
    return vehicle === undefined ? [] : this.linesOf(vehicle);
  });
  /** When the next inspection is due, and how urgent that is; `null` where no day is known. */
  protected readonly inspection = computed(() => {
    const dueOn = this.store.vehicle()?.inspectionDueOn;
    return dueOn === undefined ? null : { dueOn, ...inspectionState(dueOn, this.today()) };
  });
  /** What the odometer said, newest first; readings below an older one stand out. */
  protected readonly mileages = computed(() => {
    const items = this.store.mileages()?.items;
    return items?.map((each, index) => ({
      ...each,
      below: items.slice(index + 1).some(({ km }) => km > each.km),
    }));
  });

  constructor() {
    const titles = inject(PageTitles);
    effect(() => this.store.show(this.id()));
    effect(() => {
      const plate = this.store.vehicle()?.plate;
      if (plate !== undefined) titles.name(plate);
    });
  }

  protected changeOwner(vehicle: Vehicle): void {
    const data: OwnerDialogData = {
      plate: vehicle.plate,
      owner: vehicle.client.name,
      today: this.today(),
      clients: this.clients,
      draftKey: `vehicle.${vehicle.id}.owner.${this.session.account()?.id ?? ''}`,
      readAgain: () => this.store.readAgain(),
      send: async (clientId, since) => {
        await this.store.changeOwner(clientId, since);
        this.toasts.show({ text: this.t('vehicles.ownerChanged', { plate: vehicle.plate }) });
      },
    };
    this.clients.type('');
    this.open(OwnerDialog, data);
  }

  protected addMileage(vehicle: Vehicle): void {
    const data: MileageDialogData = {
      plate: vehicle.plate,
      today: this.today(),
      draftKey: `vehicle.${vehicle.id}.mileage.${this.session.account()?.id ?? ''}`,
      send: async (fields) => {
        await this.store.addMileage(fields);
        this.toasts.show({ text: this.t('vehicles.mileageSaved') });
      },
    };
    this.open(MileageDialog, data);
  }

  private open(
    dialog: typeof OwnerDialog | typeof MileageDialog,
    data: OwnerDialogData | MileageDialogData,
  ): void {
    // The form puts the keyboard where something is to be filled in.
    const look = { width: '560px', maxWidth: '96vw', autoFocus: 'dialog' };
    this.dialog.open<unknown, unknown, boolean>(dialog, { ...look, data });
  }

  private linesOf(vehicle: Vehicle): Fact[] {
    const { format, t } = this;
    const { plate, plateCountry, fuel, firstRegisteredOn } = vehicle;
    const country =
      plateCountry === undefined || plateCountry === 'FR'
        ? ''
        : ` (${countryName(plateCountry, this.language())})`;
    return [
      { word: 'vehicle.plate', text: `${plate}${country}` },
      { word: 'vehicles.make', text: vehicle.make },
      { word: 'vehicles.modelName', text: vehicle.model },
      { word: 'vehicle.year', text: vehicle.year === undefined ? MISSING : String(vehicle.year) },
      { word: 'vehicles.colour', text: vehicle.colour ?? MISSING },
      { word: 'vehicle.fuel', text: fuel === undefined ? MISSING : t(`vehicle.fuels.${fuel}`) },
      { word: 'vehicle.displacement', text: format.quantity(vehicle.displacementCc, 'cm³') },
      {
        word: 'vehicles.tank',
        text: format.quantity(
          vehicle.tankLitres,
          'l',
          Number.isInteger(vehicle.tankLitres) ? 0 : 1,
        ),
      },
      {
        word: 'vehicles.firstRegisteredOn',
        text: firstRegisteredOn === undefined ? MISSING : format.day(firstRegisteredOn),
      },
    ];
  }
}
