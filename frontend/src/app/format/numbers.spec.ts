import { formatNumber, formatQuantity } from './numbers';

describe('formatNumber', () => {
  it('groups and separates as each language does', () => {
    expect(formatNumber(1234.5, 'fr', 1)).toBe('1\u202f234,5');
    expect(formatNumber(1234.5, 'en', 1)).toBe('1,234.5');
  });

  it('shows as many decimals as asked for', () => {
    expect(formatNumber(12, 'fr', 1)).toBe('12,0');
    expect(formatNumber(12.96, 'en')).toBe('13');
  });

  it('knows no negative zero', () => {
    expect(formatNumber(-0.2, 'fr')).toBe('0');
    expect(formatNumber(-0.04, 'en', 1)).toBe('0.0');
  });
});

describe('formatQuantity', () => {
  it('keeps number and unit together', () => {
    expect(formatQuantity(42, 'km/h', 'fr')).toBe('42\u202fkm/h');
    expect(formatQuantity(-3.25, '°C', 'fr', 1)).toBe('-3,3\u202f°C');
    expect(formatQuantity(5, '', 'en')).toBe('5');
  });

  it.each([undefined, null, Number.NaN])('shows a dash for %s, never zero', (value) => {
    expect(formatQuantity(value, 'km/h', 'fr')).toBe('—');
  });
});
