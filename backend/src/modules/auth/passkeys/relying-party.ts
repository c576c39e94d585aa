import { isIP } from 'node:net';
import { PasskeyNeedsName } from './passkey.errors.js';

/** For whom a passkey signs (WebAuthn, 4): the host, and the origin of the page. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/**
 * The relying party of a page's origin.
 * @throws PasskeyNeedsName an address cannot be one
 */
export function relyingPartyOf(origin: string): RelyingParty {
  const { hostname } = new URL(origin);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) throw new PasskeyNeedsName(hostname);
  return { id: hostname, origin };
}
