import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { Account } from './account.entity.js';
import type { LinkPurpose } from './account-link.entity.js';
import { AccountLinks, LINK_LIFE_MS } from './account-links.js';
import { addressKey } from './address-key.js';
import { PasswordRefused, TooManyAttempts } from './auth.errors.js';
import { Confirmations } from './confirmations.js';
import { AccountMails } from './mails/account-mails.js';
import { passwordResetLink } from './mails/mail-links.js';
import { instantForPeople } from './mails/instant-for-people.js';
import { faultOfPassword, weaknessesOf } from './password-strength.js';
import { Passwords } from './passwords.js';
import { RememberedDevices } from './second-factor/remembered-devices.js';
import { Sessions } from './sessions.js';
import { TokenBuckets } from './token-buckets.js';
import type { Viewer } from './viewer.js';

const MINUTE = 60_000;
/** Resets that one address may ask for: an office behind one address fits. */
const RESETS_OF_ADDRESS = { capacity: 10, refillMs: MINUTE, maxKeys: 20_000 };
/** Mails that one mailbox gets, whoever asks: past it none is sent, and nobody can tell. */
const RESETS_OF_MAILBOX = { capacity: 3, refillMs: 20 * MINUTE, maxKeys: 50_000 };

/** Who asks for a reset, and where the link leads. */
export interface ResetRequest {
  readonly email: string;
  readonly address: string;
  readonly linkOrigin: string;
}

/** Changes of passwords: by the person, by a reset, by an invitation. */
@Injectable()
export class PasswordChanges {
  private readonly resetsOfAddress = new TokenBuckets(RESETS_OF_ADDRESS);
  private readonly resetsOfMailbox = new TokenBuckets(RESETS_OF_MAILBOX);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly confirmations: Confirmations,
    private readonly sessions: Sessions,
    private readonly links: AccountLinks,
    private readonly devices: RememberedDevices,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Changes the viewer's password; the account's other sessions end.
   * @throws WrongPassword, SecondFactorNotShown, PasswordRefused, TooManyAttempts
   */
  async change(viewer: Viewer, current: string, next: string): Promise<void> {
    const account = await this.confirmations.require(viewer, current);
    if (current === next) throw new PasswordRefused('/newPassword', 'AUTH.PASSWORD_UNCHANGED');
    await refuseWeak(next, account, '/newPassword');
    const passwordHash = await this.passwords.hash(next);
    const ended = await this.dataSource.transaction(async (manager) => {
      const ids = await this.put(manager, account, passwordHash, viewer.sessionId);
      await this.links.withdraw(manager, account.id);
      await this.audit.record(manager, viewer, changeOf(account, 'change-password'));
      return ids;
    });
    this.tell(account, ended, 'auth.password-changed');
  }

  /**
   * Mails a link to the account's holder, where there is one. What is done for an account is done after the
   * answer: nobody learns from it, nor from its time, who has an account.
   * @throws TooManyAttempts, MailNotConfigured
   */
  requestReset({ email: typed, address, linkOrigin }: ResetRequest): void {
    this.mails.needMailer();
    const now = this.clock.now();
    const from = addressKey(address);
    const waitMs = this.resetsOfAddress.waitMs(from, now);
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
    this.resetsOfAddress.spend(from, now);
    const email = typed.toLowerCase();
    if (this.resetsOfMailbox.waitMs(email, now) > 0) {
      this.log.warn('auth.reset-throttled', { address });
      return;
    }
    this.resetsOfMailbox.spend(email, now);
    this.mails.later(() => this.mailReset(email, linkOrigin), 'password-reset');
  }

  /** Sets a new password by a mailed link; every session ends. @throws LinkNotValid, PasswordRefused */
  async completeReset(token: string, password: string): Promise<void> {
    const { account, ended } = await this.byLink(token, 'password-reset', password);
    this.tell(account, ended, 'auth.password-reset');
  }

  /** Sets the first password of an invited account. @throws LinkNotValid, PasswordRefused */
  async acceptInvitation(token: string, password: string, displayName?: string): Promise<void> {
    const { account } = await this.byLink(token, 'invitation', password, displayName);
    this.log.info('auth.invitation-accepted', { accountId: account.id });
  }

  private async mailReset(email: string, linkOrigin: string): Promise<void> {
    const account = await this.dataSource.manager
      .createQueryBuilder(Account, 'account')
      .where('lower(account.email) = :email', { email })
      .andWhere('account.disabledAt IS NULL AND account.passwordHash IS NOT NULL')
      .getOne();
    if (!account) return;
    const token = await this.dataSource.transaction((manager) =>
      this.links.issue(manager, account.id, 'password-reset'),
    );
    await this.mails.send(account, {
      kind: 'password-reset',
      link: passwordResetLink(linkOrigin, token),
      validMinutes: LINK_LIFE_MS['password-reset'] / MINUTE,
    });
  }

  private async byLink(
    token: string,
    purpose: LinkPurpose,
    password: string,
    displayName?: string,
  ): Promise<{ account: Account; ended: string[] }> {
    // Strength and hash cost time: they are worked out only for who holds a link, and before rows are locked.
    const account = await this.links.holder(this.dataSource.manager, token, purpose);
    await refuseWeak(password, { ...account, ...(displayName && { displayName }) }, '/password');
    const passwordHash = await this.passwords.hash(password);
    const ended = await this.dataSource.transaction(async (manager) => {
      await this.links.use(manager, token, purpose);
      const ids = await this.put(manager, account, passwordHash);
      if (displayName !== undefined)
        await manager.update(Account, { id: account.id }, { displayName });
      const verb = purpose === 'invitation' ? 'accept-invitation' : 'reset-password';
      // Nobody is logged in: it is a visitor who turned out to hold the account's link.
      const visitor = {
        role: 'visitor' as const,
        id: account.id,
        name: displayName ?? account.displayName,
      };
      await this.audit.record(manager, visitor, changeOf(account, verb, displayName));
      return ids;
    });
    return { account, ended };
  }

  /** @returns the sessions that ended by it */
  private async put(
    manager: EntityManager,
    { id }: Account,
    passwordHash: string,
    exceptSessionId?: string,
  ): Promise<string[]> {
    const updatedAt = new Date(this.clock.now());
    await manager.update(
      Account,
      { id },
      { passwordHash, updatedAt, version: () => 'version + 1' },
    );
    await this.devices.forget(manager, id);
    return this.sessions.endAllOf(manager, id, exceptSessionId);
  }

  private tell(account: Account, ended: readonly string[], event: string): void {
    this.sessions.announceEnded(ended);
    this.log.info(event, { accountId: account.id, sessionsEnded: ended.length });
    this.mails.sendLater(account, {
      kind: 'password-changed',
      at: instantForPeople(this.clock.now(), account),
    });
  }
}

/** @throws PasswordRefused */
async function refuseWeak(
  password: string,
  { email, displayName }: Pick<Account, 'email' | 'displayName'>,
  pointer: string,
): Promise<void> {
  const about = [email, displayName];
  const fault = await faultOfPassword(password, about);
  if (fault) throw new PasswordRefused(pointer, fault, await weaknessesOf(password, about));
}

/** What the audit trail says: that it happened, never the password. */
function changeOf(account: Account, verb: string, displayName?: string) {
  return {
    verb,
    kind: 'account' as const,
    objectId: account.id,
    ...(account.clientId !== null && { clientId: account.clientId }),
    ...(displayName !== undefined && {
      before: { displayName: account.displayName },
      after: { displayName },
    }),
  };
}
