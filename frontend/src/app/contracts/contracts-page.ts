import { HttpClient } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { firstValueFrom, map } from 'rxjs';
import { Api } from '../api/api';
import { contractStepsRenewMany } from '../api/fn/contracts/contract-steps-renew-many';
import { contractsList, type ContractsList$Params } from '../api/fn/contracts/contracts-list';
import { exportsContracts } from '../api/fn/exports/exports-contracts';
import type { ListedContractDto } from '../api/models/listed-contract-dto';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { ContractBadge } from '../ui/contract-badge';
import { DataTable } from '../ui/data-table';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { TableCell, type TableColumn, type TableFilter } from '../ui/table-column';
import { tableData } from '../ui/table-data';
import type { TableShape } from '../ui/table-query';
import { TableUrl } from '../ui/table-url';
import { FORMULAS } from './contract-terms';
import { RenewalsDialog, type RenewalsDialogData } from './renewals-dialog';

/** The server renews so many together. */
const MOST_TOGETHER = 100;
const STATUSES = ['quote', 'active', 'suspended', 'terminated', 'expired', 'renewed'] as const;
const DUE = ['renewal', 'end'] as const;
const SHAPE: TableShape = {
  sorts: ['-createdAt', 'number', 'startsOn', 'endsOn', 'premiumCents'],
  filters: { status: STATUSES, formula: FORMULAS, due: DUE },
};

/** Quotes and contracts, as a list. */
@Component({
  selector: 'naif-contracts-page',
  imports: [ContractBadge, DataTable, EmptyState, Icon, RouterLink, TableCell],
  template: `
    <h1 class="visually-hidden">{{ t('contracts.title') }}</h1>
    <naif-data-table
      #table
      [name]="t('contracts.title')"
      [columns]="columns()"
      [data]="data"
      [query]="url.query()"
      [filters]="filters()"
      [searchHint]="t('contracts.searchHint')"
      [link]="link"
      [storageKey]="storageKey()"
      [exportPath]="exportPath()"
      (queryChange)="url.change($event)"
    >
      <ng-template naifCell="status" [of]="data.rows()" let-row>
        <naif-contract-badge [state]="row.status" />
      </ng-template>
      @if (mayRenew()) {
        <button
          selectionAction
          type="button"
          class="button shrinks"
          data-testid="renew-all"
          [title]="t('contracts.renewals.all')"
          (click)="renew(table)"
        >
          <naif-icon name="autorenew" />
          <span class="word">{{ t('contracts.renewals.all') }}</span>
        </button>
      }
      @if (mayImport()) {
        <a
          action
          class="button wide-only"
          routerLink="/imports"
          [queryParams]="{ kind: 'contracts' }"
        >
          {{ t('imports.open') }}
        </a>
      }
      @if (mayCreate()) {
        <a action class="button primary shrinks" routerLink="/contracts/new">
          <naif-icon name="add" /><span class="word">{{ t('contracts.create') }}</span>
        </a>
      }
      <naif-empty-state
        empty
        icon="description"
        [title]="t('contracts.empty')"
        [hint]="t('contracts.emptyHint')"
      >
        @if (mayCreate()) {
          <a class="button primary" routerLink="/contracts/new">{{ t('contracts.create') }}</a>
        }
      </naif-empty-state>
    </naif-data-table>
  `,
  styleUrl: '../ui/_list-page.scss',
})
export class ContractsPage {
  private readonly http = inject(HttpClient);
  private readonly api = inject(Api);
  private readonly format = inject(Format);
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  protected readonly t = injectWords();

  protected readonly url = new TableUrl(SHAPE);
  protected readonly data = tableData(this.url.query, ({ page, pageSize, sort, search, filters }) =>
    contractsList(this.http, this.api.rootUrl, {
      page,
      pageSize,
      // The address was read against what the server can sort by and filter by.
      sort: sort as NonNullable<ContractsList$Params['sort']>,
      ...(search === '' ? {} : { search }),
      ...(filters as Pick<ContractsList$Params, 'status' | 'formula' | 'due'>),
    }).pipe(map(({ body }) => body)),
  );
  protected readonly mayCreate = computed(() => this.session.can('create:contracts'));
  protected readonly mayRenew = computed(() => this.session.can('update:contracts'));
  protected readonly mayImport = computed(() => this.session.can('import:records'));
  protected readonly exportPath = computed(() =>
    this.session.can('export:records') ? exportsContracts.PATH : null,
  );
  protected readonly storageKey = computed(() => `contracts.${this.session.account()?.id ?? ''}`);

