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

/** What the vehicle says about its engine and its power. */
export interface VehiclePower {
  readonly state: PowerState;
  /** When it was true, ms since the epoch. */
  readonly time: number;
}

/** Where readings come from: the sampling loop over real sensors, or a recording. */
export interface ReadingSource {
  /** Readings in increasing time, each as it becomes due; ends when there are no more or `signal` aborts. */
  readings(signal: AbortSignal): AsyncIterable<SampledReading>;
  /** Undefined as long as it is not known. */
  power(): VehiclePower | undefined;
}

/** An instant at which the sensors are asked. */
export interface Instant {
  /** Monotonic ms: what ages are measured by. */
  readonly atMs: number;
  /** Ms since the epoch; missing while the clock is not trusted. */
  readonly time?: number;
}

/** One sensor (GPS receiver, OBD-2 adapter, …) that the sampling loop asks. */
export interface SensorSource {
  /** Its values at an instant; empty when it has none that are fresh. */
  sample(instant: Instant): readonly SensorEntry[];
  /** What it knows about the vehicle's power. */
  power?(instant: Instant): PowerState | undefined;
}
