import type { Reading } from '../../src/ports/reading.js';
import type { TelemetryStore } from '../../src/ports/telemetry-store.js';

const NOON = Date.UTC(2026, 10, 25, 12);
const DAY = { fromMs: Date.UTC(2026, 10, 25), toMs: Date.UTC(2026, 10, 26) };
const EVER = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 2) };

/** What every telemetry store promises. `store()` is asked for each test; each test has its own series. */
export function telemetryStoreContract(store: () => TelemetryStore): void {
  let series = 0;
  beforeEach(() => series++);

  const at = (offsetMs: number, more: Partial<Reading> = {}): Reading => ({
    timeMs: NOON + offsetMs,
    flags: 0,
    ...more,
  });
  const append = (...readings: Reading[]) => store().append([{ series, readings }]);

  it('gives back what it was given, every field, and nothing that was not there', async () => {
    const full: Required<Reading> = {
      timeMs: NOON + 123,
      flags: 31,
      outbox: 'b6f4a0de-6f7c-4e1b-9b1e-5d3e9d1f0a11',
      seq: Number.MAX_SAFE_INTEGER,
      satellites: 255,
      latitude: 45.193_456_789,
      longitude: -179.999_999_9,
      altitudeMetres: -430.5,
      courseDegrees: 359.99,
      gpsSpeedKmh: 48.3,
      gpsTimeMs: NOON - 1,
      hdop: 99.99,
      fix: '3d',
      obdSpeedKmh: 50,
      rpm: 16_383.75,
      engineLoadPercent: 33.3,
      coolantCelsius: -40,
      intakePressureKpa: 101,
      fuelLevelPercent: 12.5,
      ambientCelsius: 21.5,
      mafGramsPerSecond: 655.35,
      intakeCelsius: 30,
      throttlePercent: 17.25,
      fuelRateLitresPerHour: 3.2,
      runTimeSeconds: 65_535,
      distanceMilKm: 12,
      shortFuelTrimPercent: -1.5,
      longFuelTrimPercent: 99.22,
      moduleVolts: 14.225,
      batteryVolts: 12.6,
      uptimeMs: 4_294_967_296,
      otherSensors: [{ sensor: 'breathalyser', 'é\u0000\ud800': [1, null, { deep: 'x' }] }],
    };
    await append(full, at(1000));
    expect(await store().read(series, DAY, 10)).toEqual([full, at(1000)]);
  });

  it('counts what is new and what was there, also within one batch; the first stays', async () => {
    const [first] = await append(at(2000, { rpm: 1 }), at(1000), at(2000, { rpm: 2 }));
    expect(first).toEqual({ stored: 2, duplicates: 1, newTimesMs: [NOON + 1000, NOON + 2000] });
    const [second] = await append(at(1000, { rpm: 3 }), at(3000));
    expect(second).toEqual({ stored: 1, duplicates: 1, newTimesMs: [NOON + 3000] });
    const stored = await store().read(series, DAY, 10);
    expect(stored.map(({ timeMs, rpm }) => [timeMs - NOON, rpm])).toEqual([
      [1000, undefined],
      [2000, 1],
      [3000, undefined],
    ]);
  });

  it('answers batch by batch, in their order, the same vehicle twice included', async () => {
    const other = series + 1_000_000;
    const outcomes = await store().append([
      { series: other, readings: [at(0)] },
      { series, readings: [at(0), at(1)] },
      { series, readings: [] },
      { series, readings: [at(1), at(2)] },
    ]);
    expect(outcomes).toEqual([
      { stored: 1, duplicates: 0, newTimesMs: [NOON] },
      { stored: 2, duplicates: 0, newTimesMs: [NOON, NOON + 1] },
      { stored: 0, duplicates: 0, newTimesMs: [] },
      { stored: 1, duplicates: 1, newTimesMs: [NOON + 2] },
    ]);
    expect(await store().append([])).toEqual([]);
  });

  it('keeps each instant once when the same batches come at once and out of order', async () => {
    const readings = Array.from({ length: 50 }, (_, index) => at(index * 200));
    const shuffles = Array.from({ length: 8 }, (_, turn) =>
      readings.map((_, index) => readings[(index * 7 + turn * 11) % readings.length]!),
    );
    const outcomes = await Promise.all(shuffles.map((shuffled) => append(...shuffled)));
    expect(outcomes.flat().reduce((sum, { stored }) => sum + stored, 0)).toBe(50);
    expect(outcomes.flat().reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(350);
    expect(await store().count(series, DAY)).toBe(50);
  });

  it('takes readings of any day, near or far', async () => {
    const times = [
      '0001-01-01T00:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
      '2019-12-31T23:59:59.999Z',
      '2026-11-24T23:59:59.999Z',
      '2026-11-25T00:00:00.000Z',
      '2026-12-24T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
    ].map((text) => Date.parse(text));
    const [outcome] = await append(...times.map((timeMs) => ({ timeMs, flags: 0 })));
    expect(outcome?.newTimesMs).toEqual(times);
    for (const timeMs of times) {
      expect(await store().read(series, { fromMs: timeMs, toMs: timeMs + 1 }, 2)).toEqual([
        { timeMs, flags: 0 },
      ]);
    }
  });

  it('reads a period from its begin to just before its end, in order, up to the limit', async () => {
    await append(at(3000), at(0), at(2000), at(1000));
    const period = { fromMs: NOON, toMs: NOON + 3000 };
    const times = async (limit: number) =>
      (await store().read(series, period, limit)).map(({ timeMs }) => timeMs - NOON);
    expect(await times(10)).toEqual([0, 1000, 2000]);
    expect(await times(2)).toEqual([0, 1000]);
    expect(await store().count(series, period)).toBe(3);
    expect(await store().count(series + 500_000, period)).toBe(0);
  });

  describe('reduce', () => {
    it('gives a small period whole', async () => {
      await append(at(0), at(1), at(2));
      expect(await store().reduce(series, DAY, 3)).toEqual({
        readings: [at(0), at(1), at(2)],
        total: 3,
      });
      expect(await store().reduce(series + 500_000, DAY, 3)).toEqual({ readings: [], total: 0 });
    });

    it('keeps the peaks of speed and engine speed, the first and the last', async () => {
      const drive = Array.from({ length: 3600 }, (_, second) =>
        at(second * 1000, { gpsSpeedKmh: 40 + (second % 10), rpm: 1500 + (second % 7) }),
      );
      drive[1234] = at(1_234_000, { gpsSpeedKmh: 131.7, rpm: 1501 });
      drive[2345] = at(2_345_000, { obdSpeedKmh: 0, gpsSpeedKmh: 40, rpm: 1502 });
      drive[3001] = at(3_001_000, { gpsSpeedKmh: 41, rpm: 5432.25 });
      drive[3002] = at(3_002_000, { gpsSpeedKmh: 41, rpm: 600 });
      await append(...drive);
      const { readings, total, bucketMs } = await store().reduce(series, EVER, 100);
      expect(total).toBe(3600);
      // Five of a bucket and the last: the hour of driving gets the points, not the month around it.
      expect(readings.length).toBeLessThanOrEqual(100);
      expect(readings.length).toBeGreaterThan(20);
      expect(bucketMs).toBeLessThan(3_600_000);
      for (const second of [0, 1234, 2345, 3001, 3002, 3599]) {
        expect(readings).toContainEqual(drive[second]);
      }
      const times = readings.map(({ timeMs }) => timeMs);
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    });

    it.each([2, 3, 10])('never gives more than %i points', async (maxPoints) => {
      await append(
        ...Array.from({ length: 500 }, (_, index) => at(index * 60_000, { rpm: index })),
      );
      const { readings, total } = await store().reduce(series, EVER, maxPoints);
      expect(total).toBe(500);
      expect(readings.length).toBeGreaterThan(1);
      expect(readings.length).toBeLessThanOrEqual(maxPoints);
    });

    it('works without any speed', async () => {
      await append(...Array.from({ length: 500 }, (_, index) => at(index * 1000)));
      const { readings } = await store().reduce(series, DAY, 50);
      expect(readings[0]).toEqual(at(0));
      expect(readings.at(-1)).toEqual(at(499_000));
    });
  });

  it('answers and prepares as often as asked', async () => {
    await store().ping();
    await store().prepare();
    await store().prepare();
  });
}