  protected readonly filters = computed<TableFilter[]>(() => [
    {
      name: 'status',
      title: this.t('contracts.allStatuses'),
      options: STATUSES.map((value) => ({ value, title: this.t(`contractStatus.${value}`) })),
    },
    {
      name: 'formula',
      title: this.t('contracts.allFormulas'),
      options: FORMULAS.map((value) => ({ value, title: this.t(`contracts.formula.${value}`) })),
    },
    {
      name: 'due',
      title: this.t('contracts.allDue'),
      options: [
        { value: 'renewal', title: this.t('contracts.dueRenewal') },
        { value: 'end', title: this.t('contracts.dueEnd') },
      ],
    },
  ]);

  protected readonly columns = computed<
    [TableColumn<ListedContractDto>, ...TableColumn<ListedContractDto>[]]
  >(() => [
    {
      key: 'number',
      exports: ['number'],
      title: this.t('contracts.number'),
      text: ({ number }) => number,
      sort: 'number',
      width: 150,
    },
    {
      key: 'client',
      exports: ['clientName', 'clientEmail'],
      title: this.t('contracts.client'),
      text: ({ clientName }) => clientName,
      width: 170,
    },
    {
      key: 'plate',
      exports: ['plate', 'plateCountry'],
      title: this.t('vehicle.plate'),
      text: ({ plate }) => plate,
      width: 130,
    },
    {
      key: 'formula',
      exports: ['formula'],
      title: this.t('contracts.formulaTitle'),
      text: ({ formula }) => this.t(`contracts.formula.${formula}`),
      width: 130,
    },
    {
      key: 'status',
      exports: ['status'],
      title: this.t('contracts.status'),
      text: ({ status }) => this.t(`contractStatus.${status}`),
      width: 130,
    },
    {
      key: 'startsOn',
      exports: ['startsOn'],
      title: this.t('contracts.startsOn'),
      text: ({ startsOn }) => this.format.day(startsOn),
      sort: 'startsOn',
      width: 120,
      end: true,
    },
    {
      key: 'endsOn',
      exports: ['endsOn'],
      title: this.t('contracts.endsOn'),
      text: ({ endsOn }) =>
        endsOn === undefined ? this.t('contracts.untilEnded') : this.format.day(endsOn),
      sort: 'endsOn',
      width: 160,
      end: true,
    },
    {
      key: 'premium',
      exports: ['premium'],
      title: this.t('contracts.premium'),
      text: ({ premiumCents }) => this.format.euros(premiumCents),
      sort: 'premiumCents',
      width: 150,
      end: true,
    },
    {
      key: 'deductible',
      exports: ['deductible'],
      title: this.t('contracts.deductible'),
      text: ({ deductibleCents }) => this.format.euros(deductibleCents),
      width: 120,
      end: true,
      extra: true,
    },
    {
      key: 'bonusMalus',
      exports: ['bonusMalus'],
      title: this.t('contracts.bonusMalus'),
      text: ({ bonusMalus }) => this.format.quantity(bonusMalus, '', 2),
      width: 130,
      end: true,
      extra: true,
    },
    {
      key: 'options',
      exports: ['options'],
      title: this.t('contracts.options'),
      text: ({ options }) =>
        options.map((option) => this.t(`contracts.option.${option}`)).join(', ') || MISSING,
      width: 220,
      extra: true,
    },
    {
      key: 'createdAt',
      exports: ['createdAt'],
      title: this.t('contracts.createdAt'),
      text: ({ createdAt }) => this.format.time(createdAt, 'date'),
      sort: 'createdAt',
      width: 130,
      end: true,
      extra: true,
    },
  ]);

  /** Renews what is selected, the first hundred of it. */
  protected async renew(table: DataTable<ListedContractDto>): Promise<void> {
    const contracts = [...table.selected().values()].slice(0, MOST_TOGETHER);
    const run: RenewalsDialogData['run'] = async (chosen) => {
      const items = chosen.map(({ id, version }) => ({ id, version }));
      return (await this.api.invoke(contractStepsRenewMany, { body: { items } })).items;
    };
    const dialog = this.dialog.open<RenewalsDialog, RenewalsDialogData, true>(RenewalsDialog, {
      width: '480px',
      maxWidth: '94vw',
      data: { contracts, run },
    });
    if ((await firstValueFrom(dialog.afterClosed())) !== true) return;
    table.deselect();
    this.data.reload();
  }

  protected readonly link = ({ id }: ListedContractDto): string[] => ['/contracts', id];
}
