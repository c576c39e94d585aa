import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { DeviceRefusal } from './devices.errors.js';

/** The audience of each device token: names the system, not a host, so that both sites take it. */
export const DEVICE_TOKEN_AUDIENCE = 'naif-control';
/** Longest life of a token, s. */
export const DEVICE_TOKEN_LIFE_S = 600;
/** By so much a device's clock may differ from ours, s. */
export const CLOCK_TOLERANCE_S = 60;
/** An expired token that was made within this time, s, is merely old; one made earlier shows a wrong clock. */
const RECENTLY_S = 3600;
/** No honest token is longer, characters. */
const LONGEST = 2048;

/** A token taken apart; nothing of it is checked yet. */
export interface DeviceToken {
  /** The token as it came. */
  readonly text: string;
  /** `devices.id`, by the token's own word. */
  readonly deviceId: string;
  readonly claims: DeviceClaims;
}

/** What a token says. Times in seconds since the epoch. */
export interface DeviceClaims {
  readonly sub: string;
  readonly aud: readonly string[];
  readonly iat: number;
  readonly nbf?: number;
  readonly exp: number;
}

/** Takes the token out of an `Authorization` header and apart, without checking who signed it. */
export function readDeviceToken(authorization: string | undefined): DeviceToken | DeviceRefusal {
  const text = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (text === undefined) return 'DEVICE.TOKEN_MISSING';
  const [head, body, signature, ...rest] = text.split('.');
  if (text.length > LONGEST || !head || !body || !signature || rest.length > 0)
    return 'DEVICE.TOKEN_INVALID';
  const header = objectOf(head);
  const claims = claimsOf(objectOf(body));
  // `crit` names extensions that must be understood (RFC 7515, 4.1.11); we understand none.
  if (!header || !claims || header['alg'] !== 'EdDSA' || 'crit' in header)
    return 'DEVICE.TOKEN_INVALID';
  const deviceId = header['kid'];
  if (typeof deviceId !== 'string' || !UUID.test(deviceId)) return 'DEVICE.TOKEN_INVALID';
  return { text, deviceId: deviceId.toLowerCase(), claims };
}

/** Whether the key signed the token. About 0.1 ms of work. */
export function isSignedBy({ text }: DeviceToken, key: KeyObject): boolean {
  const end = text.lastIndexOf('.');
  const signature = Buffer.from(text.slice(end + 1), 'base64url');
  return verify(null, Buffer.from(text.slice(0, end)), key, signature);
}

/** What speaks against the claims of a signed token now; `undefined`: nothing. Only a bench has another longest life. */
export function claimsFault(
  claims: DeviceClaims,
  nowMs: number,
  longestLifeS = DEVICE_TOKEN_LIFE_S,
): DeviceRefusal | undefined {
  const now = nowMs / 1000;
  const life = claims.exp - claims.iat;
  if (!claims.aud.includes(DEVICE_TOKEN_AUDIENCE)) return 'DEVICE.TOKEN_INVALID';
  if (life <= 0 || life > longestLifeS) return 'DEVICE.TOKEN_INVALID';
  if (Math.max(claims.iat, claims.nbf ?? claims.iat) > now + CLOCK_TOLERANCE_S)
    return 'DEVICE.CLOCK_WRONG';
  if (claims.exp + CLOCK_TOLERANCE_S <= now) {
    return claims.iat > now - RECENTLY_S ? 'DEVICE.TOKEN_EXPIRED' : 'DEVICE.CLOCK_WRONG';
  }
  return undefined;
}

/** The key of an Ed25519 public key's 32 bytes in base64url; `undefined` when they are none. */
export function ed25519Key(publicKey: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function objectOf(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function claimsOf(body: Readonly<Record<string, unknown>> | undefined): DeviceClaims | undefined {
  const { sub, aud, iat, nbf, exp } = body ?? {};
  if (typeof sub !== 'string' || !isTime(iat) || !isTime(exp)) return undefined;
  if (nbf !== undefined && !isTime(nbf)) return undefined;
  const audience: unknown[] = Array.isArray(aud) ? aud : [aud];
  return {
    sub,
    aud: audience.filter((one) => typeof one === 'string'),
    iat,
    exp,
    ...(nbf !== undefined && { nbf }),
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
