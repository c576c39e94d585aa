import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull, LessThan, MoreThan } from 'typeorm';
import { EventLog } from '../../../observability/event-log.js';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { Account } from '../account.entity.js';
import { addressKey } from '../address-key.js';
import { TooManyAttempts } from '../auth.errors.js';
import { CODE_RULES, LoginThrottle } from '../login-throttle.js';
import { AccountMails } from '../mails/account-mails.js';
import { Sessions } from '../sessions.js';
import { TokenBuckets } from '../token-buckets.js';
import { SecondFactorCodes } from './second-factor-codes.js';
import { LoginChallenge, SecondFactor } from './second-factor.entity.js';
import { MethodNotOffered } from './second-factor.errors.js';
import { maskedAddress, methodsOf, type SecondFactorMethod } from './second-factor-methods.js';
import { SecondFactorPolicy } from './second-factor-policy.js';
import { SecondFactorSecrets } from './second-factor-secrets.js';
import { newEmailCode } from './short-codes.js';

const MINUTE = 60_000;
/** From the question for the second factor to its answer, and for so long a code by e-mail works, ms. */
export const CHALLENGE_MS = 10 * MINUTE;
/** Codes that may be tried after one question. */
export const MOST_TRIES = 5;
/** Between two codes by e-mail after one question, ms. */
const RESEND_MS = 30_000;
/** Codes that are mailed to an account for one address: who knows the password cannot flood a mailbox. */
const CODES_OF_PLACE = { capacity: 5, refillMs: 2 * MINUTE, maxKeys: 50_000 };

/** Which question for the second factor: one of a login is never one of a session, and the other way round. */
export interface ChallengeKey {
  readonly tokenHash: Buffer;
  /** The session whose holder is asked; `null`: a login. */
  readonly sessionId: string | null;
}

/** A question that waits for its answer. */
export interface WaitingChallenge {
  readonly challenge: LoginChallenge;
  readonly account: Account;
}

/** A second factor as it was typed. */
export interface TypedCode {
  readonly method: SecondFactorMethod;
  readonly code: string;
}

/** Questions for the second factor and their answers, at a login and within a session: a few tries each. */
@Injectable()
export class SecondFactorChallenges {
  private readonly throttle = new LoginThrottle(CODE_RULES);
  private readonly codesOfPlace = new TokenBuckets(CODES_OF_PLACE);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly policy: SecondFactorPolicy,
    private readonly codes: SecondFactorCodes,
    private readonly secrets: SecondFactorSecrets,
    private readonly sessions: Sessions,
    private readonly mails: AccountMails,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The ways in which the account shows its second factor; none: it needs none. */
  async methodsOf({ id, role }: Pick<Account, 'id' | 'role'>): Promise<SecondFactorMethod[]> {
    const { manager } = this.dataSource;
    const factor = await manager.findOneBy(SecondFactor, { accountId: id });
    return methodsOf({
      hasAuthenticator: Boolean(factor?.totpSecret),
      emailCodes: factor?.emailCodes ?? false,
      recoveryCodesLeft: factor ? await this.codes.recoveryLeft(manager, id) : 0,
      isRequired: await this.policy.isRequiredFor(role),
    });
  }

