import { parseCoefficient } from './contract-terms';

describe('a bonus-malus coefficient', () => {
  it.each([
    ['0,76', 0.76],
    ['0.5', 0.5],
    ['1', 1],
    [' 3,50 ', 3.5],
  ])('is read from %j', (text, number) => expect(parseCoefficient(text)).toBe(number));

  it.each(['', '0,765', 'abc', '-1', '76%', '10'])('is not read from %j', (text) =>
    expect(parseCoefficient(text)).toBeNull(),
  );
});
