import { computed, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { ownAccountEndOtherSessions } from '../api/fn/account/own-account-end-other-sessions';
import { ownAccountEndSession } from '../api/fn/account/own-account-end-session';
import { ownAccountGet } from '../api/fn/account/own-account-get';
import { ownAccountSessions } from '../api/fn/account/own-account-sessions';
import { passkeysAdd } from '../api/fn/account/passkeys-add';
import { passkeysList } from '../api/fn/account/passkeys-list';
import { passkeysOptions } from '../api/fn/account/passkeys-options';
import { passkeysRemove } from '../api/fn/account/passkeys-remove';
import { secondFactorBegin } from '../api/fn/account/second-factor-begin';
import { secondFactorConfirm } from '../api/fn/account/second-factor-confirm';
import { secondFactorEmailCodes } from '../api/fn/account/second-factor-email-codes';
import { secondFactorForgetDevices } from '../api/fn/account/second-factor-forget-devices';
import { secondFactorRecoveryCodes } from '../api/fn/account/second-factor-recovery-codes';
import { secondFactorRemove } from '../api/fn/account/second-factor-remove';
import { secondFactorStatus } from '../api/fn/account/second-factor-status';
import { passwordsChange } from '../api/fn/auth/passwords-change';
import { passwordsConfirm } from '../api/fn/auth/passwords-confirm';
import type { AccountSessionDto } from '../api/models/account-session-dto';
import type { AuthenticatorEnrolmentDto } from '../api/models/authenticator-enrolment-dto';
import type { PasskeyDto } from '../api/models/passkey-dto';
import type { ProfileDto } from '../api/models/profile-dto';
import { PasskeyBrowser } from '../session/passkey-browser';
import { PreferencesStore, type ProfileChange } from '../session/preferences-store';
import { SessionStore } from '../session/session-store';
import { kept } from '../ui/kept';
import { type Problem, problemOf } from '../ui/problem';

/** A session of the own account. */
export type OwnSession = AccountSessionDto;
/** A passkey of the own account. */
export type OwnPasskey = PasskeyDto;
/** What an authenticator app needs. */
export type Enrolment = AuthenticatorEnrolmentDto;
/** The own profile. */
export type Profile = ProfileDto;

/** The own account: profile, password, second factor, passkeys and sessions. */
@Service({ autoProvided: false })
export class AccountStore {
  private readonly api = inject(Api);
  private readonly preferences = inject(PreferencesStore);
  private readonly session = inject(SessionStore);
  private readonly passkeyBrowser = inject(PasskeyBrowser);

  private readonly record = resource({ loader: () => this.api.invoke(ownAccountGet, {}) });
  private readonly status = resource({ loader: () => this.api.invoke(secondFactorStatus, {}) });
  private readonly passkeyList = resource({ loader: () => this.api.invoke(passkeysList, {}) });
  private readonly sessionList = resource({
    loader: () => this.api.invoke(ownAccountSessions, {}),
  });
  private readonly always = computed(() => null);

  readonly profile = kept(this.record, this.always);
  readonly factor = kept(this.status, this.always);
  private readonly passkeyAnswer = kept(this.passkeyList, this.always);
  private readonly sessionAnswer = kept(this.sessionList, this.always);
  readonly passkeys = computed(() => this.passkeyAnswer()?.items);
  readonly sessions = computed(() => this.sessionAnswer()?.items);

  readonly problem = computed(() => reason(this.record.error(), this.profile()));
  readonly factorProblem = computed(() => reason(this.status.error(), this.factor()));
  readonly passkeysProblem = computed(() => reason(this.passkeyList.error(), this.passkeys()));
  readonly sessionsProblem = computed(() => reason(this.sessionList.error(), this.sessions()));

  /** Loads everything anew. */
  reload(): void {
    this.record.reload();
    this.status.reload();
    this.passkeyList.reload();
    this.sessionList.reload();
  }

  /** Changes the profile. */
  async change(change: ProfileChange): Promise<void> {
    const profile = await this.preferences.save(change);
    this.record.set(profile);
    this.session.rename(profile.displayName);
  }

  /** Changes the password; the account's other sessions end. */
  async changePassword(currentPassword: string, newPassword: string): Promise<void> {
    await this.api.invoke(passwordsChange, { body: { currentPassword, newPassword } });
    this.sessionList.reload();
    this.status.reload();
  }

  /** Begins with an authenticator app. */
  beginAuthenticator(currentPassword: string | undefined): Promise<Enrolment> {
    return this.api.invoke(secondFactorBegin, { body: proof(currentPassword) });
  }

  /** Confirms the app by a code of it; resolves with a sheet of recovery codes. */
  async confirmAuthenticator(code: string): Promise<readonly string[]> {
    const { recoveryCodes } = await this.api.invoke(secondFactorConfirm, { body: { code } });
    this.session.secondFactorSettled();
    this.status.reload();
    return recoveryCodes ?? [];
  }

  /** Removes the authenticator app. */
  async removeAuthenticator(currentPassword: string | undefined): Promise<void> {
    await this.api.invoke(secondFactorRemove, { body: proof(currentPassword) });
    this.status.reload();
  }

  /** Takes codes by e-mail, or no more; resolves with recovery codes where there were none. */
  async setEmailCodes(
    currentPassword: string | undefined,
    enabled: boolean,
  ): Promise<readonly string[]> {
    const body = { ...proof(currentPassword), enabled };
    const { recoveryCodes } = await this.api.invoke(secondFactorEmailCodes, { body });
    if (enabled) this.session.secondFactorSettled();
    this.status.reload();
    return recoveryCodes ?? [];
  }

  /** Makes a new sheet of recovery codes. */
  async renewRecoveryCodes(currentPassword: string | undefined): Promise<readonly string[]> {
    const body = proof(currentPassword);
    const { recoveryCodes } = await this.api.invoke(secondFactorRecoveryCodes, { body });
    this.status.reload();
    return recoveryCodes ?? [];
  }

  /** Each browser shows the second factor again. */
  async forgetDevices(): Promise<void> {
    await this.api.invoke(secondFactorForgetDevices, {});
    this.status.reload();
  }

  /** Has the browser make a passkey and adds it. Rejects when its holder gives up, too. */
  async addPasskey(label: string, currentPassword: string | undefined): Promise<void> {
    const { publicKey } = await this.api.invoke(passkeysOptions, { body: proof(currentPassword) });
    const credential = await this.passkeyBrowser.create(publicKey);
    await this.api.invoke(passkeysAdd, { body: { label, credential } });
    this.passkeyList.reload();
  }

  /** Removes a passkey, once the password was shown. */
  async removePasskey(id: string, currentPassword: string | undefined): Promise<void> {
    await this.showPassword(currentPassword);
    await this.api.invoke(passkeysRemove, { id });
    this.passkeyList.reload();
  }

  /** Ends one of the own sessions; the password is shown before where it is given. */
  async endSession(id: string, currentPassword?: string): Promise<void> {
    try {
      await this.showPassword(currentPassword);
      await this.api.invoke(ownAccountEndSession, { id });
    } finally {
      this.sessionList.reload();
    }
  }

  /** Ends all own sessions but this one; the password is shown before where it is given. */
  async endOtherSessions(currentPassword?: string): Promise<void> {
    await this.showPassword(currentPassword);
    await this.api.invoke(ownAccountEndOtherSessions, {});
    this.sessionList.reload();
  }

  private async showPassword(currentPassword: string | undefined): Promise<void> {
    if (currentPassword === undefined) return;
    await this.api.invoke(passwordsConfirm, { body: { currentPassword } });
  }
}

/** The password, where it is shown; a passkey that was shown instead is known to the server. */
function proof(currentPassword: string | undefined): { currentPassword?: string } {
  return currentPassword === undefined ? {} : { currentPassword };
}

function reason(error: Error | undefined, known: unknown): Problem | null {
  return error === undefined || known !== undefined ? null : problemOf(error);
}
