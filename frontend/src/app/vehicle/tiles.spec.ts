import { fr } from '../i18n/fr';
import { GAUGES, type Measure, MORE_MEASURES } from './measures';
import { tileOf } from './tiles';

const START = Date.UTC(2026, 10, 23, 12);
const at = (seconds: number, values: object = {}): { time: string } => ({
  time: new Date(START + seconds * 1000).toISOString(),
  ...values,
});
const coolant = GAUGES.find(({ key }) => key === 'coolantCelsius') as Measure;
const runTime = MORE_MEASURES.find(({ key }) => key === 'runTimeSeconds') as Measure;

describe('the measures', () => {
  it('have a word each, and no word is without a measure', () => {
    const keys = [...GAUGES, ...MORE_MEASURES].map(({ key }) => key).sort();
    expect(keys).toEqual(Object.keys(fr.vehicle.measure).sort());
  });

  it('put what is usual inside their scale', () => {
    for (const { scale, normal } of GAUGES) {
      if (!scale || !normal) continue;
      expect(normal[0]).toBeGreaterThanOrEqual(scale[0]);
      expect(normal[1]).toBeLessThanOrEqual(scale[1]);
    }
  });
});

describe('tileOf', () => {
  it.each([
    [40, 'low'],
    [90, null],
    [115, 'high'],
  ])('says where %d °C of coolant lie', (coolantCelsius, deviation) => {
    const reading = at(0, { coolantCelsius });
    expect(tileOf(coolant, reading, [reading])).toMatchObject({
      value: coolantCelsius,
      missing: null,
      deviation,
    });
  });

  it('gives the reason why a value is missing', () => {
    const before = at(0, { coolantCelsius: 80 });
    const now = at(5);
    expect(tileOf(coolant, null, []).missing).toBe('all');
    expect(tileOf(coolant, now, [now]).missing).toBe('never');
    expect(tileOf(coolant, now, [before, now]).missing).toBe('now');
    expect(tileOf(coolant, now, [before, now]).value).toBeUndefined();
  });

  it('takes zero for a value', () => {
    const reading = at(0, { coolantCelsius: 0 });
    expect(tileOf(coolant, reading, [reading])).toMatchObject({ value: 0, missing: null });
  });

  it('draws the last ten minutes, with gaps where the value is missing', () => {
    const readings = [
      at(-601, { coolantCelsius: 1 }),
      at(-600, { coolantCelsius: 2 }),
      at(-5),
      at(0),
    ];
    const points = tileOf(coolant, readings.at(-1) ?? null, readings).points;
    expect(points.map(({ value }) => value)).toEqual([2, undefined, undefined]);
  });

  it('shows the running time in minutes', () => {
    const reading = at(0, { runTimeSeconds: 150 });
    expect(tileOf(runTime, reading, [reading]).value).toBe(2.5);
  });
});
