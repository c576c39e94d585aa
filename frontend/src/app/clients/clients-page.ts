import { HttpClient } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { firstValueFrom, map } from 'rxjs';
import { Api } from '../api/api';
import { clientsList, type ClientsList$Params } from '../api/fn/clients/clients-list';
import { exportsClients } from '../api/fn/exports/exports-clients';
import { portfoliosAssign } from '../api/fn/portfolios/portfolios-assign';
import type { ClientDto } from '../api/models/client-dto';
import { PortfolioStore } from '../directory/portfolio-store';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { phoneText } from '../format/phone';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { DataTable } from '../ui/data-table';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import type { TableColumn, TableFilter } from '../ui/table-column';
import { tableData } from '../ui/table-data';
import { ANY_ID, type TableShape } from '../ui/table-query';
import { TableUrl } from '../ui/table-url';
import { Toasts } from '../ui/toasts';
import { AssignDialog, type AssignDialogData } from './assign-dialog';

const KINDS = ['person', 'company'] as const;
const YES_NO = ['true', 'false'] as const;
/** The server gives so many to somebody together. */
const MOST_TOGETHER = 500;
/** Stands for clients for whom nobody is responsible. */
const NOBODY = 'none';
const SHAPE: TableShape = {
  sorts: ['lastName', 'firstName', 'email', 'createdAt'],
  filters: { kind: KINDS, hasVehicle: YES_NO, city: 'text', responsibleId: [NOBODY, ANY_ID] },
};

/** The insured, as a list. */
@Component({
  selector: 'naif-clients-page',
  imports: [DataTable, EmptyState, Icon, RouterLink],
  template: `
    <h1 class="visually-hidden">{{ t('clients.title') }}</h1>
    <naif-data-table
      #table
      [name]="t('clients.title')"
      [columns]="columns()"
      [data]="data"
      [query]="url.query()"
      [filters]="filters()"
      [searchHint]="t('clients.searchHint')"
      [link]="link"
      [storageKey]="storageKey()"
      [exportPath]="exportPath()"
      (queryChange)="url.change($event)"
    >
      @if (mayAssign()) {
        <button
          selectionAction
          type="button"
          class="button shrinks"
          data-testid="assign"
          [title]="t('clients.assign.open')"
          (click)="assign(table)"
        >
          <naif-icon name="group" /><span class="word">{{ t('clients.assign.open') }}</span>
        </button>
      }
      @if (mayImport()) {
        <a
          action
          class="button wide-only"
          routerLink="/imports"
          [queryParams]="{ kind: 'clients' }"
        >
          {{ t('imports.open') }}
        </a>
      }
      @if (mayCreate()) {
        <a action class="button primary shrinks" routerLink="/clients/new">
          <naif-icon name="add" /><span class="word">{{ t('clients.create') }}</span>
        </a>
      }
      <naif-empty-state
        empty
        icon="group"
        [title]="t('clients.empty')"
        [hint]="t('clients.emptyHint')"
      >
        @if (mayCreate()) {
          <a class="button primary" routerLink="/clients/new">{{ t('clients.create') }}</a>
        }
      </naif-empty-state>
    </naif-data-table>
  `,
  styleUrl: '../ui/_list-page.scss',
})
export class ClientsPage {
  private readonly http = inject(HttpClient);
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly format = inject(Format);
  private readonly session = inject(SessionStore);
  private readonly portfolios = inject(PortfolioStore);
  protected readonly t = injectWords();

  protected readonly url = new TableUrl(SHAPE);
  protected readonly data = tableData(
    this.url.query,
    ({ page, pageSize, sort, search, filters: { hasVehicle, ...filters } }) =>
      clientsList(this.http, this.api.rootUrl, {
        page,
        pageSize,
        // The address was read against what the server can sort by and filter by.
        sort: sort as NonNullable<ClientsList$Params['sort']>,
        ...(search === '' ? {} : { search }),
        ...(filters as Pick<ClientsList$Params, 'kind' | 'city' | 'responsibleId'>),
        ...(hasVehicle === undefined ? {} : { hasVehicle: hasVehicle === 'true' }),
      }).pipe(map(({ body }) => body)),
  );
  protected readonly mayCreate = computed(() => this.session.can('create:clients'));
  protected readonly mayImport = computed(() => this.session.can('import:records'));
  protected readonly mayAssign = computed(() => this.session.can('manage:portfolios'));
  protected readonly exportPath = computed(() =>
    this.session.can('export:records') ? exportsClients.PATH : null,
  );
  protected readonly storageKey = computed(() => `clients.${this.session.account()?.id ?? ''}`);

  /** The own portfolio first, then those of colleagues who have one. */
  private readonly responsibles = computed(() => {
    const own = this.session.account()?.id ?? '';
    const others = (this.portfolios.all() ?? []).filter(
      ({ accountId, clients }) => accountId !== own && clients > 0,
    );
    return [
      { value: own, title: this.t('clients.mine') },
      { value: NOBODY, title: this.t('clients.noResponsible') },
      ...others.map(({ accountId, name }) => ({ value: accountId, title: name })),
    ];
  });

