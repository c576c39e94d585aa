import { PasskeyNeedsName } from './passkey.errors.js';
import { relyingPartyOf } from './relying-party.js';

describe('the relying party', () => {
  it.each([
    ['http://localhost:8080', 'localhost'],
    ['https://naif.example', 'naif.example'],
    ['https://Control.Naif.example:8443', 'control.naif.example'],
  ])('of %s is %s', (origin, id) => {
    expect(relyingPartyOf(origin)).toEqual({ id, origin });
  });

  it.each([
    'http://127.0.0.1:8080',
    'https://[::1]:8443',
    'http://192.0.2.1',
    'http://[2001:db8::1]',
  ])('is nobody at %s', (origin) => {
    expect(() => relyingPartyOf(origin)).toThrow(PasskeyNeedsName);
  });
});
