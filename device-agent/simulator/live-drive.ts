import type { VinCheckDto } from '@naif/wire';
import type { SensorHealth } from '../src/health/agent-health.js';
import type { Log } from '../src/ports/log.js';
import type { Outbox } from '../src/ports/outbox.js';
import type { ReadingSource } from '../src/ports/reading-source.js';
import { SamplingLoop } from '../src/sampling/sampling-loop.js';
import { VehicleSensors } from '../src/vehicle-sensors.js';
import type { Car } from './car.js';
import type { SimulatedClock } from './simulated-clock.js';
import { SIMULATED_PLACES, simulatedPorts } from './simulated-ports.js';
import { SimulatedSource } from './simulated-source.js';

/** What a simulated vehicle drives with. */
export interface LiveDriveParts {
  readonly car: Car;
  readonly clock: SimulatedClock;
  readonly log: Log;
  readonly outbox: Outbox;
  /** Who it is: what its devices are like depends on it. */
  readonly name: string;
  readonly intervalMs: number;
  readonly vinCheck?: VinCheckDto;
}

/** A vehicle's real drivers on the lines of simulated devices, in simulated time: bytes come in, readings go out. */
export class LiveDrive {
  readonly source: ReadingSource;
  /** For the agent's status, whose own clock is not the drive's. */
  readonly health: SensorHealth;
  private readonly sensors: VehicleSensors;

  constructor({ car, clock, log, outbox, name, intervalMs, vinCheck }: LiveDriveParts) {
    this.sensors = new VehicleSensors(
      { ports: simulatedPorts(car, clock, name), clock, log, outbox },
      { ...SIMULATED_PLACES, ...(vinCheck ? { vinCheck } : {}) },
    );
    const afterMs = outbox.last()?.time;
    const loop = new SamplingLoop(this.sensors.sources, clock, {
      intervalMs,
      ...(afterMs === undefined ? {} : { afterMs }),
    });
    this.source = new SimulatedSource(loop, clock);
    const { health } = this.sensors;
    this.health = {
      ...health,
      gps: () => health.gps?.(clock.monotonic()),
      obd: () => health.obd?.(clock.monotonic()),
    };
  }

  /** Keeps the devices' lines until `signal` aborts. Never rejects. */
  run(signal: AbortSignal): Promise<void> {
    return this.sensors.run(signal);
  }
}
