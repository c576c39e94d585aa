import type { VinCheckDto } from '@naif/wire';
import { GpsReceiver } from './gps/gps-receiver.js';
import type { SensorHealth } from './health/agent-health.js';
import { Obd2Adapter } from './obd/obd2-adapter.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import type { Outbox } from './ports/outbox.js';
import type { SensorSource } from './ports/reading-source.js';
import type { SerialPorts } from './ports/serial-port.js';
import type { LineStatus, LineUser } from './serial/line.js';
import { LineKeeper } from './serial/line-keeper.js';

/** Where a device is looked for. */
export interface DevicePlaces {
  /** Device files in the order of preference; none: the vehicle has no such device. */
  readonly candidates: readonly string[];
  readonly baudRates: readonly number[];
}

/** What the sensors of a vehicle are made of. */
export interface VehicleSensorsParts {
  readonly ports: SerialPorts;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes the trouble codes that the car tells. */
  readonly outbox: Pick<Outbox, 'appendTroubleCodes'>;
}

/** Which sensors a vehicle has. */
export interface VehicleSensorsOptions {
  readonly gps: DevicePlaces;
  readonly obd: DevicePlaces;
  /** By what the enrolled car is known. */
  readonly vinCheck?: VinCheckDto;
}

/** How the lines do; that of a device that the vehicle does not have is missing. */
export interface LineStatuses {
  readonly gps?: LineStatus;
  readonly obd?: LineStatus;
}

/** A vehicle's sensors, each driver on a line that is kept open for it. The one page that says which driver has which line. */
export class VehicleSensors {
  /** For the sampling loop. */
  readonly sources: readonly SensorSource[];
  /** For the agent's status. */
  readonly health: SensorHealth;
  private readonly gps: LineKeeper | undefined;
  private readonly obd: LineKeeper | undefined;

  constructor(parts: VehicleSensorsParts, options: VehicleSensorsOptions) {
    const { clock, log, outbox } = parts;
    const receiver = new GpsReceiver(clock, log);
    const adapter = new Obd2Adapter(clock, log, {
      ...(options.vinCheck ? { vinCheck: options.vinCheck } : {}),
      troubleCodesRead: ({ atMs, mil, stored, pending, permanent }) => {
        const codes = { mil, stored, pending, permanent };
        const moment = clock.isTrusted()
          ? { time: clock.now() - (clock.monotonic() - atMs) }
          : { boot: clock.boot, atMs };
        outbox.appendTroubleCodes(codes, moment);
      },
    });
    this.gps = keeper(parts, 'gps', options.gps, receiver);
    this.obd = keeper(parts, 'obd2', options.obd, adapter);
    this.sources = [...(this.gps ? [receiver] : []), ...(this.obd ? [adapter] : [])];
    this.health = this.healthOf(receiver, adapter);
  }

  /** Keeps the lines until `signal` aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.gps?.run(signal), this.obd?.run(signal)]);
  }

  lines(): LineStatuses {
    return {
      ...(this.gps ? { gps: this.gps.status() } : {}),
      ...(this.obd ? { obd: this.obd.status() } : {}),
    };
  }

  private healthOf(receiver: GpsReceiver, adapter: Obd2Adapter): SensorHealth {
    return {
      ...(this.gps
        ? {
            gps: (atMs: number) => receiver.state(atMs),
            firmwareVersion: () => receiver.firmwareVersion(),
          }
        : {}),
      ...(this.obd
        ? {
            obd: (atMs: number) => adapter.state(atMs),
            batteryVolts: () => adapter.batteryVolts(),
            vinMatches: () => adapter.vinMatches(),
          }
        : {}),
      reopened: () => (this.gps?.status().reopened ?? 0) + (this.obd?.status().reopened ?? 0),
    };
  }
}

function keeper(
  { ports, clock, log }: VehicleSensorsParts,
  name: 'gps' | 'obd2',
  places: DevicePlaces,
  user: LineUser,
): LineKeeper | undefined {
  if (places.candidates.length === 0) return undefined;
  return new LineKeeper(ports, clock, log, user, { name, ...places });
}
