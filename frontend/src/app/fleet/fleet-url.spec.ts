import { formatPlace, formatStates, parsePlace, parseSort, parseStates } from './fleet-url';

describe('the fleet page in the URL', () => {
  it('reads and writes states', () => {
    const states = parseStates('moving,nonsense,stale');
    expect([...states]).toEqual(['stale', 'moving']);
    expect(formatStates(states)).toBe('stale,moving');
    expect(formatStates(parseStates(undefined))).toBeNull();
  });

  it.each([
    [undefined, 'state'],
    ['age', 'age'],
    ['size', 'state'],
  ])('reads sort=%p as %s', (text, sort) => {
    expect(parseSort(text)).toBe(sort);
  });

  it.each([
    ['51.67,7.81,13', { latitude: 51.67, longitude: 7.81, zoom: 13 }],
    ['91,0,3', null],
    ['51,7', null],
    ['51,7,3,9', null],
    ['a,b,c', null],
    ['', null],
    [undefined, null],
  ])('reads at=%p', (text, place) => {
    expect(parsePlace(text)).toEqual(place);
  });

  it('writes what it reads', () => {
    expect(formatPlace({ latitude: 51.67001, longitude: -7.8, zoom: 13 })).toBe(
      '51.6700,-7.8000,13',
    );
  });
});
