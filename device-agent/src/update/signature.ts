import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** An Ed25519 signature has 64 bytes (RFC 8032). */
const SIGNATURE_BYTES = 64;

/** Reads the public key (PEM) of those who may make releases. Throws when it is none, or of another kind. */
export function releaseKey(pem: string): KeyObject {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('it is no Ed25519 key');
  return key;
}

/** Whether these bytes were signed by the owner of this key: the same as `openssl pkeyutl -verify -rawin`. */
export function isSigned(bytes: Buffer, signature: Buffer, key: KeyObject): boolean {
  return signature.length === SIGNATURE_BYTES && verify(null, bytes, key, signature);
}
