import type { OutboxMail } from '../../src/ports/mail-outbox.js';
import type { TestApp } from './app-harness.js';

/** For so long a mail may be under way, ms: it is sent after the answer. */
const PATIENCE_MS = 10_000;

/** The newest mail of a kind to an address, as soon as it is there. */
export async function mailed(test: TestApp, kind: string, to: string): Promise<OutboxMail> {
  for (const start = Date.now(); Date.now() - start < PATIENCE_MS;) {
    const mail = mailsTo(test, kind, to)[0];
    if (mail) return mail;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`No mail of kind ${kind} came to ${to}`);
}

/** Every mail of a kind to an address, the newest first. */
export function mailsTo(test: TestApp, kind: string, to: string): OutboxMail[] {
  return test.mailer.mails().filter((mail) => mail.kind === kind && mail.to === to);
}

/** The token of the link in a mail. */
export function tokenIn({ text }: OutboxMail): string {
  const token = /https?:\/\/\S+#(\S+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`No link in: ${text}`);
  return token;
}
