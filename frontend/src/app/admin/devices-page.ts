import { HttpClient } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { map } from 'rxjs';
import { Api } from '../api/api';
import { devicesList, type DevicesList$Params } from '../api/fn/devices/devices-list';
import { devicesRevoke } from '../api/fn/devices/devices-revoke';
import type { DeviceListEntryDto } from '../api/models/device-list-entry-dto';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { Age } from '../ui/age';
import { ConfirmDialog, type ConfirmDialogData } from '../ui/confirm-dialog';
import { DataTable } from '../ui/data-table';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { TableCell, type TableColumn, type TableFilter } from '../ui/table-column';
import { tableData } from '../ui/table-data';
import type { TableShape } from '../ui/table-query';
import { TableUrl } from '../ui/table-url';
import { Toasts } from '../ui/toasts';
import { Standing } from './standing';
import { DEVICE_LOOKS, DEVICE_SITUATIONS } from './standings';

const SHAPE: TableShape = {
  sorts: ['-heardAt', 'enrolledAt', 'agentVersion'],
  filters: { situation: DEVICE_SITUATIONS },
};

/** The devices of the whole fleet, those of the past too. */
@Component({
  selector: 'naif-devices-page',
  imports: [Age, DataTable, EmptyState, Icon, RouterLink, Standing, TableCell],
  templateUrl: './devices-page.html',
  styleUrls: ['../ui/_list-page.scss', './devices-page.scss'],
})
export class DevicesPage {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);
  private readonly format = inject(Format);
  private readonly session = inject(SessionStore);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  protected readonly t = injectWords();
  protected readonly looks = DEVICE_LOOKS;

  protected readonly url = new TableUrl(SHAPE);
  protected readonly data = tableData(this.url.query, ({ page, pageSize, sort, search, filters }) =>
    devicesList(this.http, this.api.rootUrl, {
      page,
      pageSize,
      // The address was read against what the server can sort by and filter by.
      sort: sort as NonNullable<DevicesList$Params['sort']>,
      ...(search === '' ? {} : { search }),
      ...(filters as Pick<DevicesList$Params, 'situation'>),
    }).pipe(map(({ body }) => body)),
  );
  protected readonly mayRevoke = computed(() => this.session.can('revoke:devices'));
  protected readonly storageKey = computed(() => `devices.${this.session.account()?.id ?? ''}`);

  protected readonly filters = computed<TableFilter[]>(() => [
    {
      name: 'situation',
      title: this.t('administration.devices.allSituations'),
      options: DEVICE_SITUATIONS.map((value) => ({
        value,
        title: this.t(`administration.devices.situations.${value}`),
      })),
    },
  ]);

  protected readonly columns = computed<
    [TableColumn<DeviceListEntryDto>, ...TableColumn<DeviceListEntryDto>[]]
  >(() => [
    {
      key: 'vehicle',
      title: this.t('administration.devices.vehicle'),
      text: ({ vehicle }) => vehicle.plate,
      width: 140,
    },
    {
      key: 'model',
      title: this.t('administration.devices.model'),
      text: ({ vehicle }) => `${vehicle.make} ${vehicle.model}`,
      width: 200,
    },
    {
      key: 'situation',
      title: this.t('administration.devices.situation'),
      text: (device) => this.situationWord(device),
      width: 150,
    },
    {
      key: 'version',
      title: this.t('administration.devices.version'),
      text: ({ agentVersion }) => agentVersion ?? MISSING,
      sort: 'agentVersion',
      width: 120,
    },
    {
      key: 'lastSeen',
      title: this.t('administration.devices.lastSeen'),
      text: ({ lastSeenAt }) =>
        lastSeenAt === undefined ? MISSING : this.format.time(lastSeenAt, 'full'),
      sort: 'heardAt',
      width: 180,
      end: true,
    },
    {
      key: 'enrolledAt',
      title: this.t('administration.devices.enrolledAt'),
      text: ({ enrolledAt }) => this.format.time(enrolledAt, 'date'),
      sort: 'enrolledAt',
      width: 150,
      end: true,
    },
    ...(this.mayRevoke()
      ? [
          {
            key: 'actions',
            title: this.t('administration.devices.actions'),
            text: () => '',
            width: 130,
            end: true,
          },
        ]
      : []),
  ]);

  protected readonly link = ({ vehicle }: DeviceListEntryDto): string[] => ['/vehicle', vehicle.id];

  protected situationWord({ situation }: DeviceListEntryDto): string {
    return this.t(`administration.devices.situations.${situation}`);
  }

  protected revoke({ id, vehicle: { plate } }: DeviceListEntryDto): void {
    const data: ConfirmDialogData = {
      title: this.t('administration.devices.revokeTitle'),
      lead: this.t('administration.devices.revokeLead'),
      name: plate,
      action: this.t('administration.devices.revoke'),
      run: async () => {
        await this.api.invoke(devicesRevoke, { id });
        this.toasts.show({ text: this.t('administration.devices.revoked', { plate }) });
        this.data.reload();
      },
    };
    this.dialog.open(ConfirmDialog, { width: '480px', maxWidth: '94vw', data });
  }
}
