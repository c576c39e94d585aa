import { ServerKeys } from '../../../config/server-keys.js';
import { SecondFactorSecrets } from './second-factor-secrets.js';

const A = '00000000-0000-0000-0000-00000000000a';
const B = '00000000-0000-0000-0000-00000000000b';
const keys = (vinKey: string): ServerKeys => new ServerKeys('j'.repeat(40), vinKey, false);

describe('SecondFactorSecrets', () => {
  const secrets = new SecondFactorSecrets(keys('v'.repeat(40)));
  const secret = Buffer.from('twenty bytes of secret');

  it('gives back what it sealed, and never seals alike twice', () => {
    const [one, two] = [secrets.seal(A, secret), secrets.seal(A, secret)];
    expect(secrets.open(A, one)).toEqual(secret);
    expect(one).not.toEqual(two);
    expect(one.includes(secret)).toBe(false);
  });

  it('opens nothing under another account, with another key, or that was altered', () => {
    const sealed = secrets.seal(A, secret);
    expect(() => secrets.open(B, sealed)).toThrow();
    expect(() => new SecondFactorSecrets(keys('w'.repeat(40))).open(A, sealed)).toThrow();
    for (const at of [0, 12, 28, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => secrets.open(A, altered)).toThrow();
    }
    expect(() => secrets.open(A, sealed.subarray(0, 20))).toThrow();
  });

  it('hashes a code apart for each account, purpose and key', () => {
    const hashes = [
      secrets.codeHash(A, 'email', '123456'),
      secrets.codeHash(B, 'email', '123456'),
      secrets.codeHash(A, 'recovery', '123456'),
      secrets.codeHash(A, 'email', '123457'),
      new SecondFactorSecrets(keys('w'.repeat(40))).codeHash(A, 'email', '123456'),
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(5);
    expect(secrets.codeHash(A, 'email', '123456').toString('hex')).toBe(hashes[0]);
  });
});