  protected readonly filters = computed<TableFilter[]>(() => [
    {
      name: 'kind',
      title: this.t('clients.allKinds'),
      options: KINDS.map((value) => ({ value, title: this.t(`clients.kinds.${value}`) })),
    },
    {
      name: 'hasVehicle',
      title: this.t('clients.allVehicles'),
      options: [
        { value: 'true', title: this.t('clients.withVehicle') },
        { value: 'false', title: this.t('clients.withoutVehicle') },
      ],
    },
    { name: 'city', title: this.t('clients.city') },
    {
      name: 'responsibleId',
      title: this.t('clients.anyResponsible'),
      options: this.responsibles(),
    },
  ]);

  protected readonly columns = computed<[TableColumn<ClientDto>, ...TableColumn<ClientDto>[]]>(
    () => [
      {
        key: 'name',
        exports: ['kind', 'lastName', 'firstName', 'companyName'],
        title: this.t('clients.name'),
        text: sortName,
        sort: 'lastName',
        width: 220,
      },
      {
        key: 'email',
        exports: ['email'],
        title: this.t('clients.email'),
        text: ({ email }) => email,
        sort: 'email',
        width: 300,
      },
      {
        key: 'phone',
        exports: ['phone'],
        title: this.t('clients.phone'),
        text: ({ phone }) => phoneText(phone),
        width: 180,
      },
      {
        key: 'city',
        exports: ['line1', 'line2', 'postcode', 'city', 'country'],
        title: this.t('clients.city'),
        text: ({ address }) => address?.city ?? MISSING,
        width: 170,
      },
      {
        key: 'otherPhones',
        exports: ['otherPhones'],
        title: this.t('clients.otherPhones'),
        text: ({ otherPhones = [] }) =>
          otherPhones.length === 0 ? MISSING : otherPhones.map(phoneText).join(', '),
        width: 220,
        extra: true,
      },
      {
        key: 'kind',
        title: this.t('clients.kind'),
        text: ({ kind }) => this.t(`clients.kinds.${kind}`),
        width: 140,
        extra: true,
      },
      {
        key: 'postcode',
        title: this.t('clients.postcode'),
        text: ({ address }) => address?.postcode ?? MISSING,
        width: 120,
        extra: true,
      },
      {
        key: 'birthDate',
        title: this.t('clients.birthDate'),
        text: ({ birthDate }) => (birthDate === undefined ? MISSING : this.format.day(birthDate)),
        width: 150,
        end: true,
        extra: true,
      },
      {
        key: 'siren',
        title: this.t('clients.siren'),
        text: ({ siren }) => siren ?? MISSING,
        width: 140,
        extra: true,
      },
      {
        key: 'responsible',
        title: this.t('clients.responsible'),
        text: ({ responsibleId }) => this.portfolios.nameOf(responsibleId),
        width: 180,
        extra: true,
      },
      {
        key: 'createdAt',
        exports: ['createdAt'],
        title: this.t('clients.createdAt'),
        text: ({ createdAt }) => this.format.time(createdAt, 'date'),
        sort: 'createdAt',
        width: 140,
        end: true,
      },
    ],
  );

  /** Gives what is selected to somebody: all of it, or nothing. */
  protected async assign(table: DataTable<ClientDto>): Promise<void> {
    const clients = [...table.selected().values()];
    if (clients.length > MOST_TOGETHER) {
      const count = this.format.number(MOST_TOGETHER);
      this.toasts.show({ text: this.t('clients.assign.most', { count }) });
      return;
    }
    const clientIds = clients.map(({ id }) => id);
    const data: AssignDialogData = {
      names: clients.map(({ name }) => name),
      people: this.portfolios.choices(),
      draftKey: `clients.assign.${this.session.account()?.id ?? ''}`,
      send: async (toAccountId) =>
        (await this.api.invoke(portfoliosAssign, { body: { clientIds, toAccountId } })).moved,
    };
    const asked = this.dialog.open<AssignDialog, AssignDialogData, number>(AssignDialog, {
      width: '480px',
      maxWidth: '94vw',
      autoFocus: 'dialog',
      data,
    });
    const moved = await firstValueFrom(asked.afterClosed());
    if (moved === undefined) return;
    this.toasts.show({ text: this.t('clients.assign.done', { count: moved }) });
    table.deselect();
    this.portfolios.reload();
    this.data.reload();
  }

  protected readonly link = ({ id }: ClientDto): string[] => ['/clients', id];
}

/** Family name first, as the list is sorted. */
function sortName({ name, firstName, lastName }: ClientDto): string {
  return lastName === undefined ? name : `${lastName} ${firstName ?? ''}`.trim();
}
