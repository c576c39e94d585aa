import {
  isUndated,
  type ReadingSource,
  type SimulatorMark,
  type TakenReading,
  type VehiclePower,
} from '../src/ports/reading-source.js';
import type { SimulatedClock } from './simulated-clock.js';

/** A live drive's values were read between the recorded points, whichever instant they are then dated by. */
const MARK: SimulatorMark = { sensor: 'simulator', interpolated: true };

/**
 * The readings of a simulated vehicle, each marked as such. The simulated time stands still until a reading has been
 * taken, so that none is overslept while the disk is slower than the simulation.
 */
export class SimulatedSource implements ReadingSource {
  constructor(
    private readonly source: ReadingSource,
    private readonly clock: SimulatedClock,
  ) {}

  async *readings(signal: AbortSignal): AsyncGenerator<TakenReading> {
    for await (const reading of this.source.readings(signal)) {
      const letGo = this.clock.hold();
      try {
        yield marked(reading);
      } finally {
        letGo();
      }
    }
  }

  power(): VehiclePower | undefined {
    return this.source.power();
  }
}

function marked(reading: TakenReading): TakenReading {
  const sensors = [...reading.sensors, MARK];
  return isUndated(reading) ? { ...reading, sensors } : { ...reading, sensors };
}
