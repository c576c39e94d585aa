import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  type AuthenticationResponseJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { Account } from '../account.entity.js';
import { assertionOf } from './passkey-answers.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { Passkey } from './passkey.entity.js';
import type { RelyingParty } from './relying-party.js';

/** Finds out whose passkey answered a challenge. */
@Injectable()
export class PasskeyHolders {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly challenges: PasskeyChallenges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Whose passkey signed the challenge of the key, if it is one of ours and signed this. The challenge is spent.
   * @param key under which the challenge was kept
   */
  async of(
    key: string | undefined,
    credential: Readonly<Record<string, unknown>>,
    party: RelyingParty,
  ): Promise<Account | undefined> {
    const response = assertionOf(credential);
    const challenge = key === undefined ? undefined : await this.challenges.take(key);
    return response && challenge !== undefined
      ? this.holder(response, challenge, party)
      : undefined;
  }

  private async holder(
    response: AuthenticationResponseJSON,
    expectedChallenge: string,
    party: RelyingParty,
  ): Promise<Account | undefined> {
    const { manager } = this.dataSource;
    const passkey = await manager.findOneBy(Passkey, { credentialId: response.id, rpId: party.id });
    if (!passkey) return undefined;
    const account = await manager.findOneBy(Account, { id: passkey.accountId });
    const handle = Buffer.from(response.response.userHandle ?? '', 'base64url').toString();
    if (!account || account.disabledAt || handle !== account.id) return undefined;
    const { credentialId: id, publicKey, counter } = passkey;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id, publicKey: Uint8Array.from(publicKey), counter: Number(counter) },
      requireUserVerification: true,
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    if (!verified || !authenticationInfo) return undefined;
    // Of two answers that were made at one count, one is a copy's.
    const { affected } = await manager.update(
      Passkey,
      { id: passkey.id, counter },
      {
        counter: String(authenticationInfo.newCounter),
        backedUp: authenticationInfo.credentialBackedUp,
        lastUsedAt: new Date(this.clock.now()),
      },
    );
    return affected === 1 ? account : undefined;
  }
}
