import { normalisedPlate, PLATE_PATTERN, readPlate } from './plate.js';

describe('number plates', () => {
  it.each([
    ['ab-123-cd', 'AB-123-CD'],
    ['AB123CD', 'AB-123-CD'],
    [' ab 123  cd ', 'AB-123-CD'],
    ['AB.123.CD', 'AB-123-CD'],
    ['1234 ab 75', '1234-AB-75'],
    ['m-ab 1234', 'M-AB-1234'],
    ['GÖ XY 12', 'GÖ-XY-12'],
    ['W0L', 'W0L'],
  ])('%j is kept as %s', (typed, plate) => {
    expect(normalisedPlate(typed)).toBe(plate);
    expect(plate).toMatch(PLATE_PATTERN);
  });

  it.each(['', ' - ', 'AB_123', 'ABCDEFGHIJKLMNOPQ', '🚗'])('%j is none', (typed) => {
    expect(normalisedPlate(typed)).not.toMatch(PLATE_PATTERN);
  });
});

describe('French plates', () => {
  it.each([
    ['AB-123-CD', 'AB-123-CD', 'siv'],
    ['AA-001-AA', 'AA-001-AA', 'siv'],
    ['AB-123-WW', 'AB-123-WW', 'siv'],
    ['WW-123-AB', 'WW-123-AB', 'siv-temporary'],
    ['W-123-AB', 'W-123-AB', 'siv-temporary'],
    ['W123AB', 'W-123-AB', 'siv-temporary'],
    ['123-ABC-75', '123-ABC-75', 'fni'],
    ['1234AB13', '1234-AB-13', 'fni'],
    ['1-A-2A', '1-A-2A', 'fni'],
    ['12-UB-2B', '12-UB-2B', 'fni'],
    ['123-ABC-974', '123-ABC-974', 'fni'],
    ['123-AB-20', '123-AB-20', 'fni'],
  ])('%s is %s, %s', (typed, plate, plateKind) => {
    expect(readPlate(normalisedPlate(typed), 'FR')).toEqual({
      plate,
      plateCountry: 'FR',
      plateKind,
    });
  });

  it.each([
    ['AI-123-BC', 'LETTERS'],
    ['AB-123-CO', 'LETTERS'],
    ['AU-123-BC', 'LETTERS'],
    ['SS-123-AB', 'LETTERS'],
    ['AB-123-SS', 'LETTERS'],
    ['AB-000-CD', 'NUMBER'],
    ['123-IBC-75', 'LETTERS'],
    ['0-AB-75', 'NUMBER'],
    ['123-ABC-99', 'DEPARTMENT'],
    ['123-ABC-00', 'DEPARTMENT'],
    ['123-ABC-977', 'DEPARTMENT'],
    ['12345-AB-75', 'FORM'],
    ['123-ABCD-75', 'FORM'],
    ['M-AB-1234', 'FORM'],
    ['ABC-123-D', 'FORM'],
  ])('%s is none: %s', (plate, fault) => {
    expect(readPlate(plate, 'FR')).toEqual({ fault });
  });

  it('are not what other countries are measured by', () => {
    expect(readPlate('SS-000-IO', 'IT')).toEqual({
      plate: 'SS-000-IO',
      plateCountry: 'IT',
      plateKind: 'foreign',
    });
  });
});
