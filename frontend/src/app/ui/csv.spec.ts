import { csvOf } from './csv';

describe('csvOf', () => {
  it('separates by semicolons, ends lines as RFC 4180 has it, and begins with the UTF-8 mark', () => {
    expect(
      csvOf([
        ['Nom', 'Ville'],
        ['Lefèvre', 'Lyon'],
      ]),
    ).toBe('\ufeffNom;Ville\r\nLefèvre;Lyon\r\n');
  });

  it.each([
    ['a;b', '"a;b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+33612345678', "'+33612345678"],
    ['-5', "'-5"],
  ])('writes %j so that it stays what it is', (text, cell) => {
    expect(csvOf([[text]])).toBe(`\ufeff${cell}\r\n`);
  });
});
