import { IMPORT_COLUMNS, IMPORT_KINDS, readHeader, readRow } from './import-columns.js';
import { day, decimal, euros, folded, oneOf, several, someOf, whole } from './import-values.js';

describe('values of an import', () => {
  it.each([
    ['31/12/1990', '1990-12-31'],
    ['1.2.2024', '2024-02-01'],
    ['01-02-2024', '2024-02-01'],
    ['2024-02-01', '2024-02-01'],
    ['31/12/90', '31/12/90'],
    ['yesterday', 'yesterday'],
  ])('day %s → %s', (cell, value) => expect(day(cell)).toBe(value));

  it.each([
    ['1332', 1332],
    ['1 332', 1332],
    ['1\u202f332', 1332],
    ['1.332', '1.332'],
    ['12a', '12a'],
  ])('whole %s → %s', (cell, value) => expect(whole(cell)).toBe(value));

  it.each([
    ['0,85', 0.85],
    ['1.25', 1.25],
    ['1', 1],
    ['0,8,5', '0,8,5'],
  ])('decimal %s → %s', (cell, value) => expect(decimal(cell)).toBe(value));

  it.each([
    ['584', 58_400],
    ['584,2', 58_420],
    ['1 584.20 €', 158_420],
    ['584,00 EUR', 58_400],
    ['-12,50', -1250],
    ['0,07', 7],
    ['1.584,20', '1.584,20'],
    ['584,205', '584,205'],
    ['cher', 'cher'],
  ])('euros %s → %s', (cell, value) => expect(euros(cell)).toBe(value));

  it.each([
    ['04 78 12 34 56', ['04 78 12 34 56']],
    ['04 78 12 34 56 ; +44 20 7946 0018,', ['04 78 12 34 56', '+44 20 7946 0018']],
    ['a|b', ['a', 'b']],
  ])('several %s → %j', (cell, values) => expect(several(cell)).toEqual(values));

  it('knows words in both languages, and leaves others to the rules', () => {
    const fuel = oneOf({ petrol: ['essence'], electric: ['électrique'] });
    expect(['Essence', 'PETROL', 'Electrique ', 'steam'].map(fuel)).toEqual([
      'petrol',
      'petrol',
      'electric',
      'steam',
    ]);
    const some = someOf({ glass: ['bris de glace'], theft: ['vol'] });
    expect(some('Bris de glace, VOL+quoi')).toEqual(['glass', 'theft', 'quoi']);
  });
});

describe('columns of an import', () => {
  it.each(IMPORT_KINDS)('%s: every name means one column', (kind) => {
    for (const language of ['fr', 'en'] as const) {
      const names = IMPORT_COLUMNS[kind].flatMap((column) => [
        ...new Set(column[language].map(folded)),
      ]);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it.each(IMPORT_KINDS)('%s: a template in either language is understood', (kind) => {
    for (const language of ['fr', 'en'] as const) {
      const header = readHeader(
        kind,
        IMPORT_COLUMNS[kind].map((column) => column[language][0]),
      );
      expect(header.columns).toEqual(IMPORT_COLUMNS[kind]);
      expect(header).toMatchObject({ unknown: [], missing: [], repeated: [] });
    }
  });

  it('tells what is unknown, missing and repeated', () => {
    const header = readHeader('clients', ['NOM', 'Prenom', 'prénom', 'Signe astral', '']);
    expect(header.unknown).toEqual(['Signe astral']);
    expect(header.missing.map(({ field }) => field)).toEqual(['email']);
    expect(header.repeated).toEqual(['prénom']);
  });

  it('makes a body of a row; empty cells and cells beyond the header are missing', () => {
    const header = readHeader('clients', ['Nom', 'E-mail', 'Ville', 'CP', 'Né(e) le', 'Humeur']);
    const cells = ['Lefèvre', '', 'Lyon', '69003', '1/2/1985', 'bonne', 'beyond'];
    expect(readRow(header, cells)).toEqual({
      lastName: 'Lefèvre',
      address: { city: 'Lyon', postcode: '69003' },
      birthDate: '1985-02-01',
    });
  });
});
