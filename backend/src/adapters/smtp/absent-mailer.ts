import { type Mailer, MailNotConfigured } from '../../ports/mailer.js';

/** Stands where no mail server is configured: whoever needs mail is told so. */
export class AbsentMailer implements Mailer {
  readonly isConfigured = false;

  send(): Promise<void> {
    return Promise.reject(new MailNotConfigured());
  }

  ping(): Promise<void> {
    return this.send();
  }
}
