import { enrolmentOf, newAuthenticatorSecret, stepOfCode } from './authenticator.js';

/** RFC 6238, appendix B: the secret, and the last six of its eight digits. */
const RFC_SECRET = Buffer.from('12345678901234567890');

describe('authenticator apps', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
  ])('agree with RFC 6238 at %d s', (seconds, code, step) => {
    expect(stepOfCode(RFC_SECRET, code, seconds * 1000)).toBe(step);
  });

  it('may be half a minute early or late, no more', () => {
    const at = 1_234_567_890_000;
    for (const offset of [-30_000, 30_000])
      expect(stepOfCode(RFC_SECRET, '005924', at + offset)).toBe(41_152_263);
    for (const offset of [-60_000, 60_000])
      expect(stepOfCode(RFC_SECRET, '005924', at + offset)).toBeUndefined();
  });

  it.each(['', '28708', '2870822', '28708a', ' 287082', '-87082'])('refuse “%s”', (code) => {
    expect(stepOfCode(RFC_SECRET, code, 59_000)).toBeUndefined();
  });

  it('take the secret as text and as an address', () => {
    const { secret, uri } = enrolmentOf(RFC_SECRET, 'zoe@naif.example');
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const url = new URL(uri);
    expect(url.protocol).toBe('otpauth:');
    expect(url.searchParams.get('secret')).toBe(secret);
    expect(url.searchParams.get('issuer')).toBe('NAIF Control');
    expect(decodeURIComponent(uri)).toContain('NAIF Control:zoe@naif.example');
  });

  it('get a secret of their own each', () => {
    expect(newAuthenticatorSecret()).toHaveLength(20);
    expect(newAuthenticatorSecret()).not.toEqual(newAuthenticatorSecret());
  });
});
