import { changedFields, given, instantOfDay } from './audit-query';

describe('instantOfDay', () => {
  it('is where the day begins for the reader', () => {
    expect(instantOfDay('2026-11-25')).toBe(new Date(2026, 10, 25).toISOString());
    expect(instantOfDay('2026-11-30', 1)).toBe(new Date(2026, 11, 1).toISOString());
  });

  it.each([undefined, '', 'today', '2026-11', '2026-11-25T10:00'])('is nothing for %j', (day) => {
    expect(instantOfDay(day)).toBeUndefined();
  });
});

describe('given', () => {
  it('leaves out what filters nothing', () => {
    expect(given({ kind: 'client', verb: '', actor: undefined })).toEqual({ kind: 'client' });
  });
});

describe('changedFields', () => {
  it('puts what was beside what is', () => {
    expect(
      changedFields({ phone: null, lastName: 'A' }, { lastName: 'B', tags: [1], active: false }),
    ).toEqual([
      { name: 'active', before: undefined, after: 'false' },
      { name: 'lastName', before: 'A', after: 'B' },
      { name: 'phone', before: undefined, after: undefined },
      { name: 'tags', before: undefined, after: '[1]' },
    ]);
    expect(changedFields(undefined, undefined)).toEqual([]);
  });
});
