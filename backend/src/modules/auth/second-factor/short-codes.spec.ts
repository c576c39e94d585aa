import { newEmailCode, newRecoveryCodes, plainRecoveryCode } from './short-codes.js';

describe('short codes', () => {
  it('by e-mail are six digits, leading zeros too', () => {
    const codes = Array.from({ length: 2_000 }, newEmailCode);
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1_900);
  });

  it('for recovery come ten at a time, all different, without letters that are mistaken', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
  });

  it('for recovery may be typed carelessly', () => {
    expect(plainRecoveryCode(' 7H2KD 9mq4x ')).toBe('7h2kd9mq4x');
    expect(plainRecoveryCode('oO0il-1LI00')).toBe('0001111100');
  });
});
