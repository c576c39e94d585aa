import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { Account } from './account.entity.js';
import {
  NotAuthenticated,
  NotConfirmed,
  SecondFactorNotShown,
  TooManyAttempts,
  WrongPassword,
} from './auth.errors.js';
import { hashOf } from './bearer-token.js';
import { Passwords } from './passwords.js';
import {
  SecondFactorChallenges,
  type TypedCode,
  type WaitingChallenge,
} from './second-factor/second-factor-challenges.js';
import { WrongCode } from './second-factor/second-factor.errors.js';
import type { SecondFactorMethod } from './second-factor/second-factor-methods.js';
import { Sessions } from './sessions.js';
import { TokenBuckets } from './token-buckets.js';
import type { Viewer } from './viewer.js';

/** Guesses of the current password within a session. */
const GUESSES = { capacity: 5, refillMs: 30_000, maxKeys: 50_000 };

/**
 * Makes sure that it is the account's holder who sits before the session, before anything is changed that affects how one
 * logs in: by the password and, where the account has one, the second factor; or by a passkey, which stands for both.
 * What was shown counts for ten minutes.
 */
@Injectable()
export class Confirmations {
  private readonly guesses = new TokenBuckets(GUESSES);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly challenges: SecondFactorChallenges,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The ways to show the second factor, where it has to be shown; none: the password is enough for now. */
  async methodsNeeded({ accountId: id, role, sessionId }: Viewer): Promise<SecondFactorMethod[]> {
    const { secondFactor } = await this.sessions.shownLately(sessionId);
    return secondFactor ? [] : this.challenges.methodsOf({ id, role });
  }

  /**
   * Before a change: by the password, or without it where it (or a passkey) was shown lately after the login.
   * @throws WrongPassword, TooManyAttempts, NotConfirmed, SecondFactorNotShown
   */
  async require(viewer: Viewer, password: string | undefined): Promise<Account> {
    const account =
      password === undefined
        ? await this.confirmedHolder(viewer)
        : await this.showPassword(viewer, password);
    if ((await this.methodsNeeded(viewer)).length > 0) throw new SecondFactorNotShown();
    return account;
  }

  /** Before a change for which a login within ten minutes is enough. @throws NotConfirmed, SecondFactorNotShown */
  async requireLately(viewer: Viewer): Promise<void> {
    await this.sessions.requireShownLately(viewer.sessionId);
    if ((await this.methodsNeeded(viewer)).length > 0) throw new SecondFactorNotShown();
  }

  /** The password. @throws WrongPassword, TooManyAttempts */
  async showPassword(viewer: Viewer, password: string): Promise<Account> {
    const { accountId } = viewer;
    const waitMs = this.guesses.waitMs(accountId, this.clock.now());
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
    this.guesses.spend(accountId, this.clock.now());
    const account = await this.holder(viewer);
    if (!(await this.passwords.verify(account.passwordHash ?? undefined, password))) {
      this.log.warn('auth.password-not-confirmed', { accountId });
      throw new WrongPassword();
    }
    this.guesses.giveBack(accountId, this.clock.now());
    await this.sessions.confirm(viewer.sessionId, ['password']);
    return account;
  }

  /**
   * Mails a code for the second factor.
   * @returns where it was sent, as a hint
   * @throws MethodNotOffered, TooManyAttempts, MailNotConfigured, MailNotTaken
   */
  async sendCode(viewer: Viewer, address: string): Promise<string> {
    const waiting = await this.asked(viewer);
    return this.challenges.sendCode(waiting, address);
  }

  /** The second factor. @throws WrongCode, MethodNotOffered, TooManyAttempts */
  async showCode(viewer: Viewer, typed: TypedCode, address: string): Promise<void> {
    const waiting = await this.asked(viewer);
    const outcome = await this.challenges.answer(waiting, typed, address);
    if (outcome === 'over') {
      throw new TooManyAttempts(waiting.challenge.expiresAt.getTime() - this.clock.now());
    }
    if (outcome === 'wrong') throw new WrongCode('invalid');
    await this.sessions.confirm(viewer.sessionId, ['second-factor']);
  }

  /** Asks for the second factor; until its tries or its ten minutes are over it is one and the same question. */
  private async asked({ accountId, sessionId }: Viewer): Promise<WaitingChallenge> {
    const key = { tokenHash: hashOf(`confirmation of ${sessionId}`), sessionId };
    await this.challenges.open(key, accountId);
    const waiting = await this.challenges.waiting(key);
    if (!waiting) throw new NotAuthenticated();
    return waiting;
  }

  private async confirmedHolder(viewer: Viewer): Promise<Account> {
    const { password } = await this.sessions.shownLately(viewer.sessionId);
    if (!password) throw new NotConfirmed();
    return this.holder(viewer);
  }

  private async holder({ accountId: id }: Viewer): Promise<Account> {
    const account = await this.dataSource.manager.findOneBy(Account, { id });
    if (!account) throw new NotAuthenticated();
    return account;
  }
}
