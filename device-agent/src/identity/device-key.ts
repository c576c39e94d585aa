import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import type { StateStore } from '../ports/state-store.js';

/** The file that it is stored in. */
export const KEY_FILE = 'device-key.pem';

/** This device's Ed25519 private key; generated and stored on first use. It never leaves the device. */
export function deviceKey(state: StateStore): KeyObject {
  const stored = state.read(KEY_FILE);
  if (stored !== undefined) return createPrivateKey(stored);
  const { privateKey } = generateKeyPairSync('ed25519');
  state.write(KEY_FILE, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  return privateKey;
}

/** The public half as enrolment wants it: the 32 bytes, base64url without padding (the JWK's `x`). */
export function publicKeyText(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('The device key is no Ed25519 key.');
  return x;
}
