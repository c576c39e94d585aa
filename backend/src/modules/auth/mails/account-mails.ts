import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventLog } from '../../../observability/event-log.js';
import { MAILER, type Mailer, MailNotConfigured } from '../../../ports/mailer.js';
import type { Account } from '../account.entity.js';
import { type AccountMail, bodiesOf, wordsOf } from './account-mail-texts.js';

/** To whom a mail goes. */
export type Addressee = Pick<Account, 'id' | 'email' | 'displayName' | 'language'>;

/** Writes to the holders of accounts, in their language. What a mail says is never logged. */
@Injectable()
export class AccountMails implements OnModuleDestroy {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    @Inject(MAILER) private readonly mailer: Mailer,
    private readonly log: EventLog,
  ) {}

  /** Lets what is under way finish before the application stops. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** @throws MailNotConfigured when this server cannot send mail: for what makes no sense without */
  needMailer(): void {
    if (!this.mailer.isConfigured) throw new MailNotConfigured();
  }

  /** Sends a mail that the request cannot do without. @throws MailNotConfigured, MailNotTaken */
  async send(to: Addressee, mail: AccountMail): Promise<void> {
    const words = wordsOf(mail, to.language);
    const { kind } = mail;
    await this.mailer.send({
      kind,
      to: to.email,
      subject: words.subject,
      ...bodiesOf(words, to.displayName, to.language),
    });
    this.log.info('mail.sent', { kind, accountId: to.id });
  }

  /** Sends a notice that nobody waits for; without a mailer there is none. A failure is logged. */
  sendLater(to: Addressee, mail: AccountMail): void {
    if (this.mailer.isConfigured) this.goOn(this.send(to, mail), mail.kind, to.id);
  }

  /** Does work whose length must not show in the answer, such as a reset for an account that may not exist. */
  later(work: () => Promise<void>, kind: AccountMail['kind']): void {
    this.goOn(work(), kind);
  }

  private goOn(work: Promise<void>, kind: string, accountId?: string): void {
    const done = work
      .catch((error: unknown) => this.log.error('mail.failed', { kind, accountId, error }))
      .finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }
}
