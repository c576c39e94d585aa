import { createTransport, type Transporter } from 'nodemailer';
import {
  inOneLine,
  isOneMailbox,
  type Mail,
  type Mailer,
  MailNotTaken,
} from '../../ports/mailer.js';

/** A mail server that does not answer within these, ms, is taken for one that is down. */
const PATIENCE_MS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 };

/** What the mailer needs to know. */
export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. */
  readonly url: string;
  /** The sender: an address, or a name with the address in angle brackets. */
  readonly from: string;
  /** Whether the connection may go without encryption: to this machine only. */
  readonly mayBePlain: boolean;
}

/** Hands mail to an SMTP server. */
export class SmtpMailer implements Mailer {
  readonly isConfigured = true;
  private readonly transport: Transporter;

  constructor({ url, from, mayBePlain }: SmtpSettings) {
    this.transport = createTransport(
      {
        url,
        ...PATIENCE_MS,
        requireTLS: !mayBePlain,
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from },
    );
  }

  async send({ to, subject, text, html, kind }: Mail): Promise<void> {
    if (!isOneMailbox(to)) throw new MailNotTaken();
    try {
      await this.transport.sendMail({
        to,
        subject: inOneLine(subject),
        text,
        ...(html !== undefined && { html }),
        // Answering machines stay silent (RFC 3834).
        headers: { 'auto-submitted': 'auto-generated', 'x-naif-kind': kind },
      });
    } catch (error) {
      throw new MailNotTaken(withoutTheMail(error));
    }
  }

  async ping(): Promise<void> {
    try {
      await this.transport.verify();
    } catch (error) {
      throw new MailNotTaken(withoutTheMail(error));
    }
  }
}

/** What may be logged of a failure: servers quote addresses, and nodemailer the whole envelope. */
function withoutTheMail(error: unknown): Error {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const words = [code, responseCode].filter(
    (one) => typeof one === 'string' || typeof one === 'number',
  );
  return new Error(`The mail server refused or did not answer: ${words.join(' ') || 'unknown'}`);
}
