import { Component, inject } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { PasskeyBrowser } from '../session/passkey-browser';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { Toasts } from '../ui/toasts';
import { injectAccountDialogs } from './account-dialogs';
import { AccountStore, type OwnPasskey } from './account-store';

/** The own passkeys: which there are, one more, one less. */
@Component({
  selector: 'naif-passkeys-card',
  imports: [ErrorState, Icon],
  templateUrl: './passkeys-card.html',
  styleUrl: './_account-card.scss',
})
export class PasskeysCard {
  private readonly toasts = inject(Toasts);
  private readonly format = inject(Format);
  private readonly now = inject(Now);
  private readonly dialogs = injectAccountDialogs();
  protected readonly browser = inject(PasskeyBrowser);
  protected readonly store = inject(AccountStore);
  protected readonly t = injectWords();

  protected factsOf({ createdAt, lastUsedAt }: OwnPasskey): string {
    const since = this.t('account.passkeys.since', { day: this.format.time(createdAt, 'date') });
    const used =
      lastUsedAt === undefined
        ? this.t('account.passkeys.unused')
        : this.t('account.passkeys.used', { age: this.format.age(lastUsedAt, this.now.ms()) });
    return `${since}, ${used}`;
  }

  protected async add(): Promise<void> {
    const added = await this.dialogs.confirmed({
      title: this.t('account.passkeys.add'),
      lead: this.t('account.passkeys.addLead'),
      action: this.t('account.confirm.go'),
      nameLabel: this.t('account.passkeys.label'),
      run: async (password, label) => {
        await this.store.addPasskey(label, password);
        return label;
      },
    });
    if (added === undefined) return;
    this.toasts.show({ text: this.t('account.passkeys.added', { label: added.value }) });
  }

  protected async remove({ id, label }: OwnPasskey): Promise<void> {
    const removed = await this.dialogs.confirmed({
      title: this.t('account.passkeys.removeTitle', { label }),
      lead: this.t('account.passkeys.removeLead'),
      action: this.t('account.passkeys.removeAction'),
      danger: true,
      run: (password) => this.store.removePasskey(id, password),
    });
    if (removed !== undefined) this.toasts.show({ text: this.t('account.passkeys.removed') });
  }
}
