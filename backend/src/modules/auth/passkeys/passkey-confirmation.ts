import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { DataSource } from 'typeorm';
import { EventLog } from '../../../observability/event-log.js';
import { Sessions } from '../sessions.js';
import type { Viewer } from '../viewer.js';
import { PASSKEY_CHALLENGE_MS, PasskeyChallenges } from './passkey-challenges.js';
import { PasskeyHolders } from './passkey-holders.js';
import { Passkey } from './passkey.entity.js';
import { PasskeyRefused } from './passkey.errors.js';
import type { RelyingParty } from './relying-party.js';

/** Showing within a session who one is by one of the own passkeys: it stands for password and second factor. */
@Injectable()
export class PasskeyConfirmation {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly challenges: PasskeyChallenges,
    private readonly holders: PasskeyHolders,
    private readonly sessions: Sessions,
    private readonly log: EventLog,
  ) {}

  /** Whether the account has any. */
  isPossible({ accountId }: Viewer): Promise<boolean> {
    return this.dataSource.manager.existsBy(Passkey, { accountId });
  }

  /** What the browser needs to ask for one of the account's passkeys. */
  async options(
    viewer: Viewer,
    party: RelyingParty,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { accountId } = viewer;
    const passkeys = await this.dataSource.manager.findBy(Passkey, { accountId, rpId: party.id });
    const options = await generateAuthenticationOptions({
      rpID: party.id,
      userVerification: 'required',
      timeout: PASSKEY_CHALLENGE_MS,
      allowCredentials: passkeys.map(({ credentialId: id, transports }) => ({ id, transports })),
    });
    await this.challenges.keep(keyOf(viewer), options.challenge);
    return options;
  }

  /** Takes the passkey's answer. @throws PasskeyRefused */
  async show(
    viewer: Viewer,
    credential: Readonly<Record<string, unknown>>,
    party: RelyingParty,
  ): Promise<void> {
    const { accountId, sessionId } = viewer;
    const account = await this.holders.of(keyOf(viewer), credential, party);
    if (account?.id !== accountId) {
      this.log.warn('auth.passkey-not-confirmed', { accountId });
      throw new PasskeyRefused('invalid');
    }
    await this.sessions.confirm(sessionId, ['password', 'second-factor']);
  }
}

/** The challenge of a confirmation is its session's. */
function keyOf({ sessionId }: Viewer): string {
  return `confirmation of ${sessionId}`;
}
