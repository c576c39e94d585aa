import { normalisedPlate, PLATE_PATTERN } from './plate.js';

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
