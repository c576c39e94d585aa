import { fieldOf, parseTableQuery, sameQuery, tableParams, type TableShape } from './table-query';

const SHAPE: TableShape = {
  sorts: ['-createdAt', 'number', 'premium'],
  filters: { status: ['quote', 'active'], city: 'text' },
};
const USUAL = { page: 1, pageSize: 25, sort: '-createdAt', search: '', filters: {} };

describe('a list’s state in the address', () => {
  it('is the usual one where the address says nothing', () => {
    expect(parseTableQuery({}, SHAPE)).toEqual(USUAL);
    expect(Object.values(tableParams(parseTableQuery({}, SHAPE), SHAPE))).toEqual(
      Array(6).fill(null),
    );
  });

  it('comes back as it was written', () => {
    const query = {
      page: 3,
      pageSize: 50,
      sort: '-premium',
      search: 'lefèvre 06',
      filters: { status: 'active', city: 'Saint-Étienne' },
    };
    expect(parseTableQuery(tableParams(query, SHAPE), SHAPE)).toEqual(query);
  });

  it.each([
    ['a page that is none', { page: '0' }],
    ['half a page', { page: '1.5' }],
    ['a page beyond what the server counts', { page: '100001' }],
    ['a size that is not offered', { size: '1000' }],
    ['a field that cannot be sorted by', { sort: '-password' }],
    ['a value that the filter does not know', { status: 'deleted' }],
    ['a filter that the list does not have', { colour: 'red' }],
    ['a parameter that is there twice', { q: ['a', 'b'] }],
  ])('passes over %s', (_, params) => expect(parseTableQuery(params, SHAPE)).toEqual(USUAL));

  it('cuts a search that the server would refuse', () => {
    expect(parseTableQuery({ q: 'x'.repeat(200) }, SHAPE).search).toHaveLength(100);
  });

  it('knows the same question, in whatever order its filters stand', () => {
    const one = { ...USUAL, filters: { a: '1', b: '2' } };
    expect(sameQuery(one, { ...USUAL, filters: { b: '2', a: '1' } })).toBe(true);
    expect(sameQuery(one, { ...USUAL, filters: { a: '1' } })).toBe(false);
    expect(sameQuery(one, { ...one, page: 2 })).toBe(false);
  });

  it('tells a sort’s field from its direction', () => {
    expect([fieldOf('-name'), fieldOf('name')]).toEqual(['name', 'name']);
  });
});
