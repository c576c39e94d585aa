import { inject, Service } from '@angular/core';
import { Api } from '../api/api';
import { passwordsAcceptInvitation } from '../api/fn/auth/passwords-accept-invitation';
import { passwordsCompleteReset } from '../api/fn/auth/passwords-complete-reset';
import { passwordsRequestReset } from '../api/fn/auth/passwords-request-reset';

/** What a mailed link is for. */
export type LinkPurpose = 'invitation' | 'reset';

/** A link's token as the server makes it: 32 bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The token in an address's fragment; `null` when there is none, or when its link was cut short. */
export function linkToken(fragment: string | null): string | null {
  return fragment !== null && TOKEN.test(fragment) ? fragment : null;
}

/** Passwords of accounts that nobody is logged in to: forgotten ones, and the first ones. */
@Service()
export class PasswordStore {
  private readonly api = inject(Api);

  /** Asks for a link by mail. Resolves whether or not there is such an account. */
  async requestReset(email: string): Promise<void> {
    await this.api.invoke(passwordsRequestReset, { body: { email } });
  }

  /** Sets the password by a mailed link. Rejects with the server's refusal. */
  async setByLink(purpose: LinkPurpose, token: string, password: string): Promise<void> {
    const set = purpose === 'invitation' ? passwordsAcceptInvitation : passwordsCompleteReset;
    await this.api.invoke(set, { body: { token, password } });
  }
}
