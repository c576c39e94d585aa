import { createHash, randomBytes } from 'node:crypto';

/** A new token of 256 bits: whoever carries it is let in, so it is stored nowhere but with its carrier. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It is random enough to need neither salt nor slowness. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
