import type { VehicleState } from '../live/vehicle-state';
import type { FleetEntry } from './fleet-entry';
import { countStates, matches, ranksByPlate, sorted } from './fleet-filter';

const NOW = 1_000_000_000;

function entry(label: string, state: VehicleState, ageSeconds?: number): FleetEntry {
  return {
    id: `id-${label}`,
    label,
    model: 'Škoda Citigo',
    client: 'Hélène Lefèvre',
    state,
    timeMs: ageSeconds === undefined ? undefined : NOW - ageSeconds * 1000,
    positionTimeMs: undefined,
    latitude: undefined,
    longitude: undefined,
    courseDegrees: undefined,
    speedKmh: undefined,
    rpm: undefined,
  };
}

describe('matches', () => {
  const vehicle = entry('AB-123-CD', 'moving');
  it.each([
    ['', true],
    ['ab123', true],
    ['ab 123 cd', true],
    ['B-123', true],
    ['skoda', true],
    ['lefevre', true],
    ['HÉLÈNE', true],
    ['helene citigo', true],
    ['citigo martin', false],
    ['AC-123', false],
  ])('%p: %p', (query, expected) => {
    expect(matches(vehicle, query)).toBe(expected);
  });
});

describe('sorted', () => {
  const entries = [
    entry('C', 'moving', 1),
    entry('B', 'offline', 4000),
    entry('A10', 'moving', 3),
    entry('A9', 'parked', 90_000),
    entry('', 'moving', 2),
    entry('N', 'never'),
    entry('D', 'stopped', 5),
  ];
  const ranks = ranksByPlate(
    entries.filter(({ label }) => label !== '').map(({ id, label }) => ({ id, plate: label })),
  );
  const order = (sort: Parameters<typeof sorted>[1]): string[] =>
    sorted(entries, sort, NOW, ranks).map(({ label }) => label);

  it.each([
    ['name', ['A9', 'A10', 'B', 'C', 'D', 'N', '']],
    ['state', ['B', 'N', 'A10', 'C', 'D', '', 'A9']],
    ['age', ['N', 'A9', 'B', 'A10', 'C', 'D', '']],
  ] as const)('by %s', (sort, expected) => {
    expect(order(sort)).toEqual(expected);
  });

  it('does not touch what it is given', () => {
    expect(entries[0]?.label).toBe('C');
  });
});

it('countStates counts every state, also those that nobody is in', () => {
  expect(countStates([entry('a', 'moving'), entry('b', 'moving'), entry('c', 'stale')])).toEqual({
    moving: 2,
    stopped: 0,
    parked: 0,
    stale: 1,
    offline: 0,
    never: 0,
  });
});
