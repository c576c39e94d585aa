import { isCrossSite } from './cross-site.js';

const OWN = 'https://naif.example';
const LISTED = ['https://naif.example', 'https://backup.naif.example'];

describe('isCrossSite', () => {
  it.each([
    // fetch site, origin, listed origins, verdict
    ['neither header: a program', undefined, undefined, undefined, false],
    ['our own page', 'same-origin', OWN, undefined, false],
    ['our own page, old browser', undefined, OWN, undefined, false],
    ['typed by the user', 'none', undefined, undefined, false],
    ['another site', 'cross-site', 'https://evil.example', undefined, true],
    ['another site, old browser', undefined, 'https://evil.example', undefined, true],
    ['another site without origin', 'cross-site', undefined, undefined, true],
    ['another site that claims our origin', 'cross-site', OWN, undefined, true],
    ['a neighbour', 'same-site', 'https://shop.naif.example', undefined, true],
    ['a neighbour without origin', 'same-site', undefined, undefined, true],
    ['a neighbour that is listed', 'same-site', 'https://backup.naif.example', LISTED, false],
    ['a sandboxed page', 'cross-site', 'null', undefined, true],
    ['a sandboxed page, old browser', undefined, 'null', undefined, true],
    ['our host over plain HTTP', undefined, 'http://naif.example', undefined, true],
    ['our host on another port', undefined, 'https://naif.example:8443', undefined, true],
    [
      'an origin that starts like ours',
      undefined,
      'https://naif.example.evil.example',
      undefined,
      true,
    ],
    ['the host itself when others are listed', undefined, 'https://inner.example', LISTED, true],
    ['a word that no browser says', 'odd', OWN, undefined, true],
  ])('%s', (_, fetchSite, origin, publicOrigins, verdict) => {
    expect(isCrossSite({ fetchSite, origin, ownOrigin: OWN }, publicOrigins)).toBe(verdict);
  });
});
