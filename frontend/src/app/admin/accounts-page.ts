import { HttpClient } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { map } from 'rxjs';
import { Api } from '../api/api';
import { accountsList, type AccountsList$Params } from '../api/fn/accounts/accounts-list';
import type { AccountDetailDto } from '../api/models/account-detail-dto';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { DataTable } from '../ui/data-table';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { TableCell, type TableColumn, type TableFilter } from '../ui/table-column';
import { tableData } from '../ui/table-data';
import type { TableShape } from '../ui/table-query';
import { TableUrl } from '../ui/table-url';
import { Standing } from './standing';
import { ACCOUNT_LOOKS, ACCOUNT_STATES, ROLES } from './standings';

const SHAPE: TableShape = {
  sorts: ['displayName', 'email', 'role', 'createdAt'],
  filters: { role: ROLES, status: ACCOUNT_STATES },
};

/** Who can log in, as a list. */
@Component({
  selector: 'naif-accounts-page',
  imports: [DataTable, EmptyState, Icon, RouterLink, Standing, TableCell],
  template: `
    <h1 class="visually-hidden">{{ t('administration.accounts.title') }}</h1>
    <naif-data-table
      [name]="t('administration.accounts.title')"
      [columns]="columns()"
      [data]="data"
      [query]="url.query()"
      [filters]="filters()"
      [searchHint]="t('administration.accounts.searchHint')"
      [link]="link"
      [storageKey]="storageKey()"
      (queryChange)="url.change($event)"
    >
      <ng-template naifCell="status" [of]="data.rows()" let-account>
        <naif-standing
          [tone]="looks[account.status].tone"
          [icon]="looks[account.status].icon"
          [word]="stateWord(account)"
        />
      </ng-template>
      @if (mayInvite()) {
        <a action class="button primary shrinks" routerLink="/admin/accounts/new">
          <naif-icon name="add" /><span class="word">{{
            t('administration.accounts.invite')
          }}</span>
        </a>
      }
      <naif-empty-state
        empty
        icon="group"
        [title]="t('administration.accounts.empty')"
        [hint]="t('administration.accounts.emptyHint')"
      />
    </naif-data-table>
  `,
  styleUrl: '../ui/_list-page.scss',
})
export class AccountsPage {
  private readonly http = inject(HttpClient);
  private readonly rootUrl = inject(Api).rootUrl;
  private readonly format = inject(Format);
  private readonly session = inject(SessionStore);
  protected readonly t = injectWords();
  protected readonly looks = ACCOUNT_LOOKS;

  protected readonly url = new TableUrl(SHAPE);
  protected readonly data = tableData(this.url.query, ({ page, pageSize, sort, search, filters }) =>
    accountsList(this.http, this.rootUrl, {
      page,
      pageSize,
      // The address was read against what the server can sort by and filter by.
      sort: sort as NonNullable<AccountsList$Params['sort']>,
      ...(search === '' ? {} : { search }),
      ...(filters as Pick<AccountsList$Params, 'role' | 'status'>),
    }).pipe(map(({ body }) => body)),
  );
  protected readonly mayInvite = computed(() => this.session.can('manage:accounts'));
  protected readonly storageKey = computed(() => `accounts.${this.session.account()?.id ?? ''}`);

  protected readonly filters = computed<TableFilter[]>(() => [
    {
      name: 'role',
      title: this.t('administration.accounts.allRoles'),
      options: ROLES.map((value) => ({ value, title: this.t(`shell.role.${value}`) })),
    },
    {
      name: 'status',
      title: this.t('administration.accounts.allStatuses'),
      options: ACCOUNT_STATES.map((value) => ({
        value,
        title: this.t(`administration.accounts.states.${value}`),
      })),
    },
  ]);

  protected readonly columns = computed<
    [TableColumn<AccountDetailDto>, ...TableColumn<AccountDetailDto>[]]
  >(() => [
    {
      key: 'name',
      title: this.t('administration.accounts.name'),
      text: ({ displayName }) => displayName,
      sort: 'displayName',
      width: 220,
    },
    {
      key: 'email',
      title: this.t('administration.accounts.email'),
      text: ({ email }) => email,
      sort: 'email',
      width: 280,
    },
    {
      key: 'role',
      title: this.t('administration.accounts.role'),
      text: ({ role }) => this.t(`shell.role.${role}`),
      sort: 'role',
      width: 150,
    },
    {
      key: 'status',
      title: this.t('administration.accounts.status'),
      text: (account) => this.stateWord(account),
      width: 120,
    },
    {
      key: 'lastLogin',
      title: this.t('administration.accounts.lastLogin'),
      text: ({ lastLoginAt }) =>
        lastLoginAt === undefined
          ? this.t('administration.accounts.never')
          : this.format.time(lastLoginAt, 'full'),
      width: 180,
      end: true,
    },
    {
      key: 'secondFactor',
      title: this.t('administration.accounts.secondFactor'),
      text: ({ hasSecondFactor }) =>
        this.t(
          hasSecondFactor
            ? 'administration.accounts.secondFactorOn'
            : 'administration.accounts.secondFactorOff',
        ),
      width: 200,
      extra: true,
    },
    {
      key: 'createdAt',
      title: this.t('administration.accounts.createdAt'),
      text: ({ createdAt }) => this.format.time(createdAt, 'date'),
      sort: 'createdAt',
      width: 140,
      end: true,
      extra: true,
    },
  ]);

  protected stateWord({ status }: AccountDetailDto): string {
    return this.t(`administration.accounts.states.${status}`);
  }

  protected readonly link = ({ id }: AccountDetailDto): string[] => ['/admin/accounts', id];
}
