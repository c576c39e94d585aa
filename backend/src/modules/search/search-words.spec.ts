import { searchWords } from './search-words.js';

describe('searchWords', () => {
  it('looks for each word', () => {
    expect(searchWords('  Amélie   Lefèvre ').words).toEqual(['Amélie', 'Lefèvre']);
    expect(searchWords(' ')).toEqual({
      words: [],
      beginning: undefined,
      phoneDigits: undefined,
      misspelt: [],
    });
  });

  it('stops at six words', () => {
    expect(searchWords('a b c d e f g h').words).toHaveLength(6);
  });

  it('looks for very short words at beginnings only', () => {
    expect(searchWords('Ma').beginning).toBe('Ma');
    expect(searchWords('AB 12').beginning).toBe('AB');
    expect(searchWords('Mar').beginning).toBeUndefined();
    expect(searchWords('Ma Rou').beginning).toBeUndefined();
  });

  it.each([
    ['06 12 34', '61234'],
    ['+33 6 12 34', '3361234'],
    ['0033612 34', '3361234'],
    ['(06).12-34', '61234'],
    ['612', undefined],
    ['AB-123', undefined],
    ['+', undefined],
  ])('takes %s for the telephone number …%s', (typed, digits) => {
    expect(searchWords(typed).phoneDigits).toBe(digits);
  });

  it('forgives slips in names, not in plates, numbers and very short words', () => {
    expect(searchWords('Lefevbre Amelei').misspelt).toEqual(['Lefevbre', 'Amelei']);
    expect(searchWords('AB-123-CD').misspelt).toEqual([]);
    expect(searchWords('Li Wang').misspelt).toEqual([]);
  });
});
