import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { argon2id, hash, needsRehash, verify } from 'argon2';

/** OWASP's Password Storage Cheat Sheet (2025): argon2id with 19 MiB, two passes, one lane. */
const PARAMETERS = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes and checks passwords with argon2id. */
@Injectable()
export class Passwords {
  /** Of a password that nobody knows: what is checked when there is no account, so that it takes as long. */
  private readonly nobody = hash(randomBytes(32), PARAMETERS);

  /** The password's hash, with salt and parameters inside. */
  hash(password: string): Promise<string> {
    return hash(password, PARAMETERS);
  }

  /** Whether the password is the hash's. Takes as long, and says no, without a hash. */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const right = await verify(stored ?? (await this.nobody), password);
    return right && stored !== undefined;
  }

  /** The same slow hash, 32 bytes, of a short secret that is looked up by it. @param salt 16 random bytes */
  digest(secret: Buffer, salt: Buffer): Promise<Buffer> {
    return hash(secret, { ...PARAMETERS, salt, raw: true });
  }

  /** Whether the hash was made with other parameters than today's. */
  isOutdated(stored: string): boolean {
    return needsRehash(stored, PARAMETERS);
  }
}
