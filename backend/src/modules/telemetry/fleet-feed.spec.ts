import type { VehicleRef } from '../../events/live-event.js';
import { Fleet, fleetRow, type FleetRow } from './fleet.js';
import { FleetFeed } from './fleet-feed.js';

const FRANCE = [-5, 41, 10, 51.5] as const;
const CORSICA = [8.5, 41.3, 9.6, 43.1] as const;

const ref = (series: number, clientId = 'client-1'): VehicleRef => ({
  id: `vehicle-${series}`,
  series,
  carId: String(series),
  clientId,
});

/** A fleet whose vehicles are put somewhere, one ms later each time. */
class World {
  readonly fleet = new Fleet();
  readonly feed = new FleetFeed(this.fleet);
  private timeMs = 1_000_000;

  put(vehicle: VehicleRef, latitude: number, longitude: number): void {
    const timeMs = this.timeMs++;
    const position = { positionTimeMs: timeMs, latitude, longitude };
    if (this.fleet.advance(vehicle, { series: vehicle.series, timeMs, ...position })) {
      this.feed.touch(vehicle.id);
    }
  }

  /** Ids that go to the viewer at this time. */
  released(viewerId: string, nowMs: number): unknown[] {
    return (this.feed.release(nowMs).get(viewerId) ?? []).map(([id]) => id);
  }
}

const ids = (rows: readonly FleetRow[]): unknown[] => rows.map(([id]) => id);

describe('FleetFeed', () => {
  it('starts with what is inside the bounds, then tells what moves there', () => {
    const world = new World();
    world.put(ref(1), 45, 5);
    world.put(ref(2), 60, 5);
    expect(ids(world.feed.watch('a', undefined, FRANCE).rows)).toEqual(['vehicle-1']);
    world.put(ref(1), 45.1, 5);
    world.put(ref(2), 60.1, 5);
    expect(world.released('a', 0)).toEqual(['vehicle-1']);
    expect(world.released('a', 100)).toEqual([]);
  });

  it('tells a vehicle that leaves once more, with where it went, and one that comes', () => {
    const world = new World();
    world.put(ref(1), 45, 5);
    world.put(ref(2), 60, 5);
    world.feed.watch('a', undefined, FRANCE);
    world.put(ref(1), 55, 5);
    world.put(ref(2), 50, 5);
    const rows = world.feed.release(0).get('a')!;
    expect(rows).toEqual([1, 2].map((series) => fleetRow(world.fleet.get(`vehicle-${series}`)!)));
    world.put(ref(1), 56, 5);
    expect(world.released('a', 1000)).toEqual([]);
  });

  it('tells a vehicle at most once a second, then with its newest state', () => {
    const world = new World();
    world.put(ref(1), 45, 5);
    world.feed.watch('a', undefined, undefined);
    const told: unknown[] = [];
    for (let nowMs = 0; nowMs <= 3000; nowMs += 100) {
      world.put(ref(1), 45 + nowMs / 1e6, 5);
      for (const [, , latitude] of world.feed.release(nowMs).get('a') ?? [])
        told.push([nowMs, latitude]);
    }
    expect(told).toEqual([0, 1000, 2000, 3000].map((nowMs) => [nowMs, 45 + nowMs / 1e6]));
  });

  it('shows clients their own vehicles only', () => {
    const world = new World();
    world.put(ref(1, 'mine'), 45, 5);
    world.put(ref(2, 'theirs'), 45, 5);
    expect(ids(world.feed.watch('a', { clientId: 'mine' }, undefined).rows)).toEqual(['vehicle-1']);
    world.put(ref(1, 'mine'), 46, 5);
    world.put(ref(2, 'theirs'), 46, 5);
    expect(world.released('a', 0)).toEqual(['vehicle-1']);
  });

  it('serves each viewer by its own bounds, and new bounds replace the old ones', () => {
    const world = new World();
    world.put(ref(1), 45, 5);
    world.put(ref(2), 42, 9);
    world.feed.watch('a', undefined, FRANCE);
    world.feed.watch('b', undefined, FRANCE);
    expect(ids(world.feed.watch('b', undefined, CORSICA).rows)).toEqual(['vehicle-2']);
    world.put(ref(1), 45.1, 5);
    world.put(ref(2), 42.1, 9);
    const outgoing = world.feed.release(0);
    expect(ids(outgoing.get('a')!)).toEqual(['vehicle-1', 'vehicle-2']);
    expect(ids(outgoing.get('b')!)).toEqual(['vehicle-2']);
  });

  it('tells nothing to whom does not watch any more, and keeps nothing for nobody', () => {
    const world = new World();
    world.feed.watch('a', undefined, undefined);
    world.put(ref(1), 45, 5);
    world.feed.unwatch('a');
    world.feed.watch('b', undefined, undefined);
    expect(world.feed.release(0).size).toBe(0);
  });

  it('never goes back: late data move nothing', () => {
    const world = new World();
    world.put(ref(1), 45, 5);
    world.feed.watch('a', undefined, undefined);
    const late = { series: 1, timeMs: 5, positionTimeMs: 5, latitude: 1, longitude: 1 };
    expect(world.fleet.advance(ref(1), late)).toBe(false);
    expect(world.released('a', 0)).toEqual([]);
  });
});

describe('FleetFeed, after a change of owner', () => {
  it('starts both owners anew, and tells the former one nothing more', () => {
    const world = new World();
    world.put(ref(1), 45, 5);
    world.feed.watch('former', { clientId: 'client-1' }, undefined);
    world.feed.watch('next', { clientId: 'client-2' }, undefined);
    world.fleet.learn({ ...ref(1, 'client-2'), ownedSinceMs: 1_000_001 });
    expect(world.feed.rewatch('former', { clientId: 'client-1' })?.rows).toEqual([]);
    expect(world.feed.rewatch('next', { clientId: 'client-2' })?.rows).toEqual([]);
    expect(world.feed.rewatch('nobody', undefined)).toBeUndefined();
    world.put(ref(1), 46, 5);
    const released = world.feed.release(0);
    expect(released.has('former')).toBe(false);
    expect(released.get('next')?.map(([id]) => id)).toEqual(['vehicle-1']);
  });
});

describe('FleetFeed, for who sees portfolios only', () => {
  it('tells what moves in them, and nothing of a client who went to somebody else', () => {
    const world = new World();
    const mine = { responsibleIds: ['me', 'colleague'] };
    world.put({ ...ref(1, 'client-1'), responsibleId: 'me' }, 45, 5);
    world.put({ ...ref(2, 'client-2'), responsibleId: 'colleague' }, 45, 5);
    world.put({ ...ref(3, 'client-3'), responsibleId: 'stranger' }, 45, 5);
    world.put(ref(4, 'client-4'), 45, 5);
    expect(ids(world.feed.watch('a', mine, undefined).rows)).toEqual(['vehicle-1', 'vehicle-2']);
    for (const series of [1, 2, 3, 4]) world.put(ref(series), 46, 5);
    expect(world.released('a', 0)).toEqual(['vehicle-1', 'vehicle-2']);
    world.fleet.entrust('client-2', 'stranger');
    world.fleet.entrust('client-4', 'me');
    for (const series of [1, 2, 3, 4]) world.put(ref(series), 47, 5);
    expect(world.released('a', 2000)).toEqual(['vehicle-1', 'vehicle-4']);
    expect(ids(world.feed.rewatch('a', { responsibleIds: ['stranger'] })?.rows ?? [])).toEqual([
      'vehicle-3',
      'vehicle-2',
    ]);
    expect(world.fleet.counts(mine, 0).total).toBe(2);
  });
});
