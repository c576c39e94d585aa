import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { EventLog } from '../../observability/event-log.js';
import { AuditTrail } from '../audit/audit.public.js';
import {
  Account,
  AccountLinks,
  AccountMails,
  invitationLink,
  LINK_LIFE_MS,
  type Viewer,
} from '../auth/auth.public.js';
import type { InviteAccountDto } from './account.dto.js';
import {
  AccountClosed,
  AccountEmailTaken,
  AccountNotFound,
  AlreadyAccepted,
  ClientMissing,
  ClientNotMeant,
  ClientUnknown,
} from './accounts.errors.js';

const DAY_MS = 24 * 3_600_000;

/** Invites people: an account without a password, and a mail with the link to choose one. */
@Injectable()
export class AccountInvitations {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly links: AccountLinks,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly log: EventLog,
  ) {}

  /**
   * Makes an account and mails its invitation. When the mail cannot be sent there is no account.
   * @throws AccountEmailTaken, ClientMissing, ClientNotMeant, ClientUnknown, MailNotConfigured, MailNotTaken
   */
  async invite(viewer: Viewer, body: InviteAccountDto, linkOrigin: string): Promise<Account> {
    this.mails.needMailer();
    const { email, displayName, role, language, clientId } = body;
    if (role === 'client' && clientId === undefined) throw new ClientMissing();
    if (role !== 'client' && clientId !== undefined) throw new ClientNotMeant();
    const fields = { email, displayName, role, language, clientId: clientId ?? null };
    const account = await this.dataSource
      .transaction(async (manager) => {
        const made = manager.create(Account, { ...fields, passwordHash: null });
        await manager.insert(Account, made);
        await this.mail(manager, made, linkOrigin);
        const after = { email, displayName, role, language };
        await this.audit.record(manager, viewer, { ...aboutOf(made), verb: 'create', after });
        return manager.findOneByOrFail(Account, { id: made.id });
      })
      .catch((error: unknown) => {
        throw refusalOf(error);
      });
    this.log.info('account.invited', { accountId: account.id, role });
    return account;
  }

  /**
   * Mails the invitation anew; the link before stops working.
   * @throws AccountNotFound, AccountClosed, AlreadyAccepted, MailNotConfigured, MailNotTaken
   */
  async inviteAgain(viewer: Viewer, id: string, linkOrigin: string): Promise<void> {
    this.mails.needMailer();
    await this.dataSource.transaction(async (manager) => {
      const account = await manager.findOne(Account, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!account) throw new AccountNotFound();
      if (account.disabledAt) throw new AccountClosed();
      if (account.passwordHash !== null) throw new AlreadyAccepted();
      await this.mail(manager, account, linkOrigin);
      await this.audit.record(manager, viewer, { ...aboutOf(account), verb: 'invite' });
    });
    this.log.info('account.invited', { accountId: id });
  }

  private async mail(manager: EntityManager, account: Account, linkOrigin: string): Promise<void> {
    const token = await this.links.issue(manager, account.id, 'invitation');
    await this.mails.send(account, {
      kind: 'invitation',
      link: invitationLink(linkOrigin, token),
      validDays: LINK_LIFE_MS.invitation / DAY_MS,
    });
  }
}

function aboutOf({ id, clientId }: Account) {
  return { kind: 'account' as const, objectId: id, ...(clientId !== null && { clientId }) };
}

function refusalOf(error: unknown): unknown {
  switch (violatedConstraint(error)) {
    case 'accounts_email':
      return new AccountEmailTaken();
    case 'accounts_client_id_fkey':
      return new ClientUnknown();
    default:
      return error;
  }
}
