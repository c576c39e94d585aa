import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import {
  claimsFault,
  type DeviceToken,
  ed25519Key,
  isSignedBy,
  readDeviceToken,
} from './device-token.js';

const NOW = Date.UTC(2026, 10, 24, 10);
const now = NOW / 1000;
const KID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key = privateKey,
): string {
  const signed = `${part({ alg: 'EdDSA', kid: KID, ...header })}.${part({
    sub: 'a'.repeat(64),
    aud: 'naif-control',
    iat: now,
    exp: now + 300,
    ...claims,
  })}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

function read(text: string): DeviceToken {
  const read = readDeviceToken(`Bearer ${text}`);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

describe('readDeviceToken', () => {
  it('takes a token apart', () => {
    const text = token({ nbf: now - 1, aud: ['other', 'naif-control'], jti: 'x' });
    expect(readDeviceToken(`bearer ${text}`)).toEqual({
      text,
      deviceId: KID,
      claims: {
        sub: 'a'.repeat(64),
        aud: ['other', 'naif-control'],
        iat: now,
        nbf: now - 1,
        exp: now + 300,
      },
    });
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dXNlcg==', token()])(
    'misses a token in %j',
    (header) => {
      expect(readDeviceToken(header)).toBe('DEVICE.TOKEN_MISSING');
    },
  );

  it.each([
    ['three words', 'a.b.c'],
    ['two parts', token().split('.').slice(0, 2).join('.')],
    ['four parts', `${token()}.x`],
    ['an empty signature', token().replace(/[^.]+$/, '')],
    ['no key id', token({}, { kid: undefined })],
    ['a key id that is none', token({}, { kid: 'x' })],
    ['a key id of another type', token({}, { kid: 7 })],
    ['no algorithm', token({}, { alg: 'none' })],
    ['another algorithm', token({}, { alg: 'HS256' })],
    ['an extension that must be understood', token({}, { crit: ['b64'], b64: false })],
    ['no expiry', token({ exp: undefined })],
    ['no time of issue', token({ iat: undefined })],
    ['times that are texts', token({ iat: String(now) })],
    ['a not-before that is a text', token({ nbf: 'now' })],
    ['no subject', token({ sub: undefined })],
    ['claims that are a list', `${part({ alg: 'EdDSA', kid: KID })}.${part([])}.x`],
    ['claims that are null', `${part({ alg: 'EdDSA', kid: KID })}.${part(null)}.x`],
    ['more than anyone needs', token({ jti: 'x'.repeat(3000) })],
  ])('refuses %s', (_, text) => {
    expect(readDeviceToken(`Bearer ${text}`)).toBe('DEVICE.TOKEN_INVALID');
  });
});

describe('isSignedBy', () => {
  it('knows the signer', () => {
    expect(isSignedBy(read(token()), publicKey)).toBe(true);
    expect(isSignedBy(read(token({}, {}, other.privateKey)), publicKey)).toBe(false);
  });

  it('sees changed claims and a changed header', () => {
    const [head, , signature] = token().split('.');
    const [, body] = token({ exp: now + 301 }).split('.');
    expect(isSignedBy(read(`${head}.${body}.${signature}`), publicKey)).toBe(false);
  });

  it('does not take the public key for a shared secret', () => {
    const signed = token().split('.').slice(0, 2).join('.');
    const spki = publicKey.export({ type: 'spki', format: 'pem' });
    const mac = createHmac('sha256', spki).update(signed).digest('base64url');
    expect(isSignedBy(read(`${signed}.${mac}`), publicKey)).toBe(false);
  });

  it('reads the key from its 32 bytes', () => {
    const { x } = publicKey.export({ format: 'jwk' });
    expect(isSignedBy(read(token()), ed25519Key(x ?? '')!)).toBe(true);
    expect(ed25519Key('short')).toBeUndefined();
  });
});

describe('claimsFault', () => {
  it.each([
    ['fresh', {}, undefined],
    ['ten minutes of life', { exp: now + 600 }, undefined],
    ['an audience among others', { aud: ['x', 'naif-control'] }, undefined],
    ['expired within the tolerance', { iat: now - 600, exp: now - 59 }, undefined],
    ['made a minute ahead', { iat: now + 60, exp: now + 360 }, undefined],
    ['another audience', { aud: 'https://naif.example' }, 'DEVICE.TOKEN_INVALID'],
    ['no audience', { aud: undefined }, 'DEVICE.TOKEN_INVALID'],
    ['more than ten minutes of life', { exp: now + 601 }, 'DEVICE.TOKEN_INVALID'],
    ['a life that ends before it begins', { exp: now - 1 }, 'DEVICE.TOKEN_INVALID'],
    ['just expired', { iat: now - 360, exp: now - 60 }, 'DEVICE.TOKEN_EXPIRED'],
    ['expired within the hour', { iat: now - 3599, exp: now - 3299 }, 'DEVICE.TOKEN_EXPIRED'],
    ['made more than an hour ago', { iat: now - 3600, exp: now - 3300 }, 'DEVICE.CLOCK_WRONG'],
    ['made in 1970', { iat: 100, exp: 400 }, 'DEVICE.CLOCK_WRONG'],
    ['made more than a minute ahead', { iat: now + 61, exp: now + 361 }, 'DEVICE.CLOCK_WRONG'],
    ['not yet valid', { nbf: now + 61 }, 'DEVICE.CLOCK_WRONG'],
  ])('%s', (_, claims, fault) => {
    expect(claimsFault(read(token(claims)).claims, NOW)).toBe(fault);
  });
});
