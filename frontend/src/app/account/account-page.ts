import { Component, inject } from '@angular/core';
import { injectWords } from '../i18n/words';
import { ErrorState } from '../ui/error-state';
import { AccountStore } from './account-store';
import { FactorCard } from './factor-card';
import { PasskeysCard } from './passkeys-card';
import { PasswordCard } from './password-card';
import { ProfileCard } from './profile-card';
import { SessionsCard } from './sessions-card';

/** One's own account: profile, password, second factor, passkeys, and where one is signed in. */
@Component({
  selector: 'naif-account-page',
  imports: [ErrorState, FactorCard, PasskeysCard, PasswordCard, ProfileCard, SessionsCard],
  providers: [AccountStore],
  template: `
    <h1>{{ t('account.title') }}</h1>
    @if (store.problem(); as problem) {
      <naif-error-state [problem]="problem" (retry)="store.reload()" />
    } @else {
      @if (store.profile() === undefined) {
        <p class="visually-hidden" role="status">{{ t('account.loading') }}</p>
      }
      <naif-profile-card />
      <naif-password-card />
      <naif-factor-card />
      <naif-passkeys-card />
      <naif-sessions-card />
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 720px);
      gap: 16px;
      justify-content: center;
      padding: 20px 16px 32px;
    }
    h1 {
      font-size: 20px;
      font-weight: 650;
    }
    @media (width < 700px) {
      :host {
        gap: 12px;
        padding: 12px 12px 24px;
      }
    }
  `,
})
export class AccountPage {
  protected readonly store = inject(AccountStore);
  protected readonly t = injectWords();
}
