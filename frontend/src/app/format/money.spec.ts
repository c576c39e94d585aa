import { eurosText, formatEuros, parseEuros } from './money';

describe('money', () => {
  it.each([
    ['584,50', 58_450],
    ['584.5', 58_450],
    ['584', 58_400],
    ['1 234,05 €', 123_405],
    ['1\u202f234', 123_400],
    ['0,01', 1],
    ['0', 0],
  ])('reads %j', (text, cents) => expect(parseEuros(text)).toBe(cents));

  it.each(['', 'abc', '12,345', '-5', '1.234,00', '5e3', '€', '12345678901'])(
    'reads no amount in %j',
    (text) => expect(parseEuros(text)).toBeNull(),
  );

  it('writes amounts in both languages, and a dash where there is none', () => {
    expect(formatEuros(58_450, 'fr').replace(/\s/g, ' ')).toBe('584,50 €');
    expect(formatEuros(58_450, 'en')).toBe('€584.50');
    expect(formatEuros(undefined, 'fr')).toBe('—');
  });

  it('writes what it reads', () => {
    expect(eurosText(58_405, 'fr')).toBe('584,05');
    expect(parseEuros(eurosText(58_405, 'en'))).toBe(58_405);
  });
});
