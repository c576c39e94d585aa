import { Component, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { AccountStore } from './account-store';
import { ChangePasswordDialog, type ChangePasswordDialogData } from './change-password-dialog';

/** The own password: what changing it does, and the way to it. */
@Component({
  selector: 'naif-password-card',
  imports: [Icon],
  template: `
    <section class="card">
      <h2>{{ t('account.password.title') }}</h2>
      <p class="quiet lead">{{ t('account.password.lead') }}</p>
      <button type="button" class="button start" data-testid="change-password" (click)="change()">
        <naif-icon name="lock" />{{ t('account.password.change') }}
      </button>
    </section>
  `,
  styleUrl: './_account-card.scss',
})
export class PasswordCard {
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly store = inject(AccountStore);
  protected readonly t = injectWords();

  protected async change(): Promise<void> {
    const asked = this.dialog.open<ChangePasswordDialog, ChangePasswordDialogData, boolean>(
      ChangePasswordDialog,
      {
        width: '480px',
        maxWidth: '94vw',
        data: {
          email: this.store.profile()?.email ?? '',
          change: (current, wanted) => this.store.changePassword(current, wanted),
        },
      },
    );
    if (await firstValueFrom(asked.afterClosed())) {
      this.toasts.show({ text: this.t('account.password.changed') });
    }
  }
}
