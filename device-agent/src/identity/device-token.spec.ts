import { generateKeyPairSync, verify } from 'node:crypto';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import { DeviceToken } from './device-token.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const SUBJECT = { deviceId: 'device-1', carId: 'c'.repeat(64), audience: 'naif-control' };

function read(part: string | undefined): unknown {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
}

describe('DeviceToken', () => {
  it('is a JWT that the public key verifies', () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 5, 8));
    const [header, payload, signature] = new DeviceToken(privateKey, SUBJECT, clock)
      .current()
      .split('.');
    expect(read(header)).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: 'device-1' });
    const iat = Date.UTC(2026, 0, 5, 8) / 1000;
    expect(read(payload)).toEqual({ sub: SUBJECT.carId, aud: 'naif-control', iat, exp: iat + 300 });
    const signed = Buffer.from(`${header ?? ''}.${payload ?? ''}`);
    const bytes = Buffer.from(signature ?? '', 'base64url');
    expect(verify(null, signed, publicKey, bytes)).toBe(true);
    signed[20] = (signed[20] ?? 0) ^ 1;
    expect(verify(null, signed, publicKey, bytes)).toBe(false);
  });

  it('is used until a minute before its end', () => {
    const clock = new ManualClock();
    const token = new DeviceToken(privateKey, SUBJECT, clock);
    const first = token.current();
    clock.advance(239_000);
    expect(token.current()).toBe(first);
    clock.advance(1000);
    expect(token.current()).not.toBe(first);
  });

  it('is made anew when asked to, and when the clock was set back', () => {
    const clock = new ManualClock();
    const token = new DeviceToken(privateKey, SUBJECT, clock);
    const first = token.current();
    clock.advance(2000);
    token.renew();
    const second = token.current();
    expect(second).not.toBe(first);
    clock.correct(clock.now() - 3_600_000);
    expect(token.current()).not.toBe(second);
  });
});
