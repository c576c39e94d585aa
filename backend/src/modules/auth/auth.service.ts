import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AccessTokens } from './access-tokens.js';
import { Account } from './account.entity.js';
import { BadCredentials, NotAuthenticated, SessionIsOver, TooManyAttempts } from './auth.errors.js';
import { LoginThrottle } from './login-throttle.js';
import { Passwords } from './passwords.js';
import { LoginChallenges, type PendingLogin } from './second-factor/login-challenges.js';
import { RememberedDevices } from './second-factor/remembered-devices.js';
import type { TypedCode } from './second-factor/second-factor-challenges.js';
import type { CookieToken } from './session-cookies.js';
import { type GrantedSession, SessionGrants } from './session-grants.js';
import { type LoginOrigin, Sessions } from './sessions.js';
import type { Viewer } from './viewer.js';

/** How a login with the right password went on. */
export type LoginOutcome =
  | { readonly granted: GrantedSession; readonly pending?: undefined }
  | { readonly pending: PendingLogin; readonly granted?: undefined };

/** Logging in, staying logged in, logging out. */
@Injectable()
export class AuthService {
  private readonly throttle = new LoginThrottle();

  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly grants: SessionGrants,
    private readonly challenges: LoginChallenges,
    private readonly devices: RememberedDevices,
    private readonly accessTokens: AccessTokens,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Opens a session, or asks for the second factor.
   * @param deviceToken of a browser that was remembered, so that it need not show the second factor
   * @throws TooManyAttempts, BadCredentials; MailNotConfigured, MailNotTaken where a code has to be mailed
   */
  async login(
    typedEmail: string,
    password: string,
    origin: LoginOrigin,
    deviceToken?: string,
  ): Promise<LoginOutcome> {
    const email = typedEmail.trim().toLowerCase();
    const { address } = origin;
    const attempt = await this.throttle.begin(address, email, this.clock.now(), () =>
      this.sessions.knows(email, address),
    );
    if (attempt.waitMs > 0) {
      this.log.warn('auth.login-throttled', { address });
      throw new TooManyAttempts(attempt.waitMs);
    }
    const account = await this.accountOf(email);
    const right = await this.passwords.verify(account?.passwordHash ?? undefined, password);
    if (!account?.passwordHash || !right || account.disabledAt) {
      this.log.warn('auth.login-refused', { address, accountId: account?.id });
      throw new BadCredentials();
    }
    attempt.succeeded(this.clock.now());
    if (this.passwords.isOutdated(account.passwordHash)) await this.renewHash(account, password);
    const pending = await this.challenges.begin(account, origin, deviceToken);
    return pending ? { pending } : { granted: await this.grants.open(account, origin, 'password') };
  }

  /**
   * Opens the session of a login that waits for its second factor.
   * @returns with the token of the browser, where it is to be remembered
   * @throws ChallengeOver, WrongCode, MethodNotOffered, TooManyAttempts
   */
  async completeLogin(
    token: string | undefined,
    typed: TypedCode,
    rememberDevice: boolean,
    origin: LoginOrigin,
  ): Promise<{ granted: GrantedSession; device?: CookieToken }> {
    const account = await this.challenges.answer(token, typed, origin.address);
    const granted = await this.grants.open(account, origin, 'second-factor');
    return {
      granted,
      ...(rememberDevice && { device: await this.devices.remember(account.id) }),
    };
  }

  /**
   * Goes on with a session: a new access token, and the next refresh token.
   * @throws NotAuthenticated without a token that we know, SessionIsOver
   */
  async refresh(token: string | undefined): Promise<GrantedSession> {
    if (token === undefined) throw new NotAuthenticated();
    const refreshed = await this.sessions.refresh(token);
    switch (refreshed.outcome) {
      case 'unknown':
        throw new NotAuthenticated();
      case 'over':
        throw new SessionIsOver();
      case 'reused':
        this.log.warn('auth.refresh-token-reused', { sessionId: refreshed.sessionId });
        throw new SessionIsOver();
      case 'refreshed':
        return this.grants.grant(refreshed.session, refreshed.refreshToken);
      default:
        return refreshed satisfies never;
    }
  }

  /** Ends the session of the tokens; one of them is enough. Without a session there is nothing to end. */
  async logout(refreshToken: string | undefined, accessToken: string | undefined): Promise<void> {
    if (refreshToken !== undefined) await this.sessions.endByToken(refreshToken);
    const access = await this.accessTokens.verify(accessToken ?? '');
    if (access) await this.sessions.end(access.viewer.sessionId, 'logout');
  }

  /** The viewer's account. */
  async accountOfViewer(viewer: Viewer): Promise<Account> {
    const account = await this.accounts.findOneBy({ id: viewer.accountId });
    if (!account) throw new NotAuthenticated();
    return account;
  }

  private async accountOf(email: string): Promise<Account | undefined> {
    const account = await this.accounts
      .createQueryBuilder('account')
      .where('lower(account.email) = :email', { email })
      .getOne();
    return account ?? undefined;
  }

  private async renewHash(account: Account, password: string): Promise<void> {
    await this.accounts.update(
      { id: account.id },
      { passwordHash: await this.passwords.hash(password) },
    );
  }
}
