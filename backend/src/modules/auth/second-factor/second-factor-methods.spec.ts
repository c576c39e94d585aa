import { maskedAddress, methodsOf } from './second-factor-methods.js';

const NOTHING = {
  hasAuthenticator: false,
  emailCodes: false,
  recoveryCodesLeft: 0,
  isRequired: false,
};

describe('the methods of a login', () => {
  it.each([
    ['nothing is set up', {}, []],
    ['only recovery codes are left over', { recoveryCodesLeft: 3 }, []],
    ['there is an app', { hasAuthenticator: true }, ['totp']],
    [
      'there is an app, and the role needs one',
      { hasAuthenticator: true, isRequired: true },
      ['totp'],
    ],
    [
      'there is an app and a sheet',
      { hasAuthenticator: true, recoveryCodesLeft: 1 },
      ['totp', 'recovery'],
    ],
    ['both were chosen', { hasAuthenticator: true, emailCodes: true }, ['totp', 'email']],
    ['e-mail was chosen', { emailCodes: true, recoveryCodesLeft: 9 }, ['email', 'recovery']],
    ['the role needs one and none is set up', { isRequired: true }, ['email']],
  ])('when %s', (_, state, methods) => {
    expect(methodsOf({ ...NOTHING, ...state })).toEqual(methods);
  });

  it('hint at the address only', () => {
    expect(maskedAddress('elodie.martin@naif.example')).toBe('e•••@naif.example');
  });
});
