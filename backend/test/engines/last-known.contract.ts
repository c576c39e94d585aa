import type { LastKnown, LastKnownState } from '../../src/ports/last-known.js';

const NOON = Date.UTC(2026, 10, 25, 12);

/** What every `LastKnown` promises. `vehicle()` makes a vehicle and answers its series. */
export function lastKnownContract(
  lastKnown: () => LastKnown,
  vehicle: () => Promise<number>,
): void {
  let series: number;
  beforeEach(async () => {
    series = await vehicle();
  });

  const now = async (): Promise<LastKnownState | undefined> => (await lastKnown().of([series]))[0];
  const full = (): LastKnownState => ({
    series,
    timeMs: NOON + 1,
    speedKmh: 48.3,
    rpm: 16_383.75,
    positionTimeMs: NOON,
    latitude: 45.193_456_789,
    longitude: -5.7,
    courseDegrees: 359.5,
    power: 'driving',
    powerTimeMs: NOON - 5,
  });

  it('knows nothing of a vehicle that never spoke', async () => {
    expect(await now()).toBeUndefined();
    expect(await lastKnown().of([])).toEqual([]);
  });

  it('gives back what it was given, and nothing that was not there', async () => {
    await lastKnown().advance([full()]);
    expect(await now()).toEqual(full());
    const other = await vehicle();
    await lastKnown().advance([{ series: other, power: 'parked', powerTimeMs: NOON }]);
    expect(await lastKnown().of([other])).toEqual([
      { series: other, power: 'parked', powerTimeMs: NOON },
    ]);
    expect((await lastKnown().changedSince(undefined)).states).toEqual(
      expect.arrayContaining([full(), { series: other, power: 'parked', powerTimeMs: NOON }]),
    );
  });

  it('tells what moved since a mark', async () => {
    const other = await vehicle();
    await lastKnown().advance([full(), { series: other, timeMs: NOON }]);
    const { mark } = await lastKnown().changedSince(undefined);
    await lastKnown().advance([{ series: other, timeMs: NOON + 1 }]);
    const { states, mark: next } = await lastKnown().changedSince(mark);
    expect(states).toContainEqual({ series: other, timeMs: NOON + 1 });
    await lastKnown().advance([{ ...full(), timeMs: NOON + 2 }]);
    const later = await lastKnown().changedSince(next);
    expect(later.states).toContainEqual({ ...full(), timeMs: NOON + 2 });
  });

  it('never moves back, nor sideways', async () => {
    await lastKnown().advance([full()]);
    await lastKnown().advance([{ ...full(), rpm: 1, latitude: 1, power: 'parked' }]);
    await lastKnown().advance([
      {
        series,
        timeMs: NOON,
        rpm: 1,
        positionTimeMs: NOON - 1,
        latitude: 1,
        longitude: 1,
        power: 'parked',
        powerTimeMs: NOON - 6,
      },
    ]);
    await lastKnown().advance([{ series }]);
    await lastKnown().advance([]);
    expect(await now()).toEqual(full());
  });

  it('moves each part by its own time, as a whole', async () => {
    await lastKnown().advance([full()]);
    await lastKnown().advance([{ series, timeMs: NOON + 2, speedKmh: 0 }]);
    const { rpm: _rpm, ...withoutRpm } = full();
    expect(await now()).toEqual({ ...withoutRpm, timeMs: NOON + 2, speedKmh: 0 });
    await lastKnown().advance([{ series, positionTimeMs: NOON + 1, latitude: -1, longitude: 2 }]);
    expect(await now()).toMatchObject({ timeMs: NOON + 2, positionTimeMs: NOON + 1, latitude: -1 });
    expect(await now()).not.toHaveProperty('courseDegrees');
    await lastKnown().advance([{ series, power: 'parked', powerTimeMs: NOON }]);
    expect(await now()).toMatchObject({ timeMs: NOON + 2, power: 'parked', powerTimeMs: NOON });
  });

  it('stands at the newest when many move it at once, in any order, without a deadlock', async () => {
    const others = [await vehicle(), await vehicle(), await vehicle()];
    const all = [series, ...others];
    const steps = Array.from({ length: 40 }, (_, step) => {
      const turned = all.map((_, index) => all[(index + step) % all.length]!);
      return turned.map((one): LastKnownState => ({
        series: one,
        timeMs: NOON + ((step * 17) % 40),
        rpm: (step * 17) % 40,
      }));
    });
    await Promise.all(steps.map((changes) => lastKnown().advance(changes)));
    const states = await lastKnown().of(all);
    expect(states).toHaveLength(4);
    for (const state of states) expect(state).toMatchObject({ timeMs: NOON + 39, rpm: 39 });
  });
}
