import { carIdOf, checkDigitMatches, normalisedVin, VIN_PATTERN } from './vin.js';

describe('VINs', () => {
  it.each([
    ['vf1bb1r0h12345678', 'VF1BB1R0H12345678'],
    [' VF1 BB1R0H 12345678 ', 'VF1BB1R0H12345678'],
    ['VF1-BB1R0H-12345678', 'VF1BB1R0H12345678'],
  ])('%j is kept as %s', (typed, vin) => {
    expect(normalisedVin(typed)).toBe(vin);
    expect(vin).toMatch(VIN_PATTERN);
  });

  it.each([
    ['too short', 'VF1BB1R0H1234567'],
    ['too long', 'VF1BB1R0H123456789'],
    ['an I', 'IF1BB1R0H12345678'],
    ['an O', 'OF1BB1R0H12345678'],
    ['a Q', 'QF1BB1R0H12345678'],
    ['a dotted capital İ', 'İF1BB1R0H1234567'],
  ])('one with %s is none', (_, vin) => {
    expect(normalisedVin(vin)).not.toMatch(VIN_PATTERN);
  });

  it('become pseudonyms under a key', () => {
    // printf VF1BB1R0H12345678 | openssl dgst -sha256 -hmac key
    expect(carIdOf('VF1BB1R0H12345678', 'key')).toBe(EXPECTED);
    expect(carIdOf('VF1BB1R0H12345678', 'another key')).not.toBe(EXPECTED);
  });
});

describe('check digits', () => {
  it.each([
    // The example of every description of the rule, and two known cars.
    ['11111111111111111', true],
    ['1M8GDM9AXKP042788', true],
    ['1HGCM82633A004352', true],
    ['5YJSA1DG9DFP14705', true],
    ['1M8GDM9A1KP042788', false],
    ['1HGCM82633A004353', false],
    ['1B3HB48B17D100002', false],
    // Europe's makers are free in their ninth place.
    ['VF1BB1R0H12345678', undefined],
    ['WVWZZZ1KZ00000001', undefined],
  ])('%s: %s', (vin, matches) => {
    expect(checkDigitMatches(vin)).toBe(matches);
  });
});

const EXPECTED = '086275d1bc7f520ae07526021970b48a6963bd50212fce08f9a80998e7047eae';
