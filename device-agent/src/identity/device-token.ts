import { sign, type KeyObject } from 'node:crypto';
import type { Clock } from '../ports/clock.js';

/** Seconds that a token can be used. The server refuses more than ten minutes. */
const LIFETIME_S = 300;
/** A token this close to its end is not used any more, s: the upload takes time too. */
const MARGIN_S = 60;

/** Whom a token speaks for. */
export interface TokenSubject {
  /** The device's id: the header's `kid`. */
  readonly deviceId: string;
  readonly carId: string;
  readonly audience: string;
}

/** Signs the short-lived JWTs (EdDSA, RFC 8037) that each upload carries, and uses each until near its end. */
export class DeviceToken {
  private token: { readonly text: string; readonly issuedAt: number } | undefined;

  constructor(
    private readonly privateKey: KeyObject,
    private readonly subject: TokenSubject,
    private readonly clock: Clock,
  ) {}

  /** A token that is good for at least another minute. */
  current(): string {
    const now = Math.floor(this.clock.now() / 1000);
    const age = this.token ? now - this.token.issuedAt : Infinity;
    if (!this.token || age < 0 || age >= LIFETIME_S - MARGIN_S) {
      this.token = { text: this.issue(now), issuedAt: now };
    }
    return this.token.text;
  }

  /** The next `current` is a new one. */
  renew(): void {
    this.token = undefined;
  }

  private issue(now: number): string {
    const { deviceId, carId, audience } = this.subject;
    const header = encode({ alg: 'EdDSA', typ: 'JWT', kid: deviceId });
    const payload = encode({ sub: carId, aud: audience, iat: now, exp: now + LIFETIME_S });
    const signed = `${header}.${payload}`;
    return `${signed}.${sign(null, Buffer.from(signed), this.privateKey).toString('base64url')}`;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
