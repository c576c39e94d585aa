import { likePattern, offsetOf, sortOrderOf, sortsBy } from './pagination.js';

describe('pages', () => {
  it('begin after the pages before them', () => {
    expect(offsetOf({ page: 1, pageSize: 25 })).toBe(0);
    expect(offsetOf({ page: 3, pageSize: 10 })).toBe(20);
  });

  it('are sorted upwards, and downwards with a minus', () => {
    expect(sortsBy(['plate', 'createdAt'])).toEqual(['plate', '-plate', 'createdAt', '-createdAt']);
    expect(sortOrderOf<'plate'>('plate')).toEqual({ field: 'plate', direction: 'ASC' });
    expect(sortOrderOf<'plate'>('-plate')).toEqual({ field: 'plate', direction: 'DESC' });
  });

  it('are searched for what was typed, wildcards included', () => {
    expect(likePattern(' 100%_\\ ')).toBe('%100\\%\\_\\\\%');
  });
});
