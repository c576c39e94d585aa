import { applyChanges, EMPTY_FLEET, fromSnapshot } from './fleet-frames';

const columns = [
  'id',
  'time',
  'latitude',
  'longitude',
  'courseDegrees',
  'speedKmh',
  'rpm',
  'power',
  'positionTime',
];
const snapshot = fromSnapshot({
  at: 1000,
  columns,
  rows: [
    ['a', 900, 51.67, 7.8, 90, 42, 1800, 'driving', 900],
    ['b', 500, null, null, null, null, null, 'parked', null],
  ],
  truncated: false,
});

describe('fromSnapshot', () => {
  it('reads what is there and leaves out what is missing', () => {
    expect(snapshot.vehicles.get('a')).toEqual({
      id: 'a',
      timeMs: 900,
      positionTimeMs: 900,
      latitude: 51.67,
      longitude: 7.8,
      courseDegrees: 90,
      speedKmh: 42,
      rpm: 1800,
      power: 'driving',
    });
    expect(snapshot.vehicles.get('b')).toEqual({ id: 'b', timeMs: 500, power: 'parked' });
  });

  it('finds columns by name, in any order, among columns that it does not know', () => {
    const other = fromSnapshot({
      at: 1,
      columns: ['speedKmh', 'score', 'id'],
      rows: [[12, 'A', 'x']],
      truncated: true,
    });
    expect(other.vehicles.get('x')).toEqual({ id: 'x', speedKmh: 12 });
    expect(other.truncated).toBe(true);
  });

  it('leaves out rows without an id', () => {
    const rows = [[null, 1, 1, 1]];
    expect(fromSnapshot({ at: 1, columns, rows, truncated: false }).vehicles.size).toBe(0);
  });
});

describe('applyChanges', () => {
  it('changes only what the frame names', () => {
    const next = applyChanges(snapshot, { at: 2000, rows: [['a', 1900, 51.68, 7.81, 91, 43]] });
    expect(next.at).toBe(2000);
    expect(next.vehicles.get('a')).toMatchObject({ timeMs: 1900, latitude: 51.68, speedKmh: 43 });
    expect(next.vehicles.get('b')).toBe(snapshot.vehicles.get('b'));
    expect(snapshot.vehicles.get('a')?.timeMs).toBe(900);
  });

  it('adds vehicles that enter', () => {
    const next = applyChanges(snapshot, { at: 2000, rows: [['c', 1900, 1, 1]] });
    expect([...next.vehicles.keys()]).toEqual(['a', 'b', 'c']);
  });

  it('does not go back in time', () => {
    const next = applyChanges(snapshot, { at: 2000, rows: [['a', 899, 0, 0]] });
    expect(next.vehicles.get('a')).toBe(snapshot.vehicles.get('a'));
  });

  it('understands nothing before the first snapshot', () => {
    expect(applyChanges(EMPTY_FLEET, { at: 1, rows: [['a', 1]] }).vehicles.size).toBe(0);
  });
});
