import { HttpClient } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { map } from 'rxjs';
import { Api } from '../api/api';
import { exportsVehicles } from '../api/fn/exports/exports-vehicles';
import { vehiclesList, type VehiclesList$Params } from '../api/fn/vehicles/vehicles-list';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { Age } from '../ui/age';
import { DataTable } from '../ui/data-table';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { TableCell, type TableColumn, type TableFilter } from '../ui/table-column';
import { tableData } from '../ui/table-data';
import type { TableShape } from '../ui/table-query';
import { TableUrl } from '../ui/table-url';
import { FUELS } from './vehicle-model';

const STATES = ['moving', 'stopped', 'parked', 'stale', 'offline', 'never'] as const;
const SITUATIONS = ['none', 'attached', 'silent'] as const;
const INSPECTIONS = ['overdue', 'soon'] as const;
const SHAPE: TableShape = {
  sorts: ['plate', 'make', 'model', 'inspectionDueOn', 'createdAt'],
  filters: { state: STATES, device: SITUATIONS, fuel: FUELS, inspection: INSPECTIONS },
};

/** A vehicle without device, with one, and with one that says nothing are three different things. */
const DEVICE_WORDS = {
  none: 'vehicles.deviceNone',
  attached: 'vehicles.deviceOn',
  silent: 'vehicles.deviceSilent',
} as const;

/** The insured vehicles, as a list. */
@Component({
  selector: 'naif-vehicles-page',
  imports: [Age, DataTable, EmptyState, Icon, RouterLink, StateBadge, TableCell],
  template: `
    <h1 class="visually-hidden">{{ t('vehicles.title') }}</h1>
    <naif-data-table
      [name]="t('vehicles.title')"
      [columns]="columns()"
      [data]="data"
      [query]="url.query()"
      [filters]="filters()"
      [searchHint]="t('vehicles.searchHint')"
      [link]="link"
      [storageKey]="storageKey()"
      [exportPath]="exportPath()"
      (queryChange)="url.change($event)"
    >
      <ng-template naifCell="state" [of]="data.rows()" let-row>
        <naif-state-badge [state]="row.state" />
      </ng-template>
      <ng-template naifCell="heard" [of]="data.rows()" let-row>
        <naif-age class="quiet" [time]="row.last?.time" />
      </ng-template>
      @if (mayImport()) {
        <a
          action
          class="button wide-only"
          routerLink="/imports"
          [queryParams]="{ kind: 'vehicles' }"
        >
          {{ t('imports.open') }}
        </a>
      }
      @if (mayCreate()) {
        <a action class="button primary shrinks" routerLink="/vehicles/new">
          <naif-icon name="add" /><span class="word">{{ t('vehicles.create') }}</span>
        </a>
      }
      <naif-empty-state
        empty
        icon="directions_car"
        [title]="t('vehicles.empty')"
        [hint]="t('vehicles.emptyHint')"
      >
        @if (mayCreate()) {
          <a class="button primary" routerLink="/vehicles/new">{{ t('vehicles.create') }}</a>
        }
      </naif-empty-state>
    </naif-data-table>
  `,
  styleUrl: '../ui/_list-page.scss',
})
export class VehiclesPage {
  private readonly http = inject(HttpClient);
  private readonly rootUrl = inject(Api).rootUrl;
  private readonly format = inject(Format);
  private readonly session = inject(SessionStore);
  protected readonly t = injectWords();

  protected readonly url = new TableUrl(SHAPE);
  protected readonly data = tableData(this.url.query, ({ page, pageSize, sort, search, filters }) =>
    vehiclesList(this.http, this.rootUrl, {
      page,
      pageSize,
      // The address was read against what the server can sort by and filter by.
      sort: sort as NonNullable<VehiclesList$Params['sort']>,
      ...(search === '' ? {} : { search }),
      ...(filters as Pick<VehiclesList$Params, 'state' | 'device' | 'fuel' | 'inspection'>),
    }).pipe(map(({ body }) => body)),
  );
  protected readonly mayCreate = computed(() => this.session.can('create:vehicles'));
  protected readonly mayImport = computed(() => this.session.can('import:records'));
  protected readonly exportPath = computed(() =>
    this.session.can('export:records') ? exportsVehicles.PATH : null,
  );
  protected readonly storageKey = computed(() => `vehicles.${this.session.account()?.id ?? ''}`);

