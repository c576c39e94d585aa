import type { PowerState } from '@naif/wire';
import type { Instant, SensorEntry, SensorSource } from '../src/ports/reading-source.js';
import type { Recording } from '../src/replay/envirocar-recording.js';
import type { DriveSchedule } from './drive-schedule.js';
import { driveAt } from './interpolation.js';

/** A car that drives one recording in rounds. It speaks as one sensor source; what was not recorded is marked. */
export class SimulatedCar implements SensorSource {
  constructor(
    private readonly recording: Recording,
    private readonly schedule: DriveSchedule,
  ) {}

  sample({ time }: Instant): readonly SensorEntry[] {
    if (time === undefined) return [];
    const phase = this.schedule.at(time);
    switch (phase.kind) {
      case 'driving':
        return this.driving(phase.offsetMs);
      case 'stopping':
        return this.engineOff();
      case 'parked':
        return [];
      default:
        return phase satisfies never;
    }
  }

  power({ time }: Instant): PowerState | undefined {
    return time === undefined ? undefined : this.schedule.at(time).kind;
  }

  private driving(offsetMs: number): readonly SensorEntry[] {
    const instant = driveAt(this.recording.points, offsetMs);
    if (!instant) return [];
    const { gps, obd2, interpolated } = instant;
    return [
      ...(gps ? [gps] : []),
      ...(obd2 ? [obd2] : []),
      ...(interpolated ? [{ sensor: 'simulator' as const, interpolated }] : []),
    ];
  }

  /** Where the drive ended, with nothing turning. */
  private engineOff(): readonly SensorEntry[] {
    const location = this.recording.points.findLast(({ gps }) => gps?.location)?.gps?.location;
    return [
      ...(location ? [{ sensor: 'gps' as const, location, speed: 0 }] : []),
      { sensor: 'obd2', rpm: 0, speed: 0 },
      { sensor: 'simulator', interpolated: true },
    ];
  }
}
