import { cookieOf } from './live-access.js';

describe('cookieOf', () => {
  it.each([
    ['naif_access=a.b-c_d', 'a.b-c_d'],
    ['other=1; naif_access=x=y; more=2', 'x=y'],
    [['other=1', ' naif_access=x '], 'x'],
    ['not_naif_access=1', undefined],
    ['naif_access', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j', (header, expected) => {
    expect(cookieOf(header, 'naif_access')).toBe(expected);
  });
});
