import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ServerKeys } from '../../../config/server-keys.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps the second factor's secrets: a copy of the database alone yields neither codes nor what makes them. The keys
 * are derived (HKDF, RFC 5869) from the server's key that never changes, each for one purpose.
 */
@Injectable()
export class SecondFactorSecrets {
  private readonly sealKey: Buffer;
  private readonly codeKey: Buffer;

  constructor({ vinKey }: ServerKeys) {
    const derived = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', vinKey, '', `naif-control/${purpose}`, 32));
    this.sealKey = derived('authenticator-secrets');
    this.codeKey = derived('one-time-codes');
  }

  /** Encrypts a secret for an account: in another account's row it cannot be opened. */
  seal(accountId: string, secret: Buffer): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.sealKey, nonce).setAAD(Buffer.from(accountId));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws Error when it was sealed for another account, with another key, or altered */
  open(accountId: string, sealed: Buffer): Buffer {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.sealKey, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(accountId))
      .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
  }

  /** What is stored of a short code: a plain hash of so few digits could be searched through. */
  codeHash(accountId: string, purpose: 'recovery' | 'email', code: string): Buffer {
    return createHmac('sha256', this.codeKey).update(`${purpose}\n${accountId}\n${code}`).digest();
  }
}
