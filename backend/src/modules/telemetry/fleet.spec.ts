import type { VehicleRef } from '../../events/live-event.js';
import { Fleet, FLEET_COLUMNS } from './fleet.js';
import { FleetCounters } from './fleet-counters.js';

const NOW = Date.UTC(2026, 10, 25, 12);
const ref = (series: number, clientId: string): VehicleRef => ({
  id: `vehicle-${series}`,
  series,
  carId: String(series),
  clientId,
});

function fleetOfThree(): Fleet {
  const fleet = new Fleet();
  fleet.advance(ref(1, 'a'), {
    series: 1,
    timeMs: NOW - 1000,
    speedKmh: 48.5,
    rpm: 1800,
    positionTimeMs: NOW - 2000,
    latitude: 45,
    longitude: 5,
    courseDegrees: 90,
    power: 'driving',
    powerTimeMs: NOW - 5000,
  });
  fleet.advance(ref(2, 'b'), { series: 2, power: 'parked', powerTimeMs: NOW - 9000 });
  fleet.learn(ref(3, 'b'));
  return fleet;
}

describe('Fleet', () => {
  it('gives rows of those that ever spoke, column by column', () => {
    expect(FLEET_COLUMNS).toHaveLength(9);
    expect(fleetOfThree().rows(undefined, undefined)).toEqual({
      rows: [
        ['vehicle-1', NOW - 1000, 45, 5, 90, 48.5, 1800, 'driving', NOW - 2000],
        ['vehicle-2', NOW - 9000, null, null, null, null, null, 'parked', null],
      ],
      truncated: false,
    });
  });

  it('leaves out who is outside the bounds, or nowhere, and says when there are more', () => {
    const fleet = fleetOfThree();
    expect(fleet.rows(undefined, [0, 40, 10, 50]).rows).toHaveLength(1);
    expect(fleet.rows(undefined, [10, 40, 20, 50]).rows).toHaveLength(0);
    const first = fleet.rows(undefined, undefined, 1);
    expect(first.rows.map(([id]) => id)).toEqual(['vehicle-1']);
    expect(first.truncated).toBe(true);
    expect(fleet.rows(undefined, undefined, 2).truncated).toBe(false);
  });

  it('shows clients their own, also after a car changed hands', () => {
    const fleet = fleetOfThree();
    expect(fleet.rows({ clientId: 'b' }, undefined).rows.map(([id]) => id)).toEqual(['vehicle-2']);
    fleet.learn(ref(1, 'b'));
    expect(fleet.rows({ clientId: 'b' }, undefined).rows.map(([id]) => id)).toEqual([
      'vehicle-2',
      'vehicle-1',
    ]);
    expect(fleet.rows({ clientId: 'a' }, undefined).rows).toEqual([]);
    expect(fleet.rows({ clientId: 'nobody' }, undefined).rows).toEqual([]);
  });

  it('counts by state, which moves on with time alone', () => {
    const fleet = fleetOfThree();
    const none = { moving: 0, stopped: 0, parked: 0, stale: 0, offline: 0, never: 0 };
    expect(fleet.counts(undefined, NOW)).toEqual({
      ...none,
      moving: 1,
      parked: 1,
      never: 1,
      total: 3,
    });
    expect(fleet.counts(undefined, NOW + 3 * 60_000)).toMatchObject({ moving: 0, stale: 1 });
    expect(fleet.counts({ clientId: 'a' }, NOW)).toEqual({ ...none, moving: 1, total: 1 });
  });
});

describe('FleetCounters', () => {
  it('tells each viewer its counts at once, then only when they change', () => {
    const fleet = fleetOfThree();
    const counters = new FleetCounters(fleet);
    expect(counters.watch('staff', undefined, NOW).total).toBe(3);
    expect(counters.watch('client', { clientId: 'b' }, NOW).total).toBe(2);
    expect(counters.changed(NOW + 1000).size).toBe(0);
    // Vehicle 1 falls silent: staff see it go stale, the other client does not.
    const stale = counters.changed(NOW + 3 * 60_000);
    expect([...stale.keys()]).toEqual(['staff']);
    expect(stale.get('staff')).toMatchObject({ moving: 0, stale: 1 });
    expect(counters.changed(NOW + 3 * 60_000).size).toBe(0);
    counters.unwatch('staff');
    expect(counters.changed(NOW + 60 * 60_000).size).toBe(0);
  });
});

describe('a vehicle that changed hands', () => {
  it('shows its new owner nothing from before, and everybody else all', () => {
    const fleet = fleetOfThree();
    fleet.learn({ ...ref(1, 'b'), ownedSinceMs: NOW - 1500 });
    expect(fleet.rows({ clientId: 'a' }, undefined).rows).toEqual([]);
    // The reading is new, its position is not.
    expect(
      fleet.rows({ clientId: 'b' }, undefined).rows.find(([id]) => id === 'vehicle-1'),
    ).toEqual(['vehicle-1', NOW - 1000, null, null, null, 48.5, 1800, null, null]);
    expect(fleet.rows(undefined, undefined).rows[0]?.[2]).toBe(45);
    expect(fleet.counts({ clientId: 'b' }, NOW)).toMatchObject({ total: 3, moving: 1, never: 1 });
  });

  it('stays its new owner’s when a reading still names the old one', () => {
    const fleet = fleetOfThree();
    fleet.learn({ ...ref(1, 'b'), ownedSinceMs: NOW });
    fleet.advance(ref(1, 'a'), { series: 1, timeMs: NOW + 1 });
    expect(fleet.get('vehicle-1')?.ref.clientId).toBe('b');
    expect(fleet.counts({ clientId: 'a' }, NOW)).toMatchObject({ total: 0 });
  });
});
