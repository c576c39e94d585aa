import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
} from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** Flags of the authenticator's data (WebAuthn, 6.1). */
const FLAG = { present: 0x01, verified: 0x04, backupPossible: 0x08, backedUp: 0x10, key: 0x40 };

/** How this answer differs from an honest one. */
export interface Wiles {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly userHandle?: string;
  /** Whether it checked who holds it. */
  readonly verified?: boolean;
  readonly counter?: number;
  readonly key?: KeyObject;
}

interface CreationOptions {
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly challenge: string;
}
interface RequestOptions {
  readonly rpId: string;
  readonly challenge: string;
}

/** A security key made of software: it makes one passkey (ES256) and signs with it. */
export class SoftwareAuthenticator {
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly id = randomBytes(32).toString('base64url');
  counter = 0;
  private userHandle = '';

  constructor(private readonly origin: string) {}

  /** What `navigator.credentials.create()` would give, as `toJSON()` does. */
  create(options: unknown, wiles: Wiles = {}): Record<string, unknown> {
    const { rp, user, challenge } = options as CreationOptions;
    this.userHandle = user.id;
    const authData = Buffer.concat([
      this.head(wiles.rpId ?? rp.id, FLAG.key, wiles),
      Buffer.alloc(16), // No model.
      Buffer.from([0, 32]),
      Buffer.from(this.id, 'base64url'),
      this.coseKey(),
    ]);
    const attestation = new Map<string, string | Uint8Array | Map<string, never>>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, never>()],
      ['authData', Uint8Array.from(authData)],
    ]);
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', challenge, wiles).toString('base64url'),
      attestationObject: Buffer.from(
        isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0]),
      ).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What `navigator.credentials.get()` would give, as `toJSON()` does. */
  get(options: unknown, wiles: Wiles = {}): Record<string, unknown> {
    const { rpId, challenge } = options as RequestOptions;
    this.counter += 1;
    const authData = this.head(wiles.rpId ?? rpId, 0, wiles);
    const clientData = this.clientData('webauthn.get', challenge, wiles);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return this.answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signBytes('sha256', signed, wiles.key ?? this.keys.privateKey).toString(
        'base64url',
      ),
      userHandle: wiles.userHandle ?? this.userHandle,
    });
  }

  private answer(response: object): Record<string, unknown> {
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: { credProps: { rk: true } },
      response,
    };
  }

  private head(rpId: string, flags: number, { verified = true, counter }: Wiles): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    const all =
      flags | FLAG.present | (verified ? FLAG.verified : 0) | FLAG.backupPossible | FLAG.backedUp;
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([all]), count]);
  }

  private clientData(type: string, challenge: string, wiles: Wiles): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: wiles.challenge ?? challenge,
        origin: wiles.origin ?? this.origin,
        crossOrigin: false,
      }),
    );
  }

  /** The public key (RFC 9052): EC2, ES256, P-256. */
  private coseKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
      [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
    ]);
    return Buffer.from(isoCBOR.encode(key as Parameters<typeof isoCBOR.encode>[0]));
  }
}
