import { withoutSecrets } from './secret-fields.js';

describe('withoutSecrets', () => {
  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ email: 'a@b.example' }, { email: 'a@b.example' }],
    [{ passwordHash: '$argon2id$…' }, { passwordHash: '•••' }],
    [{ totpSecret: Buffer.from('x') }, { totpSecret: '•••' }],
    [
      { refresh_token: 'abc', accessToken: ['a'] },
      { refresh_token: '•••', accessToken: '•••' },
    ],
    [
      { passwordChanged: true, recoveryCodesLeft: 7 },
      { passwordChanged: true, recoveryCodesLeft: 7 },
    ],
    [
      { password: null, secret: undefined },
      { password: null, secret: undefined },
    ],
    [
      { rows: [{ inner: { recoveryCodes: ['1'] } }] },
      { rows: [{ inner: { recoveryCodes: '•••' } }] },
    ],
    [
      { at: new Date(0), tokenExpiresAt: new Date(0) },
      { at: new Date(0), tokenExpiresAt: new Date(0) },
    ],
  ])('%j', (given, expected) => {
    expect(withoutSecrets(given)).toEqual(expected);
  });
});
