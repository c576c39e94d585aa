import { afterRenderEffect, Component, computed, ElementRef, inject, signal } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { injectRefusalWords } from '../session/refusal-words';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { type Problem, problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import { injectAccountDialogs } from './account-dialogs';
import { AccountStore } from './account-store';

/** The second factor: authenticator app, codes by e-mail, recovery codes, and the browsers that need not show one. */
@Component({
  selector: 'naif-factor-card',
  imports: [ErrorState, Icon],
  templateUrl: './factor-card.html',
  styleUrl: './_account-card.scss',
})
export class FactorCard {
  private readonly toasts = inject(Toasts);
  private readonly format = inject(Format);
  private readonly say = injectRefusalWords();
  private readonly dialogs = injectAccountDialogs();
  protected readonly store = inject(AccountStore);
  protected readonly t = injectWords();

  private readonly problem = signal<Problem | null>(null);
  protected readonly refusal = computed(() => {
    const problem = this.problem();
    return problem === null ? null : this.say(problem);
  });
  protected readonly isSetUp = computed(() => {
    const factor = this.store.factor();
    return factor?.authenticatorSince !== undefined || factor?.emailCodes === true;
  });
  /** The role needs a second factor, and the account has none of its own. */
  protected readonly makeshift = computed(
    () => this.store.factor()?.requiredByRole === true && !this.isSetUp(),
  );

  protected readonly appText = computed(() => {
    const factor = this.store.factor();
    if (factor === undefined) return MISSING;
    const since = factor.authenticatorSince;
    return since === undefined
      ? this.t('account.factor.appNone')
      : this.t('account.factor.appSince', { day: this.format.time(since, 'date') });
  });
  protected readonly emailText = computed(() => {
    const factor = this.store.factor();
    if (factor === undefined) return MISSING;
    return this.t(factor.emailCodes ? 'account.factor.emailOn' : 'account.factor.emailOff');
  });
  protected readonly recoveryText = computed(() => {
    const count = this.store.factor()?.recoveryCodesLeft;
    if (count === undefined) return MISSING;
    return count === 0
      ? this.t('account.factor.recoveryNone')
      : this.t('account.factor.recoveryLeft', { count });
  });
  protected readonly devicesText = computed(() => {
    const count = this.store.factor()?.rememberedDevices;
    if (count === undefined) return MISSING;
    return count === 0
      ? this.t('account.factor.devicesNone')
      : this.t('account.factor.devicesCount', { count });
  });

  constructor() {
    const { snapshot } = inject(ActivatedRoute);
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    if (snapshot.fragment !== 'second-factor') return;
    // Whoever was sent here sees it first, once what is above has its height.
    const seen = afterRenderEffect(() => {
      if (this.store.profile() === undefined || this.store.factor() === undefined) return;
      host.scrollIntoView();
      seen.destroy();
    });
  }

  /** Password, then the app's secret and first code, then the recovery codes. */
  protected async setUpApp(): Promise<void> {
    const begun = await this.dialogs.confirmed({
      title: this.t('account.setUp.title'),
      lead: this.t('account.setUp.lead'),
      action: this.t('account.confirm.go'),
      run: (password) => this.store.beginAuthenticator(password),
    });
    if (begun === undefined) return;
    const codes = await this.dialogs.enrol({
      enrolment: begun.value,
      confirm: (code) => this.store.confirmAuthenticator(code),
    });
    await this.dialogs.showCodes(codes);
  }

  protected async removeApp(): Promise<void> {
    const removed = await this.dialogs.confirmed({
      title: this.t('account.factor.appRemoveTitle'),
      lead: this.t('account.factor.appRemoveLead'),
      action: this.t('account.factor.appRemove'),
      danger: true,
      run: (password) => this.store.removeAuthenticator(password),
    });
    if (removed !== undefined) this.toasts.show({ text: this.t('account.factor.appRemoved') });
  }

  protected async setEmail(enabled: boolean): Promise<void> {
    const set = await this.dialogs.confirmed({
      title: this.t(
        enabled ? 'account.factor.emailEnableTitle' : 'account.factor.emailDisableTitle',
      ),
      lead: this.t(enabled ? 'account.factor.emailEnableLead' : 'account.factor.emailDisableLead'),
      action: this.t(enabled ? 'account.factor.emailEnable' : 'account.factor.emailDisable'),
      danger: !enabled,
      run: (password) => this.store.setEmailCodes(password, enabled),
    });
    await this.dialogs.showCodes(set?.value);
  }

  protected async renewCodes(): Promise<void> {
    const renewed = await this.dialogs.confirmed({
      title: this.t('account.factor.recovery'),
      lead: this.t('account.factor.recoveryRenewLead'),
      action: this.t('account.factor.recoveryRenew'),
      run: (password) => this.store.renewRecoveryCodes(password),
    });
    await this.dialogs.showCodes(renewed?.value);
  }

  protected async forgetDevices(): Promise<void> {
    this.problem.set(null);
    try {
      await this.store.forgetDevices();
      this.toasts.show({ text: this.t('account.factor.devicesForgotten') });
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
