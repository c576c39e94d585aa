import { createHmac } from 'node:crypto';
import { vinCheckOf } from './vin-check.js';

const VIN = 'WVWZZZ1KZ00000001';

describe('vinCheckOf', () => {
  it('is the HMAC-SHA-256 of the VIN under the salt’s bytes', () => {
    const { salt, digest } = vinCheckOf(VIN)!;
    expect(salt).toMatch(/^[A-Za-z0-9_-]{22}$/);
    const key = Buffer.from(salt, 'base64url');
    expect(key).toHaveLength(16);
    expect(digest).toBe(createHmac('sha256', key).update(VIN).digest('hex'));
  });

  it('has another salt each time', () => {
    const salts = Array.from({ length: 20 }, () => vinCheckOf(VIN)?.salt);
    expect(new Set(salts).size).toBe(20);
  });

  it.each(['', 'WVWZZZ1KZ0000000', 'wvwzzz1kz00000001', 'IVWZZZ1KZ00000001'])(
    'leaves %j out',
    (vin) => expect(vinCheckOf(vin)).toBeUndefined(),
  );
});
