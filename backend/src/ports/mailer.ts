import { DomainError } from '../errors/domain-error.js';

/** Injection token of the `Mailer` port. */
export const MAILER = Symbol('Mailer');

/** A mail to one person. */
export interface Mail {
  /** One e-mail address. */
  readonly to: string;
  /** One line; line breaks become blanks, so that nobody adds headers by it. */
  readonly subject: string;
  readonly text: string;
  /** The same for mail programs that show HTML. */
  readonly html?: string;
  /** What the mail is for, such as `invitation`: for the log and for the demo's outbox. */
  readonly kind: string;
}

/** Sends mail to people. */
export interface Mailer {
  /** Whether mail can be sent at all: without it, what needs mail is refused at once (`MailNotConfigured`). */
  readonly isConfigured: boolean;
  /**
   * Hands the mail over: once it resolves, the mail server has taken it.
   * @throws MailNotConfigured, MailNotTaken
   */
  send(mail: Mail): Promise<void>;
  /**
   * Asks the mail server whether it would take mail.
   * @throws MailNotConfigured, MailNotTaken
   */
  ping(): Promise<void>;
}

/** Nobody told the server how to send mail. */
export class MailNotConfigured extends DomainError {
  constructor() {
    super(
      'unavailable',
      'MAIL.NOT_CONFIGURED',
      'This server cannot send mail: its operator has to set SMTP_URL.',
    );
  }
}

/** The mail server did not answer, or refused the mail. */
export class MailNotTaken extends DomainError {
  constructor(cause?: unknown) {
    super('unavailable', 'MAIL.NOT_TAKEN', 'The mail could not be sent. Try again in a minute.', {
      retryAfterSeconds: 60,
      cause,
    });
  }
}

/** An address as the mailer takes it: one mailbox, no list, no display name, nothing that could end a line. */
export function isOneMailbox(address: string): boolean {
  return /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(address);
}

/** A subject in one line. */
export function inOneLine(subject: string): string {
  return subject.replaceAll(/\s+/g, ' ').trim();
}
