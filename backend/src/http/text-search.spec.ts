import { searchCondition } from './text-search.js';

const inName = (pattern: string): string => `name LIKE ${pattern} OR other LIKE ${pattern}`;

describe('searchCondition', () => {
  it.each([undefined, '', '   '])('has nothing to ask for %j', (search) => {
    expect(searchCondition(search, inName)).toBeUndefined();
  });

  it('asks for every word, each as a parameter', () => {
    expect(searchCondition(' Zoé  Dubois ', inName)).toEqual({
      sql:
        '(name LIKE search_text(:word0) OR other LIKE search_text(:word0))' +
        ' AND (name LIKE search_text(:word1) OR other LIKE search_text(:word1))',
      parameters: { word0: '%Zoé%', word1: '%Dubois%' },
    });
  });

  it('takes wildcards by the letter', () => {
    expect(searchCondition('50%_\\', inName)?.parameters).toEqual({ word0: '%50\\%\\_\\\\%' });
  });
});
