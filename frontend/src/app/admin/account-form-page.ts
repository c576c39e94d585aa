import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { accountsGet } from '../api/fn/accounts/accounts-get';
import { accountsInvite } from '../api/fn/accounts/accounts-invite';
import { accountsUpdate } from '../api/fn/accounts/accounts-update';
import type { AccountDetailDto } from '../api/models/account-detail-dto';
import { DirectoryStore } from '../directory/directory-store';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { ErrorState } from '../ui/error-state';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormPage } from '../ui/form-page';
import { FormSession } from '../ui/form-session';
import { lookup } from '../ui/lookup';
import { Picker } from '../ui/picker';
import { problemOf } from '../ui/problem';
import { atMost, emailAddress, needed, neededWith } from '../ui/rules';
import { Toasts } from '../ui/toasts';
import type { HoldsWork } from '../ui/unsaved-guard';
import { type AccountRole, ROLES } from './standings';

/** The form as it is filled in. */
interface AccountModel {
  readonly displayName: string;
  readonly email: string;
  readonly role: string;
  readonly language: string;
  readonly clientId: string;
}

const BLANK: AccountModel = {
  displayName: '',
  email: '',
  role: 'employee',
  language: 'fr',
  clientId: '',
};

/** Invites somebody, or changes an account that there is. */
@Component({
  selector: 'naif-account-form-page',
  imports: [Control, ErrorState, Field, FormField, FormFrame, FormPage, Picker],
  templateUrl: './account-form-page.html',
  styleUrl: '../ui/_form-rows.scss',
})
export class AccountFormPage implements HoldsWork {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  private readonly directory = inject(DirectoryStore);
  protected readonly t = injectWords();

  /** Id of the account that is changed; from the address. Without one somebody is invited. */
  readonly id = input<string>();

  protected readonly record = resource({
    params: () => this.id(),
    loader: ({ params: id }) => this.api.invoke(accountsGet, { id }),
  });
  /** The version that what is entered builds on. */
  private version = 0;

  readonly editor = new FormSession<AccountModel, AccountDetailDto>({
    initial: BLANK,
    schema: (path) => {
      needed(path.displayName);
      atMost(path.displayName, 200);
      needed(path.email);
      emailAddress(path.email);
      neededWith(path.clientId, path.role, (role) => role === 'client' && this.invites());
    },
    draftKey: () => `account.${this.id() ?? 'new'}.${this.session.account()?.id ?? ''}`,
    save: (model) => this.send(model),
    saved: (account) => this.goOn(account),
    readAgain: async () => {
      const account = await this.api.invoke(accountsGet, { id: this.id() ?? '' });
      this.version = account.version;
      return modelOf(account);
    },
  });

  protected readonly clients = lookup((text) => this.directory.clients(text));
  protected readonly problem = computed(() => {
    const error = this.record.error();
    return error === undefined ? null : problemOf(error);
  });
  protected readonly invites = computed(() => this.id() === undefined);
  protected readonly ready = computed(() => this.invites() || this.record.hasValue());
  protected readonly isClients = computed(() => this.editor.model().role === 'client');
  private readonly isOwn = computed(() => this.id() === this.session.account()?.id);
  /** The roles to choose from: a client's account stays one, and another never becomes one. */
  protected readonly roles = computed<readonly AccountRole[]>(() => {
    if (this.invites()) return ROLES;
    const known = this.record.hasValue() ? this.record.value().role : 'employee';
    return known === 'client' || this.isOwn() ? [known] : ROLES.filter((role) => role !== 'client');
  });
  protected readonly roleHelp = computed(() => {
    if (this.invites()) return '';
    if (this.isOwn()) return this.t('administration.accounts.ownRole');
    return this.isClients()
      ? this.t('administration.accounts.clientRole')
      : this.t('administration.accounts.roleHelp');
  });
  protected readonly back = computed(() => {
    const id = this.id();
    return id === undefined ? '/admin/accounts' : `/admin/accounts/${id}`;
  });

  constructor() {
    effect(() => {
      if (!this.record.hasValue()) return;
      const account = this.record.value();
      this.version = account.version;
      untracked(() => this.editor.start(modelOf(account)));
    });
  }

  protected leave(): void {
    void this.router.navigateByUrl(this.back());
  }

  private send({ clientId, email, ...model }: AccountModel): Promise<AccountDetailDto> {
    const { displayName } = model;
    // The form's lists offer these alone.
    const role = model.role as AccountRole;
    const language = model.language === 'en' ? 'en' : 'fr';
    const id = this.id();
    if (id === undefined) {
      const owner = role === 'client' ? { clientId } : {};
      return this.api.invoke(accountsInvite, {
        body: { email, displayName, role, language, ...owner },
      });
    }
    return this.api.invoke(accountsUpdate, {
      id,
      body: { version: this.version, displayName, role, language },
    });
  }

  private goOn({ id, displayName, email }: AccountDetailDto): void {
    this.toasts.show({
      text: this.invites()
        ? this.t('administration.accounts.invited', { email })
        : this.t('administration.accounts.saved', { name: displayName }),
    });
    void this.router.navigate(['/admin/accounts', id]);
  }
}

function modelOf({ displayName, email, role, language, clientId }: AccountDetailDto): AccountModel {
  return { displayName, email, role, language, clientId: clientId ?? '' };
}
