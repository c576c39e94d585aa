import { Injectable } from '@nestjs/common';
import { EventLog } from '../../../observability/event-log.js';
import type { Account } from '../account.entity.js';
import { hashOf, newToken } from '../bearer-token.js';
import type { CookieToken } from '../session-cookies.js';
import type { LoginOrigin } from '../sessions.js';
import { RememberedDevices } from './remembered-devices.js';
import {
  MOST_TRIES,
  SecondFactorChallenges,
  type TypedCode,
  type WaitingChallenge,
} from './second-factor-challenges.js';
import { ChallengeOver, WrongCode } from './second-factor.errors.js';
import type { SecondFactorMethod } from './second-factor-methods.js';

/** A login that waits for its second factor. */
export interface PendingLogin {
  readonly methods: readonly SecondFactorMethod[];
  readonly token: CookieToken;
  /** Where a code was mailed, as a hint. */
  readonly emailSentTo?: string;
}

/** Logins between the password and the second factor. */
@Injectable()
export class LoginChallenges {
  constructor(
    private readonly challenges: SecondFactorChallenges,
    private readonly devices: RememberedDevices,
    private readonly log: EventLog,
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
    const methods = await this.challenges.methodsOf(account);
    if (methods.length === 0 || (await this.devices.knows(account.id, deviceToken)))
      return undefined;
    const token = newToken();
    const key = { tokenHash: hashOf(token), sessionId: null };
    const expiresAtMs = await this.challenges.open(key, account.id);
    const emailSentTo = methods.includes('totp')
      ? undefined
      : await this.challenges.mailCode(account, key, address);
    this.log.info('auth.second-factor-asked', { address, accountId: account.id, methods });
    return {
      methods,
      token: { token, expiresAtMs },
      ...(emailSentTo !== undefined && { emailSentTo }),
    };
  }

  /**
   * Mails a code for the login that waits; the one before stops working.
   * @returns where it was sent, as a hint
   * @throws ChallengeOver, MethodNotOffered, TooManyAttempts, MailNotConfigured, MailNotTaken
   */
  async sendCode(token: string | undefined, address: string): Promise<string> {
    return this.challenges.sendCode(await this.waiting(token), address);
  }

  /**
   * Takes the second factor of a login that waits, once.
   * @returns the account whose session may open
   * @throws ChallengeOver, WrongCode, MethodNotOffered, TooManyAttempts
   */
  async answer(token: string | undefined, typed: TypedCode, address: string): Promise<Account> {
    const waiting = await this.waiting(token);
    const outcome = await this.challenges.answer(waiting, typed, address);
    if (outcome === 'over') throw new ChallengeOver();
    if (outcome === 'wrong') throw new WrongCode();
    return waiting.account;
  }

  private async waiting(token: string | undefined): Promise<WaitingChallenge> {
    if (token === undefined) throw new ChallengeOver();
    const found = await this.challenges.waiting({ tokenHash: hashOf(token), sessionId: null });
    if (!found || found.challenge.tries >= MOST_TRIES) throw new ChallengeOver();
    return found;
  }
}
