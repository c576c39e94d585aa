import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { EventLog } from '../../../observability/event-log.js';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { addressKey } from '../address-key.js';
import { TooManyAttempts } from '../auth.errors.js';
import { newToken } from '../bearer-token.js';
import type { CookieToken } from '../session-cookies.js';
import { type GrantedSession, SessionGrants } from '../session-grants.js';
import type { LoginOrigin } from '../sessions.js';
import { TokenBuckets } from '../token-buckets.js';
import { PASSKEY_CHALLENGE_MS, PasskeyChallenges } from './passkey-challenges.js';
import { PasskeyHolders } from './passkey-holders.js';
import { PasskeyRefused } from './passkey.errors.js';
import type { RelyingParty } from './relying-party.js';

/** Challenges that one address may ask for: an office behind one address fits. */
const CHALLENGES_OF_ADDRESS = { capacity: 30, refillMs: 5_000, maxKeys: 20_000 };

/**
 * Logging in by a passkey. Nobody types who they are: the passkey knows. It stands for password and second factor
 * both, being a device that checked who holds it.
 */
@Injectable()
export class PasskeyLogin {
  private readonly challengesOfAddress = new TokenBuckets(CHALLENGES_OF_ADDRESS);

  constructor(
    private readonly challenges: PasskeyChallenges,
    private readonly holders: PasskeyHolders,
    private readonly grants: SessionGrants,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the browser needs to ask for a passkey: the same for everybody. @throws TooManyAttempts */
  async options(
    party: RelyingParty,
    address: string,
  ): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; token: CookieToken }> {
    const from = addressKey(address);
    const waitMs = this.challengesOfAddress.waitMs(from, this.clock.now());
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
    this.challengesOfAddress.spend(from, this.clock.now());
    const options = await generateAuthenticationOptions({
      rpID: party.id,
      userVerification: 'required',
      timeout: PASSKEY_CHALLENGE_MS,
    });
    const token = newToken();
    const { expiresAtMs } = await this.challenges.keep(token, options.challenge);
    return { options, token: { token, expiresAtMs } };
  }

  /** Opens the session of the passkey's account. @throws PasskeyRefused */
  async login(
    token: string | undefined,
    credential: Readonly<Record<string, unknown>>,
    party: RelyingParty,
    origin: LoginOrigin,
  ): Promise<GrantedSession> {
    const account = await this.holders.of(token, credential, party);
    if (!account) {
      this.log.warn('auth.passkey-refused', { address: origin.address });
      throw new PasskeyRefused();
    }
    return this.grants.open(account, origin, 'passkey');
  }
}
