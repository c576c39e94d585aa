import { addressKey } from './address-key.js';
import { type BucketRule, TokenBuckets } from './token-buckets.js';

const MINUTE = 60_000;

/**
 * The three counters of failed logins. Figures: NIST SP 800-63B (5.2.2) asks for no more than 100
 * consecutive failures; people mistype a handful of times.
 */
export const LOGIN_RULES = {
  /** One address, whatever accounts it tries: an office behind one address still fits. */
  address: { capacity: 20, refillMs: MINUTE / 2, maxKeys: 20_000 },
  /** One address trying one account. */
  pair: { capacity: 5, refillMs: MINUTE / 2, maxKeys: 50_000 },
  /**
   * One account, tried from many addresses. It comes back quickly, so that whoever is attacked is not kept
   * out for long, and it does not count where the account has logged in before.
   */
  account: { capacity: 20, refillMs: 10_000, maxKeys: 50_000 },
} as const;

/** Rules for the three counters. */
export type ThrottleRules = Readonly<Record<keyof typeof LOGIN_RULES, BucketRule>>;

/**
 * The same for codes of the second factor, tried by somebody who has the password already. Three of a million
 * codes are right at any time: at one try in five minutes it takes more than a year to find one with even odds.
 */
export const CODE_RULES: ThrottleRules = {
  address: LOGIN_RULES.address,
  pair: LOGIN_RULES.pair,
  account: { capacity: 10, refillMs: 5 * MINUTE, maxKeys: 50_000 },
};

/**
 * Slows the guessing of passwords down. Each attempt is spent before the password is looked at, so that
 * many at once get no more tries than one after the other, and given back when it was right. Accounts are
 * counted by the name that was typed, whether they exist or not: a refusal tells nothing.
 */
export class LoginThrottle {
  private readonly addresses: TokenBuckets;
  private readonly pairs: TokenBuckets;
  private readonly accounts: TokenBuckets;

  constructor(rules: ThrottleRules = LOGIN_RULES) {
    this.addresses = new TokenBuckets(rules.address);
    this.pairs = new TokenBuckets(rules.pair);
    this.accounts = new TokenBuckets(rules.account);
  }

  /**
   * Spends one attempt where there is one.
   *
   * @param email as typed, without blanks and case
   * @param knowsAddress whether the account has logged in from this address before; asked only when it matters
   */
  async begin(
    address: string,
    email: string,
    nowMs: number,
    knowsAddress: () => Promise<boolean>,
  ): Promise<LoginAttempt> {
    const from = addressKey(address);
    const pair = `${from} ${email}`;
    const ownWait = Math.max(this.addresses.waitMs(from, nowMs), this.pairs.waitMs(pair, nowMs));
    if (ownWait > 0) return { waitMs: ownWait, succeeded: () => undefined };

    // All are spent before anything is awaited.
    this.addresses.spend(from, nowMs);
    this.pairs.spend(pair, nowMs);
    const accountWait = this.accounts.waitMs(email, nowMs);
    if (accountWait === 0) this.accounts.spend(email, nowMs);
    return {
      waitMs: accountWait > 0 && !(await knowsAddress()) ? accountWait : 0,
      succeeded: (thenMs) => {
        this.addresses.giveBack(from, thenMs);
        this.pairs.giveBack(pair, thenMs);
        if (accountWait === 0) this.accounts.giveBack(email, thenMs);
      },
    };
  }
}

/** One try at a login. */
export interface LoginAttempt {
  /** Ms to wait before the next one; 0: this one may go on. */
  readonly waitMs: number;
  /** To be called when the password was right: the attempt then costs nothing. */
  readonly succeeded: (nowMs: number) => void;
}
