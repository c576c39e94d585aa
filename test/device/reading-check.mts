import type { Obd2SensorDto } from '@naif/wire';
import type { ScriptedCar } from './scripted-car.mts';
import type { WitnessedReading, WitnessedSensor } from './upload-witness.mts';

/** A receiver's epoch is told at most so long after it, ms: its burst, its way, and what counts as fresh. */
const GPS_FRESH_MS = 3000;
/** Engine and vehicle speed are asked every second and told at most so long after they were read, ms. */
const FAST_FRESH_MS = 4000;
/** Others take turns when the adapter is slow: one and a half times as long as a turn lasts, or lasted over a fault. */
const TURN_FRESH_MS = 15_000;
const SLOW_FRESH_MS = 60_000;
/** A busy machine asks its sensors so long after the instant that a reading is dated by, ms. */
const LATE_MS = 1000;
/** The car changes between the moment of a value and the end of its way: the truth is looked at in steps of this, ms. */
const STEP_MS = 100;
/** So exact is a place in NMEA with five decimals of a minute, in degrees; a speed in thousandths of a knot, in km/h. */
const PLACE_DEGREES = 2e-7;
const SPEED_KMH = 0.002;

/** How exact each value of the car can be (half of its last bit), and how long it is fresh. */
const VALUES: Readonly<
  Partial<Record<keyof Obd2SensorDto, { readonly halfBit: number; readonly freshMs: number }>>
> = {
  engine_load: { halfBit: 0.2, freshMs: TURN_FRESH_MS },
  intake_pressure: { halfBit: 0.5, freshMs: TURN_FRESH_MS },
  rpm: { halfBit: 0.125, freshMs: FAST_FRESH_MS },
  speed: { halfBit: 0.5, freshMs: FAST_FRESH_MS },
  maf: { halfBit: 0.005, freshMs: TURN_FRESH_MS },
  throttle: { halfBit: 0.2, freshMs: TURN_FRESH_MS },
  intake_temp: { halfBit: 0.5, freshMs: SLOW_FRESH_MS },
};
/** Values of the car that no recording has: the simulated car's own, always the same or counting. */
const SYNTHETIC: readonly (keyof Obd2SensorDto)[] = [
  'coolant_temp',
  'run_time',
  'distance_mil',
  'module_voltage',
  'battery_voltage',
];

/** The reading's entry of a kind of sensor. */
export function entryOf(
  { sensors }: WitnessedReading,
  kind: 'gps' | 'obd2',
): WitnessedSensor | undefined {
  return sensors.find(({ sensor }) => sensor === kind);
}

/** The instant of the receiver's epoch in a reading, ms since the epoch; undefined without a place. */
export function epochOf(reading: WitnessedReading): number | undefined {
  const gps = entryOf(reading, 'gps');
  return gps?.['location'] ? Date.parse(String(gps['datetime'])) : undefined;
}

/** Whatever in these readings was not so in the car, was told too late, or was told twice; a sentence each. */
export function faultsOf(car: ScriptedCar, readings: readonly WitnessedReading[]): string[] {
  return [
    ...doubled(
      'reading',
      readings.map(({ timeMs }) => timeMs),
    ),
    ...doubled(
      'sequence number',
      readings.map(({ seq }) => seq),
    ),
    ...doubled(
      'receiver epoch',
      readings.map(epochOf).filter((epoch) => epoch !== undefined),
    ),
    ...readings.flatMap((reading) => [...placeFaults(car, reading), ...valueFaults(car, reading)]),
  ];
}

function doubled(what: string, values: readonly number[]): string[] {
  return values
    .filter((value, index) => values.indexOf(value) !== index)
    .map((value) => `${what} ${value} was told twice`);
}

function placeFaults(car: ScriptedCar, reading: WitnessedReading): string[] {
  const gps = entryOf(reading, 'gps');
  const epoch = epochOf(reading);
  if (!gps || epoch === undefined) return [];
  const age = reading.timeMs - epoch;
  const truth = car.truth(epoch).gps;
  const [latitude, longitude] = gps['location'] as [number, number];
  const isThere =
    Math.abs(latitude - (truth?.location?.[0] ?? NaN)) <= PLACE_DEGREES &&
    Math.abs(longitude - (truth?.location?.[1] ?? NaN)) <= PLACE_DEGREES &&
    Math.abs(Number(gps['speed']) - (truth?.speed ?? NaN)) <= SPEED_KMH;
  return [
    ...(isThere
      ? []
      : [`${nameOf(reading)}: ${JSON.stringify(gps)}, but ${JSON.stringify(truth)}`]),
    ...(age >= -LATE_MS && age <= GPS_FRESH_MS
      ? []
      : [`${nameOf(reading)}: the place is ${age} ms old`]),
  ];
}

function valueFaults(car: ScriptedCar, reading: WitnessedReading): string[] {
  const { sensor: _, ...values } = entryOf(reading, 'obd2') ?? { sensor: 'obd2' };
  return Object.entries(values).flatMap(([name, value]) => {
    if (SYNTHETIC.includes(name as keyof Obd2SensorDto)) return [];
    const rule = VALUES[name as keyof Obd2SensorDto];
    if (!rule) return [`${nameOf(reading)}: nobody knows ${name} of this car`];
    const { halfBit, freshMs } = rule;
    const known = truthsOf(
      car,
      name as keyof Obd2SensorDto,
      reading.timeMs - freshMs,
      reading.timeMs + LATE_MS,
    );
    // Between two looks the truth may have turned.
    const turns = known.map((truth, index) => Math.abs(truth - (known[index - 1] ?? truth)));
    const tolerance = halfBit + Math.max(0, ...turns) + 0.01;
    const isTrue =
      Number(value) >= Math.min(...known) - tolerance &&
      Number(value) <= Math.max(...known) + tolerance;
    return isTrue
      ? []
      : [
          `${nameOf(reading)}: ${name} ${String(value)}, but ${Math.min(...known)} to ${Math.max(...known)}`,
        ];
  });
}

/** All values that a measure had in this time, as far as the engine ran. */
function truthsOf(
  car: ScriptedCar,
  name: keyof Obd2SensorDto,
  fromMs: number,
  toMs: number,
): number[] {
  const truths: number[] = [];
  for (let time = fromMs; time <= toMs; time += STEP_MS) {
    if (car.wasOff(time, time)) continue;
    const value = car.truth(time).obd2?.[name];
    if (typeof value === 'number') truths.push(value);
  }
  return truths;
}

function nameOf({ timeMs }: WitnessedReading): string {
  return new Date(timeMs).toISOString();
}
