import { HttpContext, HttpContextToken } from '@angular/common/http';
import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { authEmailCode } from '../api/fn/auth/auth-email-code';
import { authLogin } from '../api/fn/auth/auth-login';
import { authLogout } from '../api/fn/auth/auth-logout';
import { authMe } from '../api/fn/auth/auth-me';
import { authRefresh } from '../api/fn/auth/auth-refresh';
import { authSecondFactor } from '../api/fn/auth/auth-second-factor';
import { passkeyLoginLogin } from '../api/fn/auth/passkey-login-login';
import { passkeyLoginOptions } from '../api/fn/auth/passkey-login-options';
import type { SecondFactorNeedDto } from '../api/models/second-factor-need-dto';
import type { SessionDto } from '../api/models/session-dto';
import { browserStorage } from '../ui/browser-storage';
import { problemOf } from '../ui/problem';
import { PasskeyBrowser } from './passkey-browser';
import { PreferencesStore } from './preferences-store';
import { exclusively, type TabMessage, Tabs } from './tabs';

/** Marks the session's own requests: their 401 means what it says and is not mended by a refresh. */
export const OWN_REQUEST = new HttpContextToken(() => false);

/** How an attempt to renew the session went. After `ended` the login page is already on its way. */
export type RefreshOutcome = 'refreshed' | 'ended' | 'unreachable';

/** Why the login page is shown, when it was not the visitor's own wish. */
export type SignOutReason = 'expired' | 'revoked' | 'signed-out';

const REFRESHED_AT = 'naif.refreshed-at';
const WAS_SIGNED_IN = 'naif.signed-in';
const EARLY_MS = 60_000;
/** Access tokens live 15 minutes. */
const LONGEST_PAUSE_MS = 14 * 60_000;
const own = new HttpContext().set(OWN_REQUEST, true);

/** What a login needs beside the password. */
export type SecondFactorNeed = SecondFactorNeedDto;

/** Verb and object: what an account may do. */
export type Permission = SessionDto['permissions'][number];

/**
 * Who is signed in. The tokens are httpOnly cookies that no script sees; this store knows the account,
 * renews the session before it runs out, and agrees with the other tabs.
 */
@Service()
export class SessionStore {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly preferences = inject(PreferencesStore);
  private readonly passkeys = inject(PasskeyBrowser);
  private readonly tabs = new Tabs();

  /** `undefined`: not asked yet; `null`: nobody. */
  private readonly session = signal<SessionDto | null | undefined>(undefined);
  private readonly makeshift = signal(false);
  private refreshing: Promise<RefreshOutcome> | undefined;
  /** Ways to show the second factor of the login that waits. */
  private methods: SecondFactorNeed['methods'] = [];
  private renewal: ReturnType<typeof setTimeout> | undefined;

  /** The account that is signed in. */
  readonly account = computed(() => this.session()?.account ?? null);
  readonly signedIn = computed(() => this.account() !== null);
  /**
   * The account's role needs a second factor, and the one that it showed is the makeshift for who has set up none: a code
   * by e-mail.
   */
  readonly lacksSecondFactor = this.makeshift.asReadonly();
  private readonly permissions = computed(() => new Set(this.session()?.permissions));

