import { TableMemory } from './table-views';

const query = { pageSize: 25, sort: 'name', search: '', filters: { state: 'active' } };

describe('what is kept of a list', () => {
  beforeEach(() => localStorage.clear());

  it('is kept per list and account', () => {
    new TableMemory('clients.a').keepHidden(['phone']);
    expect(new TableMemory('clients.a').hidden()).toEqual(['phone']);
    expect(new TableMemory('clients.b').hidden()).toBeUndefined();
  });

  it('replaces a view of the same name, and forgets one', () => {
    const memory = new TableMemory('clients.a');
    memory.keepView({ name: 'Lyon', query, hidden: [] });
    memory.keepView({ name: 'Actifs', query, hidden: [] });
    memory.keepView({ name: 'Lyon', query: { ...query, search: 'lyon' }, hidden: ['phone'] });
    expect(memory.views().map(({ name }) => name)).toEqual(['Actifs', 'Lyon']);
    expect(memory.views()[1]?.query.search).toBe('lyon');
    memory.forgetView('Lyon');
    expect(memory.views().map(({ name }) => name)).toEqual(['Actifs']);
  });

  it.each(['{', '7', '[{"name":"x"}]', '[{"name":"x","query":{"sort":1},"hidden":[]}]'])(
    'takes %j for nothing',
    (stored) => {
      localStorage.setItem('naif.views.clients.a', stored);
      localStorage.setItem('naif.columns.clients.a', stored);
      expect(new TableMemory('clients.a').views()).toEqual([]);
      expect(new TableMemory('clients.a').hidden()).toBeUndefined();
    },
  );
});
