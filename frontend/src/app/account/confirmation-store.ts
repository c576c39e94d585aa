import { inject, Service } from '@angular/core';
import { Api } from '../api/api';
import { confirmationNeed } from '../api/fn/account/confirmation-need';
import { confirmationPasskeyOptions } from '../api/fn/account/confirmation-passkey-options';
import { confirmationSendCode } from '../api/fn/account/confirmation-send-code';
import { confirmationShowCode } from '../api/fn/account/confirmation-show-code';
import { confirmationShowPasskey } from '../api/fn/account/confirmation-show-passkey';
import type { ConfirmationNeedDto } from '../api/models/confirmation-need-dto';
import { PasskeyBrowser } from '../session/passkey-browser';

/** A way to show the second factor. */
export type FactorMethod = ConfirmationNeedDto['methods'][number];

/** Shows who one is before the account is changed. What was shown counts for ten minutes. */
@Service()
export class ConfirmationStore {
  private readonly api = inject(Api);
  private readonly browser = inject(PasskeyBrowser);

  /** The ways to show the second factor. */
  async methods(): Promise<readonly FactorMethod[]> {
    return (await this.api.invoke(confirmationNeed, {})).methods;
  }

  /** Has a code mailed; resolves with a hint where it went. */
  async mailCode(): Promise<string> {
    return (await this.api.invoke(confirmationSendCode, {})).emailSentTo;
  }

  /** Shows the second factor. */
  showCode(method: FactorMethod, code: string): Promise<void> {
    return this.api.invoke(confirmationShowCode, { body: { method, code } });
  }

  /** Shows a passkey, which stands for password and second factor. Rejects when its holder gives up, too. */
  async showPasskey(): Promise<void> {
    const { publicKey } = await this.api.invoke(confirmationPasskeyOptions, {});
    const credential = await this.browser.answer(publicKey);
    await this.api.invoke(confirmationShowPasskey, { body: { credential } });
  }
}