  /** Asks. One that was asked before under the key stays, with its tries. @returns until when it waits, ms */
  async open(key: ChallengeKey, accountId: string): Promise<number> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    await manager.delete(LoginChallenge, { accountId, expiresAt: LessThan(new Date(now)) });
    const expiresAtMs = now + CHALLENGE_MS;
    await manager
      .createQueryBuilder()
      .insert()
      .into(LoginChallenge)
      .values({ ...key, accountId, expiresAt: new Date(expiresAtMs) })
      .orIgnore()
      .execute();
    return expiresAtMs;
  }

  /** What waits under the key, whatever tries it had. */
  async waiting({ tokenHash, sessionId }: ChallengeKey): Promise<WaitingChallenge | undefined> {
    const { manager } = this.dataSource;
    const challenge = await manager.findOneBy(LoginChallenge, {
      tokenHash,
      sessionId: sessionId ?? IsNull(),
      expiresAt: MoreThan(new Date(this.clock.now())),
    });
    const account = challenge && (await manager.findOneBy(Account, { id: challenge.accountId }));
    return account && !account.disabledAt ? { challenge, account } : undefined;
  }

  /**
   * Mails a code again; the one before stops working.
   * @returns where it was sent, as a hint
   * @throws MethodNotOffered, TooManyAttempts, MailNotConfigured, MailNotTaken
   */
  async sendCode({ challenge, account }: WaitingChallenge, address: string): Promise<string> {
    if (!(await this.methodsOf(account)).includes('email')) throw new MethodNotOffered();
    const sentAgo = this.clock.now() - (challenge.emailSentAt?.getTime() ?? -Infinity);
    if (sentAgo < RESEND_MS) throw new TooManyAttempts(RESEND_MS - sentAgo);
    return this.mailCode(account, challenge, address);
  }

  /**
   * Mails a code.
   * @returns where it was sent, as a hint
   * @throws TooManyAttempts, MailNotConfigured, MailNotTaken
   */
  async mailCode(
    account: Account,
    { tokenHash, sessionId }: ChallengeKey,
    address: string,
  ): Promise<string> {
    this.mails.needMailer();
    const now = this.clock.now();
    const place = `${addressKey(address)} ${account.id}`;
    const waitMs = this.codesOfPlace.waitMs(place, now);
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
    this.codesOfPlace.spend(place, now);
    const code = newEmailCode();
    const emailCodeHash = this.secrets.codeHash(account.id, 'email', code);
    await this.dataSource.manager.update(
      LoginChallenge,
      { tokenHash },
      { emailCodeHash, emailSentAt: new Date(now) },
    );
    const kind = sessionId === null ? 'login-code' : 'confirmation-code';
    await this.mails.send(account, { kind, code, validMinutes: CHALLENGE_MS / MINUTE });
    return maskedAddress(account.email);
  }

  /**
   * Takes an answer, once.
   * @returns how it was: `over` when no tries are left
   * @throws MethodNotOffered, TooManyAttempts
   */
  async answer(
    { challenge: { tokenHash }, account }: WaitingChallenge,
    typed: TypedCode,
    address: string,
  ): Promise<'right' | 'wrong' | 'over'> {
    if (!(await this.methodsOf(account)).includes(typed.method)) throw new MethodNotOffered();
    const attempt = await this.throttle.begin(address, account.id, this.clock.now(), () =>
      this.sessions.knows(account.email.toLowerCase(), address),
    );
    if (attempt.waitMs > 0) throw new TooManyAttempts(attempt.waitMs);
    // The try is counted and committed before the code is looked at: many at once get no more than five.
    const counted = await this.dataSource.manager
      .createQueryBuilder()
      .update(LoginChallenge)
      .set({ tries: () => 'tries + 1' })
      .where({ tokenHash, tries: LessThan(MOST_TRIES) })
      .execute();
    if (counted.affected !== 1) return 'over';
    const right = await this.dataSource.transaction(async (manager) => {
      if (!(await this.use(manager, tokenHash, account.id, typed))) return false;
      return (await manager.delete(LoginChallenge, { tokenHash })).affected === 1;
    });
    if (!right) {
      const { id: accountId } = account;
      this.log.warn('auth.second-factor-refused', { address, accountId, method: typed.method });
      return 'wrong';
    }
    attempt.succeeded(this.clock.now());
    return 'right';
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

  /** Whether it is the code that was mailed for this question; its end makes it void. */
  private async isMailed(
    manager: EntityManager,
    tokenHash: Buffer,
    accountId: string,
    code: string,
  ): Promise<boolean> {
    const challenge = await manager.findOneBy(LoginChallenge, { tokenHash });
    if (!challenge?.emailCodeHash) return false;
    const hash = this.secrets.codeHash(accountId, 'email', code);
    return timingSafeEqual(challenge.emailCodeHash, hash);
  }
}