  protected readonly filters = computed<TableFilter[]>(() => [
    {
      name: 'state',
      title: this.t('vehicles.allStates'),
      options: STATES.map((value) => ({ value, title: this.t(`state.${value}`) })),
    },
    {
      name: 'device',
      title: this.t('vehicles.allDevices'),
      options: SITUATIONS.map((value) => ({ value, title: this.t(DEVICE_WORDS[value]) })),
    },
    {
      name: 'fuel',
      title: this.t('vehicles.allFuels'),
      options: FUELS.map((value) => ({ value, title: this.t(`vehicle.fuels.${value}`) })),
    },
    {
      name: 'inspection',
      title: this.t('vehicles.allInspections'),
      options: INSPECTIONS.map((value) => ({ value, title: this.t(`due.${value}`) })),
    },
  ]);

  protected readonly columns = computed<[TableColumn<VehicleDto>, ...TableColumn<VehicleDto>[]]>(
    () => [
      {
        key: 'plate',
        exports: ['plate', 'plateCountry'],
        title: this.t('vehicle.plate'),
        text: ({ plate }) => plate,
        sort: 'plate',
        width: 150,
      },
      {
        key: 'make',
        exports: ['make'],
        title: this.t('vehicles.make'),
        text: ({ make }) => make,
        sort: 'make',
        width: 130,
      },
      {
        key: 'model',
        exports: [
          'model',
          'year',
          'fuel',
          'displacementCc',
          'colour',
          'firstRegisteredOn',
          'inspectionDueOn',
        ],
        title: this.t('vehicles.modelName'),
        text: ({ model }) => model,
        sort: 'model',
        width: 150,
      },
      {
        key: 'client',
        exports: ['clientEmail', 'clientName'],
        title: this.t('vehicles.client'),
        text: ({ client }) => client.name,
        width: 190,
      },
      {
        key: 'state',
        title: this.t('vehicles.state'),
        text: ({ state }) => this.t(`state.${state}`),
        width: 150,
      },
      {
        key: 'heard',
        title: this.t('vehicles.heard'),
        text: ({ last }) => (last === null ? MISSING : this.format.time(last.time, 'full')),
        width: 150,
      },
      {
        key: 'device',
        title: this.t('vehicles.device'),
        text: ({ deviceSituation }) => this.t(DEVICE_WORDS[deviceSituation]),
        width: 150,
      },
      {
        key: 'inspection',
        title: this.t('vehicles.inspectionDueOn'),
        text: ({ inspectionDueOn: day }) => (day === undefined ? MISSING : this.format.day(day)),
        sort: 'inspectionDueOn',
        width: 190,
        end: true,
        extra: true,
      },
      {
        key: 'fuel',
        title: this.t('vehicle.fuel'),
        text: ({ fuel }) => (fuel === undefined ? MISSING : this.t(`vehicle.fuels.${fuel}`)),
        width: 120,
        extra: true,
      },
      {
        key: 'year',
        title: this.t('vehicle.year'),
        text: ({ year }) => (year === undefined ? MISSING : String(year)),
        width: 90,
        end: true,
        extra: true,
      },
      {
        key: 'mileage',
        title: this.t('vehicles.mileage'),
        text: ({ mileage }) => this.format.quantity(mileage?.km, 'km'),
        width: 130,
        end: true,
        extra: true,
      },
      {
        key: 'colour',
        title: this.t('vehicles.colour'),
        text: ({ colour }) => colour ?? MISSING,
        width: 120,
        extra: true,
      },
      {
        key: 'createdAt',
        exports: ['createdAt'],
        title: this.t('vehicles.createdAt'),
        text: ({ createdAt }) => this.format.time(createdAt, 'date'),
        sort: 'createdAt',
        width: 130,
        end: true,
        extra: true,
      },
    ],
  );

  protected readonly link = ({ id }: VehicleDto): string[] => ['/vehicles', id];
}
