import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, LessThan, MoreThan } from 'typeorm';
import { EventLog } from '../../../observability/event-log.js';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { Account } from '../account.entity.js';
import { addressKey } from '../address-key.js';
import { TooManyAttempts } from '../auth.errors.js';
import { hashOf, newToken } from '../bearer-token.js';
import { CODE_RULES, LoginThrottle } from '../login-throttle.js';
import { AccountMails } from '../mails/account-mails.js';
import type { CookieToken } from '../session-cookies.js';
import { type LoginOrigin, Sessions } from '../sessions.js';
import { TokenBuckets } from '../token-buckets.js';
import { RememberedDevices } from './remembered-devices.js';
import { SecondFactorCodes } from './second-factor-codes.js';
import { LoginChallenge, SecondFactor } from './second-factor.entity.js';
import { ChallengeOver, MethodNotOffered, WrongCode } from './second-factor.errors.js';
import { maskedAddress, methodsOf, type SecondFactorMethod } from './second-factor-methods.js';
import { SecondFactorPolicy } from './second-factor-policy.js';
import { SecondFactorSecrets } from './second-factor-secrets.js';
import { newEmailCode } from './short-codes.js';

const MINUTE = 60_000;
/** From the password to the second factor, and for so long a code by e-mail works, ms. */
export const CHALLENGE_MS = 10 * MINUTE;
/** Codes that may be tried after one password. */
export const MOST_TRIES = 5;
/** Between two codes by e-mail after one password, ms. */
const RESEND_MS = 30_000;
/** Codes that are mailed to an account for logins from one address: who knows the password cannot flood a mailbox. */
const CODES_OF_PLACE = { capacity: 5, refillMs: 2 * MINUTE, maxKeys: 50_000 };

/** A login that waits for its second factor. */
export interface PendingLogin {
  readonly methods: readonly SecondFactorMethod[];
  readonly token: CookieToken;
  /** Where a code was mailed, as a hint. */
  readonly emailSentTo?: string;
}

/** A second factor as it was typed. */
export interface TypedCode {
  readonly method: SecondFactorMethod;
  readonly code: string;
}

/** Logins between the password and the second factor. */
@Injectable()
export class LoginChallenges {
  private readonly throttle = new LoginThrottle(CODE_RULES);
  private readonly codesOfPlace = new TokenBuckets(CODES_OF_PLACE);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly policy: SecondFactorPolicy,
    private readonly codes: SecondFactorCodes,
    private readonly secrets: SecondFactorSecrets,
    private readonly devices: RememberedDevices,
    private readonly sessions: Sessions,
    private readonly mails: AccountMails,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Called once the password was right. `undefined`: no second factor is needed, or the browser is remembered.
   * @throws MailNotConfigured, MailNotTaken, TooManyAttempts where the only way is a code by e-mail
   */
  async begin(
    account: Account,
    { address }: LoginOrigin,
    deviceToken: string | undefined,
  ): Promise<PendingLogin | undefined> {
    const methods = await this.methodsOf(account);
    if (methods.length === 0 || (await this.devices.knows(account.id, deviceToken)))
      return undefined;
    const { manager } = this.dataSource;
    const token = newToken();
    const expiresAtMs = this.clock.now() + CHALLENGE_MS;
    await manager.delete(LoginChallenge, {
      accountId: account.id,
      expiresAt: LessThan(new Date(this.clock.now())),
    });
    await manager.insert(LoginChallenge, {
      tokenHash: hashOf(token),
      accountId: account.id,
      expiresAt: new Date(expiresAtMs),
    });
    const mailsNow = !methods.includes('totp');
    if (mailsNow) await this.mailCode(account, token, address);
    this.log.info('auth.second-factor-asked', { address, accountId: account.id, methods });
    return {
      methods,
      token: { token, expiresAtMs },
      ...(mailsNow && { emailSentTo: maskedAddress(account.email) }),
    };
  }

  /**
   * Mails a code for the login that waits; the one before stops working.
   * @returns where it was sent, as a hint
   * @throws ChallengeOver, MethodNotOffered, TooManyAttempts, MailNotConfigured, MailNotTaken
   */
  async sendCode(token: string | undefined, address: string): Promise<string> {
    const { challenge, account } = await this.waiting(token);
    if (!(await this.methodsOf(account)).includes('email')) throw new MethodNotOffered();
    const sentAgo = this.clock.now() - (challenge.emailSentAt?.getTime() ?? -Infinity);
    if (sentAgo < RESEND_MS) throw new TooManyAttempts(RESEND_MS - sentAgo);
    await this.mailCode(account, token ?? '', address);
    return maskedAddress(account.email);
  }