  constructor() {
    this.tabs.listen((message) => this.hear(message));
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.renewal);
      this.tabs.close();
    });
  }

  /** Whether the account that is signed in may do this: for menus and buttons; the server decides. */
  can(permission: Permission): boolean {
    return this.permissions().has(permission);
  }

  /** Where who is signed in begins: clients in their own corner, the insurer's people at the desk. */
  home(): '/home' | '/fleet' {
    return this.can('read:own-data') ? '/home' : '/fleet';
  }

  /** Asks the server, once, whether this browser still has a session. Rejects when it cannot be reached. */
  async restore(): Promise<boolean> {
    if (this.session() === undefined) {
      try {
        await this.take(await this.api.invoke(authMe, {}, own));
      } catch (error) {
        if (problemOf(error).status !== 401) throw error;
        // Without a trace of an earlier session there is nothing to renew.
        const outcome = this.wasSignedIn() ? await this.renew() : 'ended';
        if (outcome === 'unreachable') throw error;
        if (outcome === 'ended') this.forget();
      }
    }
    return this.signedIn();
  }

  /** Whether this browser had a session that nobody ended on purpose. */
  wasSignedIn(): boolean {
    return browserStorage.get(WAS_SIGNED_IN) !== null;
  }

  /** Signs in; resolves with what else is needed, if anything is. Rejects with the server's refusal. */
  async login(email: string, password: string): Promise<SecondFactorNeed | undefined> {
    const answer = await this.api.invoke(authLogin, { body: { email, password } }, own);
    if ('secondFactor' in answer) {
      this.methods = answer.secondFactor.methods;
      return answer.secondFactor;
    }
    await this.begin(answer);
    return undefined;
  }

  /** Completes the login that waits for it. Rejects with the server's refusal. */
  async passSecondFactor(
    method: SecondFactorNeed['methods'][number],
    code: string,
    rememberDevice: boolean,
  ): Promise<void> {
    const body = { method, code, rememberDevice };
    await this.begin(await this.api.invoke(authSecondFactor, { body }, own));
    // Who set a second factor up has recovery codes, or an app.
    this.makeshift.set(this.methods.length === 1 && this.methods[0] === 'email');
  }

  /** A second factor is set up, or is not asked to be. */
  secondFactorSettled(): void {
    this.makeshift.set(false);
  }

  /** Has a code mailed for the login that waits; resolves with a hint where. Rejects with the server's refusal. */
  async mailCode(): Promise<string> {
    return (await this.api.invoke(authEmailCode, {}, own)).emailSentTo;
  }

  /** Signs in by a passkey. Rejects with the server's refusal, or when its holder gives up. */
  async loginByPasskey(): Promise<void> {
    const { publicKey } = await this.api.invoke(passkeyLoginOptions, {}, own);
    const body = { credential: await this.passkeys.answer(publicKey) };
    await this.begin(await this.api.invoke(passkeyLoginLogin, { body }, own));
  }

  private async begin(session: SessionDto): Promise<void> {
    browserStorage.set(REFRESHED_AT, String(Date.now()));
    await this.take(session);
    this.tabs.tell({ kind: 'signed-in', accountId: session.account.id });
    void this.preferences.carryOver(session.account);
  }

  /** The account's holder goes by another name from now on. */
  rename(displayName: string): void {
    this.session.update((session) =>
      session ? { ...session, account: { ...session.account, displayName } } : session,
    );
  }

  /** Signs out here and in every other tab. The server's answer is not waited for when it does not come. */
  async logout(): Promise<void> {
    await this.api.invoke(authLogout, {}, own).catch(() => undefined);
    this.tabs.tell({ kind: 'signed-out' });
    await this.leave('signed-out');
  }

  /**
   * Renews the session: one request at a time in all tabs together. When the session has ended, the
   * login page is shown with the way back. `staleSinceMs`: when the request that was refused set out; a
   * renewal since then is good enough.
   */
  refresh(staleSinceMs = Date.now()): Promise<RefreshOutcome> {
    this.refreshing ??= this.renew(staleSinceMs)
      .then(async (outcome) => {
        if (outcome === 'ended') await this.leave('expired');
        return outcome;
      })
      .finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** The server ended the session, at another device's or an administrator's wish: the login page says so. */
  async endedElsewhere(): Promise<void> {
    await this.leave('revoked');
  }

  private renew(staleSinceMs = Date.now()): Promise<RefreshOutcome> {
    return exclusively(async () => {
      if (Number(browserStorage.get(REFRESHED_AT) ?? 0) > staleSinceMs) {
        return this.session() === undefined ? this.ask(authMe) : 'refreshed';
      }
      const outcome = await this.ask(authRefresh);
      const session = this.session();
      if (outcome === 'refreshed' && session) {
        browserStorage.set(REFRESHED_AT, String(Date.now()));
        this.tabs.tell({ kind: 'refreshed', expiresAt: session.expiresAt });
      }
      return outcome;
    });
  }

  private async ask(request: typeof authMe | typeof authRefresh): Promise<RefreshOutcome> {
    try {
      await this.take(await this.api.invoke(request, {}, own));
      return 'refreshed';
    } catch (error) {
      return problemOf(error).status === 401 ? 'ended' : 'unreachable';
    }
  }

  private async take(session: SessionDto): Promise<void> {
    this.session.set(session);
    browserStorage.set(WAS_SIGNED_IN, '1');
    this.renewBefore(session.expiresAt);
    await this.preferences.adopt(session.account);
  }

  /** Renews a minute early, so that the live socket of a quiet page never notices. */
  private renewBefore(expiresAt: string): void {
    clearTimeout(this.renewal);
    const dueMs = Date.parse(expiresAt) - EARLY_MS - Date.now();
    // The bounds keep a wrong clock from renewing without pause, or never.
    const delayMs = Math.min(Math.max(dueMs, EARLY_MS / 2), LONGEST_PAUSE_MS);
    this.renewal = setTimeout(() => void this.refresh(), delayMs);
  }

  private forget(): void {
    clearTimeout(this.renewal);
    this.session.set(null);
    browserStorage.remove(WAS_SIGNED_IN);
  }

  private async leave(reason: SignOutReason): Promise<void> {
    // It is on its way already: the first reason is the one that people read.
    if (this.session() === null) return;
    this.forget();
    const here = this.router.url;
    if (here.startsWith('/login')) return;
    await this.router.navigate(['/login'], {
      queryParams: reason === 'signed-out' ? {} : { reason, returnUrl: here },
    });
  }

  private hear(message: TabMessage): void {
    switch (message.kind) {
      case 'refreshed':
        this.renewBefore(message.expiresAt);
        return;
      case 'signed-out':
        if (this.signedIn()) void this.leave('signed-out');
        return;
      case 'signed-in':
        // Another account's data must not stay on the screen; and a waiting login page can go on.
        if (message.accountId !== this.account()?.id) location.reload();
        return;
      default:
        message satisfies never;
    }
  }
}
