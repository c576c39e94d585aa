import type { GpsSensorDto, Obd2SensorDto } from '@naif/wire';

/** A value of the car that its engine control unit tells. */
export type CarMeasure = Exclude<keyof Obd2SensorDto, 'sensor'>;

/** A simulated car at an instant: the truth that its devices then put into bytes. */
export interface CarState {
  readonly engine: 'running' | 'off';
  /** Since the engine was started, ms; missing while it is off. */
  readonly runningForMs?: number;
  /** Whether the satellite receiver has power. */
  readonly isReceiverPowered: boolean;
  /** Where it is; missing where the recording does not know. */
  readonly gps?: GpsSensorDto;
  /** What the engine does; missing where the recording does not know, and while the engine is off. */
  readonly obd2?: Obd2SensorDto;
}

/** A car that simulated devices sit in. */
export interface Car {
  /** 17 characters. */
  readonly vin: string;
  /** What its engine control unit measures. */
  readonly measures: ReadonlySet<CarMeasure>;
  /** Its state at `time`, ms since the epoch. */
  at(time: number): CarState;
}

/** A car whose engine somebody can stop and start by hand, for tests; the receiver keeps its power. */
export class SwitchedCar implements Car {
  private isOff = false;

  constructor(private readonly car: Car) {}

  get vin(): string {
    return this.car.vin;
  }

  get measures(): ReadonlySet<CarMeasure> {
    return this.car.measures;
  }

  stopEngine(): void {
    this.isOff = true;
  }

  startEngine(): void {
    this.isOff = false;
  }

  at(time: number): CarState {
    const state = this.car.at(time);
    if (!this.isOff) return state;
    const { isReceiverPowered, gps } = state;
    return { engine: 'off', isReceiverPowered, ...(gps ? { gps } : {}) };
  }
}
