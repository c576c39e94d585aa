import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/processes.mts';

/** The sensors of one upload record as JSON text, made from one recorded point. */
export interface RecordedPoint {
  /** `{"sensors":[…]}`: arduino, gps and obd2, as a vehicle sends them. */
  readonly data: string;
}

interface Feature {
  readonly geometry: { readonly coordinates: readonly [number, number] };
  readonly properties: {
    readonly phenomenons: Readonly<Record<string, { readonly value: number } | undefined>>;
  };
}

/**
 * Every point of the recordings, one drive after the other, as three sensors with the values of product.md's
 * wire format. What was not recorded (fuel level, ambient temperature) has a fixed plausible value, so that a
 * record is as large as one from a car that gives everything.
 */
export function recordedPoints(): readonly RecordedPoint[] {
  const folder = join(ROOT, 'recordings/envirocar');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const { features } = JSON.parse(text) as { readonly features: readonly Feature[] };
      return features.map(pointOf);
    });
}

function pointOf({ geometry, properties }: Feature, index: number): RecordedPoint {
  const [longitude, latitude] = geometry.coordinates;
  const value = (name: string, least: number, most: number, fallback: number): number => {
    const given = properties.phenomenons[name]?.value ?? fallback;
    return Number(Math.min(most, Math.max(least, given)).toFixed(2));
  };
  const speed = value('Speed', 0, 255, 0);
  const sensors = [
    { sensor: 'arduino', millis: 60_000 + index * 1000 },
    {
      sensor: 'gps',
      satellites: 9,
      location: [Number(latitude.toFixed(7)), Number(longitude.toFixed(7))],
      altitude: value('GPS Altitude', -400, 9000, 60),
      course: value('GPS Bearing', 0, 360, 0),
      speed: value('GPS Speed', 0, 600, speed),
    },
    {
      sensor: 'obd2',
      engine_load: value('Engine Load', 0, 100, 20),
      coolant_temp: 88,
      intake_pressure: value('Intake Pressure', 0, 255, 35),
      rpm: value('Rpm', 0, 16_383, 800),
      speed,
      fuel_level: 52.5,
      ambiant_air_temp: 14,
    },
  ];
  return { data: JSON.stringify({ sensors }) };
}
