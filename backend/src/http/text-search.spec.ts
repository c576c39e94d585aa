import { type Like, searchCondition } from './text-search.js';

const inName = (like: Like): string => `${like('name')} OR ${like('other')}`;

describe('searchCondition', () => {
  it.each([undefined, '', '   '])('has nothing to ask for %j', (search) => {
    expect(searchCondition(search, inName)).toBeUndefined();
  });

  it('asks for every word, each as a parameter', () => {
    expect(searchCondition(' Zoé  Dubois ', inName)).toEqual({
      sql:
        '((name LIKE search_text(:word0a)) OR (other LIKE search_text(:word0a)))' +
        ' AND ((name LIKE search_text(:word1a)) OR (other LIKE search_text(:word1a)))',
      parameters: { word0a: '%Zoé%', word1a: '%Dubois%' },
    });
  });

  it('takes a short word for the beginning of one', () => {
    expect(searchCondition('ma', (like) => like('name'))).toEqual({
      sql:
        '((name LIKE search_text(:word0a) OR name LIKE search_text(:word0b)' +
        ' OR name LIKE search_text(:word0c)))',
      parameters: { word0a: 'ma%', word0b: '% ma%', word0c: '%-ma%' },
    });
  });

  it('takes wildcards by the letter', () => {
    expect(searchCondition('50%_\\', inName)?.parameters).toEqual({
      word0a: '%50\\%\\_\\\\%',
    });
  });
});
