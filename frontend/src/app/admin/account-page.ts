import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords, type WordKey } from '../i18n/words';
import { injectRefusalWords } from '../session/refusal-words';
import { SessionStore } from '../session/session-store';
import { PageTitles } from '../shell/page-titles';
import { Age } from '../ui/age';
import { ConfirmDialog, type ConfirmDialogData } from '../ui/confirm-dialog';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import { AccountStore } from './account-store';
import { Standing } from './standing';
import { ACCOUNT_LOOKS } from './standings';

/** One account: whose it is, how it stands, where it is logged in, and what can be done about it. */
@Component({
  selector: 'naif-account-page',
  imports: [Age, ErrorState, Icon, RouterLink, Standing],
  providers: [AccountStore],
  templateUrl: './account-page.html',
  styleUrls: ['../ui/_record-page.scss', './account-page.scss'],
})
export class AccountPage {
  private readonly session = inject(SessionStore);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly sayRefusal = injectRefusalWords();
  protected readonly store = inject(AccountStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly looks = ACCOUNT_LOOKS;

  /** The account's id; from the address. */
  readonly id = input.required<string>();

  protected readonly mayManage = computed(() => this.session.can('manage:accounts'));
  private readonly isOwn = computed(() => this.id() === this.session.account()?.id);
  protected readonly mayInviteAgain = computed(() => this.manages('invited'));
  protected readonly mayClose = computed(
    () => !this.isOwn() && (this.manages('active') || this.manages('invited')),
  );
  protected readonly mayOpen = computed(() => this.manages('closed'));
  protected readonly mayRemoveFactor = computed(
    () => this.mayManage() && !this.isOwn() && this.store.account()?.hasSecondFactor === true,
  );
  /** Something is on its way: one thing at a time. */
  protected readonly busy = signal(false);
  /** Why the last thing could not be done. */
  protected readonly refusal = signal('');

  constructor() {
    const titles = inject(PageTitles);
    effect(() => {
      this.store.show(this.id());
      this.refusal.set('');
    });
    effect(() => {
      const name = this.store.account()?.displayName;
      if (name !== undefined) titles.name(name);
    });
  }

  protected inviteAgain(): Promise<void> {
    const email = this.store.account()?.email ?? '';
    return this.run(
      () => this.store.inviteAgain(),
      this.t('administration.accounts.invited', { email }),
    );
  }

  protected endSession(sessionId: string): Promise<void> {
    return this.run(
      () => this.store.endSession(sessionId),
      this.t('administration.accounts.sessionEnded'),
    );
  }

  protected endSessions(): Promise<void> {
    return this.run(
      () => this.store.endSessions(),
      this.say('administration.accounts.sessionsEnded'),
    );
  }

  protected close(): void {
    this.confirm({
      title: this.t('administration.accounts.close'),
      lead: this.t('administration.accounts.closeLead'),
      done: this.say('administration.accounts.closed'),
      run: () => this.store.setClosed(true),
    });
  }

  protected open(): void {
    this.confirm({
      title: this.t('administration.accounts.open'),
      lead: this.t('administration.accounts.openLead'),
      done: this.say('administration.accounts.opened'),
      run: () => this.store.setClosed(false),
    });
  }

  protected removeFactor(): void {
    this.confirm({
      title: this.t('administration.accounts.removeFactor'),
      lead: this.t('administration.accounts.removeFactorLead'),
      done: this.say('administration.accounts.factorRemoved'),
      run: () => this.store.removeSecondFactor(),
    });
  }

  private manages(status: string): boolean {
    return this.mayManage() && this.store.account()?.status === status;
  }

  private say(key: WordKey): string {
    return this.t(key, { name: this.store.account()?.displayName ?? '' });
  }

  private confirm(wish: {
    readonly title: string;
    readonly lead: string;
    readonly done: string;
    readonly run: () => Promise<void>;
  }): void {
    const name = this.store.account()?.displayName ?? '';
    const data: ConfirmDialogData = {
      title: wish.title,
      lead: wish.lead,
      name,
      action: wish.title,
      run: async () => {
        await wish.run();
        this.toasts.show({ text: wish.done });
      },
    };
    this.dialog.open(ConfirmDialog, { width: '480px', maxWidth: '94vw', data });
  }

  private async run(work: () => Promise<void>, done: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set('');
    try {
      await work();
      this.toasts.show({ text: done });
    } catch (error) {
      this.refusal.set(this.sayRefusal(problemOf(error)));
    } finally {
      this.busy.set(false);
    }
  }
}
