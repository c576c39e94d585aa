import { isPostcodeOf } from './postcode.js';

describe('a postcode', () => {
  it.each([
    ['69002', 'FR'],
    ['01000', 'FR'],
    ['97400', 'RE'],
    ['98000', 'MC'],
    ['10115', 'DE'],
    ['SW1A 2AA', 'GB'],
    ['1012 AB', 'NL'],
    ['4450-123', 'PT'],
    [undefined, 'IE'],
    [null, 'HK'],
    ['1', 'US'],
  ])('%j will do in %s', (postcode, country) => {
    expect(isPostcodeOf(postcode, country)).toBe(true);
  });

  it.each([
    [undefined, 'FR'],
    [null, 'GP'],
    ['6900', 'FR'],
    ['690020', 'FR'],
    ['F-69002', 'FR'],
    ['69 002', 'FR'],
    ['', 'DE'],
    ['-', 'DE'],
    ['10115 ', 'DE'],
    ['<10115>', 'DE'],
    ['1'.repeat(13), 'US'],
    [10_115, 'DE'],
    [69_002, 'FR'],
  ])('%j will not do in %s', (postcode, country) => {
    expect(isPostcodeOf(postcode, country)).toBe(false);
  });
});
