/** Injection token of the `MailOutbox` port; the value is `undefined` where mail really leaves. */
export const MAIL_OUTBOX = Symbol('MailOutbox');

/** A mail that lies in the outbox. */
export interface OutboxMail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** When it was sent, ms since the epoch. */
  readonly sentAtMs: number;
}

/** Mail that was written and not sent: what the demo shows in place of people's mailboxes. */
export interface MailOutbox {
  /** The newest first; old ones are forgotten. */
  mails(): readonly OutboxMail[];
}
