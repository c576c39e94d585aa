import { isUnitSystem, shownUnit } from './units';

describe('the shown unit', () => {
  it.each([
    ['km/h', 130, 'mph', 80.778],
    ['km', 42.195, 'mi', 26.219],
    ['m', 100, 'ft', 328.084],
    ['°C', 90, '°C', 90],
    ['%', 12, '%', 12],
  ])('of %s in the imperial system', (unit, value, shown, expected) => {
    const found = shownUnit(unit, 'imperial');
    expect(found.unit).toBe(shown);
    expect(value * found.factor).toBeCloseTo(expected, 3);
  });

  it('is the one that is kept, in the metric system', () => {
    expect(shownUnit('km/h', 'metric')).toEqual({ unit: 'km/h', factor: 1 });
  });

  it.each([
    ['metric', true],
    ['imperial', true],
    ['nautical', false],
    [undefined, false],
  ])('knows that %s is a system: %s', (value, expected) => {
    expect(isUnitSystem(value)).toBe(expected);
  });
});
