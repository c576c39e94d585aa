import { DOCUMENT, inject, Service } from '@angular/core';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** Whether passkeys can be used here: the browser may not know them, and they belong to names, not to addresses. */
export type PasskeyAbility = 'able' | 'needs-name' | 'unable';

/** An IPv4 address, or an IPv6 address as it stands in `location.hostname`. */
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/;

/** The browser's side of passkeys (WebAuthn). What it needs is downloaded when a passkey is used. */
@Service()
export class PasskeyBrowser {
  private readonly window = inject(DOCUMENT).defaultView;

  /** Whether passkeys can be used on this page. */
  readonly ability: PasskeyAbility = this.judge();

  /** The same page by a name, where we know one: this computer's own. */
  readonly namedAddress = this.nameOfLoopback();

  /** Has the browser make a passkey. Rejects when its holder does not want to. */
  async create(options: object): Promise<Record<string, unknown>> {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
    return { ...(await startRegistration({ optionsJSON })) };
  }

  /** Has the browser sign by a passkey. Rejects when its holder does not want to. */
  async answer(options: object): Promise<Record<string, unknown>> {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
    return { ...(await startAuthentication({ optionsJSON })) };
  }

  private judge(): PasskeyAbility {
    if (ADDRESS.test(this.window?.location.hostname ?? '')) return 'needs-name';
    // Absent in old browsers, and everywhere on plain http but at localhost.
    return this.window !== null && 'PublicKeyCredential' in this.window ? 'able' : 'unable';
  }

  private nameOfLoopback(): string | null {
    const { hostname, port, protocol } = this.window?.location ?? {};
    if (hostname !== '127.0.0.1' && hostname !== '[::1]') return null;
    return `${protocol ?? 'http:'}//localhost${port === '' ? '' : `:${port ?? ''}`}`;
  }
}

/** Whether somebody closed the browser's question, or let it wait too long: nothing to complain about. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);
}