  /**
   * Takes the second factor of a login that waits, once.
   * @returns the account whose session may open
   * @throws ChallengeOver, WrongCode, MethodNotOffered, TooManyAttempts
   */
  async answer(token: string | undefined, typed: TypedCode, address: string): Promise<Account> {
    const { challenge, account } = await this.waiting(token);
    if (!(await this.methodsOf(account)).includes(typed.method)) throw new MethodNotOffered();
    const attempt = await this.throttle.begin(address, account.id, this.clock.now(), () =>
      this.sessions.knows(account.email.toLowerCase(), address),
    );
    if (attempt.waitMs > 0) throw new TooManyAttempts(attempt.waitMs);
    // The try is counted and committed before the code is looked at: many at once get no more than five.
    const { tokenHash } = challenge;
    const counted = await this.dataSource.manager
      .createQueryBuilder()
      .update(LoginChallenge)
      .set({ tries: () => 'tries + 1' })
      .where({ tokenHash, tries: LessThan(MOST_TRIES) })
      .execute();
    if (counted.affected !== 1) throw new ChallengeOver();
    const right = await this.dataSource.transaction(async (manager) => {
      if (!(await this.use(manager, tokenHash, account.id, typed))) return false;
      return (await manager.delete(LoginChallenge, { tokenHash })).affected === 1;
    });
    if (!right) {
      const { id: accountId } = account;
      this.log.warn('auth.second-factor-refused', { address, accountId, method: typed.method });
      throw new WrongCode();
    }
    attempt.succeeded(this.clock.now());
    return account;
  }

  private use(
    manager: EntityManager,
    tokenHash: Buffer,
    accountId: string,
    { method, code }: TypedCode,
  ): Promise<boolean> {
    switch (method) {
      case 'totp':
        return this.codes.useAuthenticator(manager, accountId, code);
      case 'recovery':
        return this.codes.useRecovery(manager, accountId, code);
      case 'email':
        return this.isMailed(manager, tokenHash, accountId, code);
      default:
        return method satisfies never;
    }
  }

  /** Whether it is the code that was mailed for this login; the login's end makes it void. */
  private async isMailed(
    manager: EntityManager,
    tokenHash: Buffer,
    accountId: string,
    code: string,
  ): Promise<boolean> {
    const challenge = await manager.findOneBy(LoginChallenge, { tokenHash });
    if (!challenge?.emailCodeHash) return false;
    return timingSafeEqual(
      challenge.emailCodeHash,
      this.secrets.codeHash(accountId, 'email', code),
    );
  }

  private async waiting(
    token: string | undefined,
  ): Promise<{ challenge: LoginChallenge; account: Account }> {
    if (token === undefined) throw new ChallengeOver();
    const { manager } = this.dataSource;
    const challenge = await manager.findOneBy(LoginChallenge, {
      tokenHash: hashOf(token),
      expiresAt: MoreThan(new Date(this.clock.now())),
    });
    const account = challenge && (await manager.findOneBy(Account, { id: challenge.accountId }));
    if (!account || account.disabledAt || challenge.tries >= MOST_TRIES) throw new ChallengeOver();
    return { challenge, account };
  }

  private async methodsOf({ id, role }: Account): Promise<SecondFactorMethod[]> {
    const { manager } = this.dataSource;
    const factor = await manager.findOneBy(SecondFactor, { accountId: id });
    return methodsOf({
      hasAuthenticator: Boolean(factor?.totpSecret),
      emailCodes: factor?.emailCodes ?? false,
      recoveryCodesLeft: factor ? await this.codes.recoveryLeft(manager, id) : 0,
      isRequired: await this.policy.isRequiredFor(role),
    });
  }

  private async mailCode(account: Account, token: string, address: string): Promise<void> {
    this.mails.needMailer();
    const now = this.clock.now();
    const place = `${addressKey(address)} ${account.id}`;
    const waitMs = this.codesOfPlace.waitMs(place, now);
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
    this.codesOfPlace.spend(place, now);
    const code = newEmailCode();
    await this.dataSource.manager.update(
      LoginChallenge,
      { tokenHash: hashOf(token) },
      {
        emailCodeHash: this.secrets.codeHash(account.id, 'email', code),
        emailSentAt: new Date(now),
      },
    );
    const validMinutes = CHALLENGE_MS / MINUTE;
    await this.mails.send(account, { kind: 'login-code', code, validMinutes });
  }
}
