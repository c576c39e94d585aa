import type { GpsSensorDto } from '@naif/wire';
import type { Recording } from '../src/replay/envirocar-recording.js';
import type { Car, CarMeasure, CarState } from './car.js';
import type { DrivePhase } from './drive-schedule.js';
import { driveAt } from './interpolation.js';

/** Tells what a car is doing at `time`, ms since the epoch. */
export interface Schedule {
  at(time: number): DrivePhase;
}

/**
 * A car that drives one recording in rounds: its own points at their instants, the straight line between them.
 * After a drive it stands where the drive ended with its engine off; parked, its receiver has no power either.
 */
export class RecordedCar implements Car {
  readonly measures: ReadonlySet<CarMeasure>;
  private readonly end: GpsSensorDto | undefined;

  constructor(
    private readonly recording: Recording,
    private readonly schedule: Schedule,
    readonly vin: string,
  ) {
    this.measures = measuresOf(recording);
    this.end = placeOf(recording);
  }

  at(time: number): CarState {
    const phase = this.schedule.at(time);
    switch (phase.kind) {
      case 'driving': {
        const { gps, obd2 } = driveAt(this.recording.points, phase.offsetMs) ?? {};
        return {
          engine: 'running',
          runningForMs: phase.offsetMs,
          isReceiverPowered: true,
          ...(gps ? { gps } : {}),
          ...(obd2 ? { obd2 } : {}),
        };
      }
      case 'stopping':
        return { engine: 'off', isReceiverPowered: true, ...(this.end ? { gps: this.end } : {}) };
      case 'parked':
        return { engine: 'off', isReceiverPowered: false };
      default:
        return phase satisfies never;
    }
  }
}

/** Whatever any point of the recording knows. */
function measuresOf({ points }: Recording): ReadonlySet<CarMeasure> {
  const names = points.flatMap(({ obd2 }) => Object.keys(obd2 ?? {}) as (CarMeasure | 'sensor')[]);
  return new Set(names.filter((name) => name !== 'sensor'));
}

/** Where the drive ended, without movement. */
function placeOf({ points }: Recording): GpsSensorDto | undefined {
  const last = points.findLast(({ gps }) => gps?.location)?.gps;
  if (!last) return undefined;
  const { course: _, ...place } = last;
  return { ...place, speed: 0 };
}
