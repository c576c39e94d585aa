import { parseEnvirocarRecording, sensorsOf } from './envirocar-recording.js';

interface Feature {
  readonly time?: unknown;
  readonly at?: unknown;
  readonly values?: Record<string, unknown>;
}

function track(...features: Feature[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ time, at, values = {} }) => ({
      geometry: { type: 'Point', coordinates: at },
      properties: {
        time,
        phenomenons: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, { value }]),
        ),
      },
    })),
  });
}

/** The sensors of a recording's only point. */
function only(feature: Feature): unknown {
  const { points } = parseEnvirocarRecording(
    track({ time: '2020-01-01T00:00:00Z', at: [7.5, 51.5], ...feature }),
  );
  return points.flatMap(sensorsOf);
}

describe('parseEnvirocarRecording', () => {
  it('maps every value to its field', () => {
    const values = {
      'GPS Speed': 50.123456,
      'GPS Altitude': 114.39620757102966,
      'GPS Bearing': 351.43961707184644,
      'GPS HDOP': 0.9000000000000001,
      'GPS Accuracy': 5,
      Rpm: 880.670695900917,
      Speed: 49.000001,
      'Engine Load': 28.235294342041016,
      'Intake Pressure': 33.0,
      'Intake Temperature': 34.00000050663948,
      'Throttle Position': 6.000000178813934,
      'Calculated MAF': 2.535565504550957,
      Consumption: 0.8,
      CO2: 1.9,
    };
    expect(only({ at: [7.808909058483305, 51.681368224760234], values })).toEqual([
      {
        sensor: 'gps',
        location: [51.6813682, 7.8089091],
        altitude: 114.4,
        course: 351.44,
        speed: 50.12,
        hdop: 0.9,
      },
      {
        sensor: 'obd2',
        engine_load: 28.24,
        intake_pressure: 33,
        rpm: 880.67,
        speed: 49,
        maf: 2.54,
        intake_temp: 34,
        throttle: 6,
      },
    ]);
  });

  it('prefers the measured air flow to the calculated one', () => {
    expect(only({ values: { 'Calculated MAF': 2, MAF: 3 } })).toContainEqual({
      sensor: 'obd2',
      maf: 3,
    });
  });

  it.each<[string, string, unknown]>([
    ['a bearing averaged across north', 'GPS Bearing', 507.7],
    ['an unknown HDOP', 'GPS HDOP', 500],
    ['a speed below zero', 'Speed', -1],
    ['a text', 'Rpm', '900'],
    ['null', 'Rpm', null],
  ])('leaves out %s', (_, name, value) => {
    expect(only({ values: { [name]: value } })).toEqual([{ sensor: 'gps', location: [51.5, 7.5] }]);
  });

  it('rounds before it judges', () => {
    expect(only({ values: { 'Engine Load': 100.00000149011612 } })).toContainEqual({
      sensor: 'obd2',
      engine_load: 100,
    });
    expect(only({ values: { 'Engine Load': 100.006 } })).toEqual([
      { sensor: 'gps', location: [51.5, 7.5] },
    ]);
  });

  it.each<[string, unknown]>([
    ['no position', undefined],
    ['no fix', [0, 0]],
    ['an impossible latitude', [7.5, 91]],
    ['half a position', [7.5]],
    ['no numbers', ['7.5', '51.5']],
  ])('has no location with %s, and keeps the rest', (_, at) => {
    expect(only({ at, values: { 'GPS Speed': 5, Rpm: 900 } })).toEqual([
      { sensor: 'gps', speed: 5 },
      { sensor: 'obd2', rpm: 900 },
    ]);
  });

  it('has no sensor that says nothing', () => {
    expect(only({ at: undefined, values: { Rpm: 900 } })).toEqual([{ sensor: 'obd2', rpm: 900 }]);
  });

  it('sorts by time, takes each instant once, and passes over what has none', () => {
    const { recordedAt, lengthMs, points } = parseEnvirocarRecording(
      track(
        { time: '2020-01-01T00:00:10Z', at: [1, 2] },
        { time: '2020-01-01T00:00:00Z', at: [3, 4] },
        { time: '2020-01-01T00:00:00Z', at: [5, 6] },
        { time: 'yesterday', at: [7, 8] },
        { at: [7, 8] },
        { time: '2020-01-01T00:00:05Z' },
      ),
    );
    expect(recordedAt).toBe(Date.UTC(2020, 0, 1));
    expect(lengthMs).toBe(10_000);
    expect(points.map(({ offsetMs, gps }) => [offsetMs, gps?.location])).toEqual([
      [0, [4, 3]],
      [10_000, [2, 1]],
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['no track', '{"type":"Feature"}'],
    ['null', 'null'],
    ['an empty track', track()],
    ['a track without values', track({ time: '2020-01-01T00:00:00Z' })],
  ])('refuses %s with a sentence', (_, text) => {
    expect(() => parseEnvirocarRecording(text)).toThrow(/^The recording .*\.$/);
  });
});
