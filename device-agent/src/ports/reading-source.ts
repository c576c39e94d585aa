import type { ArduinoSensorDto, GpsSensorDto, Obd2SensorDto, PowerState } from '@naif/wire';

/** What the simulator says about a reading of its own making. The backend keeps it aside as a sensor of unknown kind. */
export interface SimulatorMark {
  readonly sensor: 'simulator';
  /** Computed between two recorded points. */
  readonly interpolated: boolean;
}

/** One sensor's values, in the shape that crosses the air. */
export type SensorEntry = ArduinoSensorDto | GpsSensorDto | Obd2SensorDto | SimulatorMark;

/** What the vehicle's sensors said at one instant. */
export interface SampledReading {
  /** Event time, ms since the epoch. */
  readonly time: number;
  /** At least one entry. */
  readonly sensors: readonly SensorEntry[];
}

/** A moment of a boot whose true time was not known yet. */
export interface UndatedMoment {
  /** Which boot of the machine (`Clock.boot`). */
  readonly boot: string;
  /** Monotonic ms of that boot. */
  readonly atMs: number;
}

/** What the sensors said before the clock was trusted: dated later, within the same boot. */
export interface UndatedReading extends UndatedMoment {
  /** At least one entry. */
  readonly sensors: readonly SensorEntry[];
}

/** A reading as it was taken. */
export type TakenReading = SampledReading | UndatedReading;

/** Whether a reading waits for its time. */
export function isUndated(reading: TakenReading): reading is UndatedReading {
  return 'boot' in reading;
}

/** What the vehicle says about its engine and its power. */
export interface VehiclePower {
  readonly state: PowerState;
  /** When it was true, ms since the epoch. */
  readonly time: number;
}

/** Where readings come from: the sampling loop over real sensors, or a recording. */
export interface ReadingSource {
  /**
   * Readings in increasing time, each as it becomes due; ends when there are no more or `signal` aborts. Undated
   * ones, if any, come before the first dated one.
   */
  readings(signal: AbortSignal): AsyncIterable<TakenReading>;
  /** Undefined as long as it, or the time, is not known. */
  power(): VehiclePower | undefined;
}

/** An instant at which the sensors are asked. */
export interface Instant {
  /** Monotonic ms: what ages are measured by. */
  readonly atMs: number;
  /** Ms since the epoch; missing while the clock is not trusted. */
  readonly time?: number;
}

/** What a car says about its engine. */
export type EngineState = 'running' | 'off';

/** One sensor (GPS receiver, OBD-2 adapter, …) that the sampling loop asks. */
export interface SensorSource {
  /** Its values at an instant; empty when it has none that are fresh. */
  sample(instant: Instant): readonly SensorEntry[];
  /** Whether the engine runs at a monotonic moment, as far as this sensor can tell. */
  engine?(atMs: number): EngineState | undefined;
  /** The vehicle's power, from a source that knows it without watching engine and speed: a simulated car. */
  power?(instant: Instant): PowerState | undefined;
}
