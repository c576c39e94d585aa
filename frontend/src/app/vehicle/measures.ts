import type { WordKey } from '../i18n/words';

/** A value of a reading that the page shows, with its unit and how it is read. */
export interface Measure {
  /** Field of the reading; also the end of its word's key. */
  readonly key: MeasureKey;
  readonly unit: string;
  /** Decimals worth showing. */
  readonly digits: number;
  /** Ends of a gauge's scale. */
  readonly scale?: readonly [from: number, to: number];
  /** Where the value stays in an ordinary car with a warm engine. */
  readonly normal?: readonly [from: number, to: number];
}

/** Fields of a reading that have a word and a unit. */
export type MeasureKey =
  Extract<WordKey, `vehicle.measure.${string}`> extends `vehicle.measure.${infer K}` ? K : never;

/** What matters now, as gauges. */
export const GAUGES: readonly Measure[] = [
  { key: 'speedKmh', unit: 'km/h', digits: 0, scale: [0, 180] },
  { key: 'rpm', unit: 'tr/min', digits: 0, scale: [0, 7000] },
  // Thermostats open at 82–95 °C; fans keep it under about 108 °C.
  { key: 'coolantCelsius', unit: '°C', digits: 0, scale: [0, 130], normal: [75, 108] },
  { key: 'fuelLevelPercent', unit: '%', digits: 0, scale: [0, 100], normal: [10, 100] },
];

/** The rest, as values with a sparkline. */
export const MORE_MEASURES: readonly Measure[] = [
  { key: 'engineLoadPercent', unit: '%', digits: 0 },
  { key: 'throttlePercent', unit: '%', digits: 0 },
  { key: 'fuelRateLitresPerHour', unit: 'L/h', digits: 1 },
  { key: 'intakePressureKpa', unit: 'kPa', digits: 0 },
  { key: 'mafGramsPerSecond', unit: 'g/s', digits: 1 },
  { key: 'intakeCelsius', unit: '°C', digits: 0 },
  { key: 'ambientCelsius', unit: '°C', digits: 0 },
  // Beyond ±10 % the mixture needs more correction than a healthy engine does (SAE J1979 practice).
  { key: 'shortFuelTrimPercent', unit: '%', digits: 1, normal: [-10, 10] },
  { key: 'longFuelTrimPercent', unit: '%', digits: 1, normal: [-10, 10] },
  // A 12 V system: 11.8 V is an empty battery at rest, 15 V more than any alternator's regulator allows.
  { key: 'moduleVolts', unit: 'V', digits: 1, normal: [11.8, 15] },
  { key: 'batteryVolts', unit: 'V', digits: 1, normal: [11.8, 15] },
  { key: 'runTimeSeconds', unit: 'min', digits: 0 },
  { key: 'distanceMilKm', unit: 'km', digits: 0, normal: [0, 0] },
  { key: 'altitudeMetres', unit: 'm', digits: 0 },
];

/** A measure's value in a reading, in the unit that is shown; `undefined` when it is missing. */
export function valueOf(reading: object, measure: Measure): number | undefined {
  const value = (reading as Readonly<Record<string, unknown>>)[measure.key];
  if (typeof value !== 'number') return undefined;
  return measure.key === 'runTimeSeconds' ? value / 60 : value;
}

/** On which side of the usual a value lies. */
export function deviation(value: number, measure: Measure): 'low' | 'high' | null {
  if (measure.normal === undefined) return null;
  const [from, to] = measure.normal;
  if (value < from) return 'low';
  return value > to ? 'high' : null;
}
