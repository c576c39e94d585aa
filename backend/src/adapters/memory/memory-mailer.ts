import { randomUUID } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';
import type { MailOutbox, OutboxMail } from '../../ports/mail-outbox.js';
import {
  inOneLine,
  isOneMailbox,
  type Mail,
  type Mailer,
  MailNotTaken,
} from '../../ports/mailer.js';

/** Most mails kept: a demo's or a test's. */
const MOST = 200;

/** Keeps what is sent, for the demo to show and for tests to read. */
export class MemoryMailer implements Mailer, MailOutbox {
  readonly isConfigured = true;
  /** The oldest first. */
  private kept: OutboxMail[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly most: number = MOST,
  ) {}

  send({ kind, to, subject, text, html }: Mail): Promise<void> {
    if (!isOneMailbox(to)) return Promise.reject(new MailNotTaken());
    const mail: OutboxMail = {
      id: randomUUID(),
      kind,
      to,
      subject: inOneLine(subject),
      text,
      ...(html !== undefined && { html }),
      sentAtMs: this.clock.now(),
    };
    this.kept = [...this.kept, mail].slice(-this.most);
    return Promise.resolve();
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  mails(): readonly OutboxMail[] {
    return this.kept.toReversed();
  }
}
