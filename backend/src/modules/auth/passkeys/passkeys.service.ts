import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../../../database/constraint-violation.js';
import { EventLog } from '../../../observability/event-log.js';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { AuditTrail } from '../../audit/audit.public.js';
import { Account } from '../account.entity.js';
import { Confirmations } from '../confirmations.js';
import { AccountMails } from '../mails/account-mails.js';
import { instantForPeople } from '../mails/instant-for-people.js';
import type { Viewer } from '../viewer.js';
import { registrationOf } from './passkey-answers.js';
import { PASSKEY_CHALLENGE_MS, PasskeyChallenges } from './passkey-challenges.js';
import { Passkey } from './passkey.entity.js';
import {
  PasskeyNotFound,
  PasskeyNotUsable,
  PasskeyTaken,
  TooManyPasskeys,
} from './passkey.errors.js';
import type { RelyingParty } from './relying-party.js';

/** Passkeys that an account may have. */
const MOST_PASSKEYS = 20;
/** ES256, RS256, Ed25519: what authenticators make (COSE). */
const ALGORITHMS = [-7, -257, -8];

/** The own passkeys: added, listed, removed. */
@Injectable()
export class PasskeysService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly challenges: PasskeyChallenges,
    private readonly confirmations: Confirmations,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The account's passkeys, the oldest first. */
  list({ accountId }: Viewer): Promise<Passkey[]> {
    return this.dataSource.manager.find(Passkey, {
      where: { accountId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /**
   * What the browser needs to make a passkey: one that knows the account by itself, and checks who holds it.
   * @throws TooManyPasskeys, and what `Confirmations.require` does
   */
  async registrationOptions(
    viewer: Viewer,
    password: string | undefined,
    party: RelyingParty,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const account = await this.confirmations.require(viewer, password);
    const passkeys = await this.list(viewer);
    if (passkeys.length >= MOST_PASSKEYS) throw new TooManyPasskeys();
    const options = await generateRegistrationOptions({
      rpName: 'NAIF Control',
      rpID: party.id,
      userName: account.email,
      userID: Uint8Array.from(Buffer.from(account.id)),
      userDisplayName: account.displayName,
      timeout: PASSKEY_CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: passkeys
        .filter(({ rpId }) => rpId === party.id)
        .map(({ credentialId: id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    await this.challenges.keep(keyOf(viewer), options.challenge);
    return options;
  }

  /** Adds the passkey that the browser made. @throws PasskeyNotUsable, PasskeyTaken */
  async add(
    viewer: Viewer,
    label: string,
    credential: Readonly<Record<string, unknown>>,
    party: RelyingParty,
  ): Promise<Passkey> {
    const made = await this.verified(viewer, credential, party);
    const { accountId } = viewer;
    const now = this.clock.now();
    const fields = { ...made, accountId, label, rpId: party.id, createdAt: new Date(now) };
    const { passkey, account } = await this.dataSource
      .transaction(async (manager) => {
        const added = manager.create(Passkey, fields);
        await manager.insert(Passkey, added);
        const of = await manager.findOneByOrFail(Account, { id: accountId });
        const after = { passkey: label };
        await this.audit.record(manager, viewer, { ...aboutOf(of), verb: 'add-passkey', after });
        return { passkey: added, account: of };
      })
      .catch((error: unknown) => {
        throw violatedConstraint(error) === 'passkeys_credential_id_key'
          ? new PasskeyTaken()
          : error;
      });
    this.log.info('auth.passkey-added', { accountId, passkeyId: passkey.id });
    const at = instantForPeople(now, account);
    this.mails.sendLater(account, { kind: 'passkey-added', at, label });
    return passkey;
  }

  /** Removes one of the own passkeys, soon after its holder showed who they are. @throws NotConfirmed, SecondFactorNotShown, PasskeyNotFound */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.confirmations.requireLately(viewer);
    const { accountId } = viewer;
    await this.dataSource.transaction(async (manager) => {
      const passkey = await manager.findOneBy(Passkey, { id, accountId });
      if (!passkey) throw new PasskeyNotFound();
      await manager.delete(Passkey, { id });
      const of = await manager.findOneByOrFail(Account, { id: accountId });
      const before = { passkey: passkey.label };
      await this.audit.record(manager, viewer, { ...aboutOf(of), verb: 'remove-passkey', before });
    });
    this.log.info('auth.passkey-removed', { accountId, passkeyId: id });
  }

  private async verified(
    viewer: Viewer,
    credential: Readonly<Record<string, unknown>>,
    party: RelyingParty,
  ): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>> {
    const response = registrationOf(credential);
    const expectedChallenge = await this.challenges.take(keyOf(viewer));
    if (!response || expectedChallenge === undefined) throw new PasskeyNotUsable();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch((error: unknown) => {
      this.log.warn('auth.passkey-not-usable', { accountId: viewer.accountId, error });
      throw new PasskeyNotUsable();
    });
    if (!verified) throw new PasskeyNotUsable();
    const { id, publicKey, counter } = registrationInfo.credential;
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey),
      counter: String(counter),
      transports: response.response.transports ?? [],
      backedUp: registrationInfo.credentialBackedUp,
    };
  }
}

/** The challenge of a registration is its session's. */
function keyOf({ sessionId }: Viewer): string {
  return `registration of ${sessionId}`;
}

function aboutOf({ id, clientId }: Account) {
  return { kind: 'account' as const, objectId: id, ...(clientId !== null && { clientId }) };
}
