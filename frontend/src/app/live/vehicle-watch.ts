import { inject, Service, type Signal, signal } from '@angular/core';
import type {
  Ack,
  DeviceAspect,
  LiveReading,
  VehicleDeviceFrame,
  VehicleReadingsFrame,
} from './frames';
import { LiveConnection } from './live-connection';
import { addReadings } from './reading-ring';

/** Readings that a watch remembers: ten minutes at one a second. */
export const REMEMBERED_READINGS = 600;

/** How often each aspect of a device changed since the watch began. */
export type DeviceChanges = Readonly<Record<DeviceAspect, number>>;

export const NO_CHANGES: DeviceChanges = {
  device: 0,
  status: 0,
  'trouble-codes': 0,
  commands: 0,
};

/** One vehicle's readings as they arrive. */
export interface VehicleWatch {
  /** The newest reading; `null` while nothing is known. */
  readonly latest: Signal<LiveReading | null>;
  /** What came since the watch began, oldest first, at most `REMEMBERED_READINGS`. */
  readonly readings: Signal<readonly LiveReading[]>;
  /** What of its device can be fetched anew; stays at nothing for whom it does not concern. */
  readonly deviceChanges: Signal<DeviceChanges>;
  /** The server's refusal (`VEHICLE.NOT_FOUND`), or `null`. */
  readonly refusal: Signal<string | null>;
  /** Ends the watch. */
  stop(): void;
}

interface Watched {
  readonly latest: ReturnType<typeof signal<LiveReading | null>>;
  readonly readings: ReturnType<typeof signal<readonly LiveReading[]>>;
  readonly deviceChanges: ReturnType<typeof signal<DeviceChanges>>;
  readonly refusal: ReturnType<typeof signal<string | null>>;
  release: () => void;
  watchers: number;
}

/** Watches single vehicles with every reading. The server allows eight vehicles at a time. */
@Service()
export class VehicleWatches {
  private readonly connection = inject(LiveConnection);
  private readonly watched = new Map<string, Watched>();

  constructor() {
    this.connection.on('vehicle:readings', ({ vehicleId, readings }: VehicleReadingsFrame) => {
      const watched = this.watched.get(vehicleId);
      if (watched !== undefined) this.take(watched, readings);
    });
    this.connection.on('vehicle:device', ({ vehicleId, what }: VehicleDeviceFrame) => {
      this.watched
        .get(vehicleId)
        ?.deviceChanges.update((changes) => ({ ...changes, [what]: changes[what] + 1 }));
    });
  }

  /** Starts watching; two watches of one vehicle share what arrives. The caller stops what it starts. */
  watch(vehicleId: string): VehicleWatch {
    const watched = this.watched.get(vehicleId) ?? this.begin(vehicleId);
    watched.watchers++;
    let stopped = false;
    return {
      latest: watched.latest.asReadonly(),
      readings: watched.readings.asReadonly(),
      deviceChanges: watched.deviceChanges.asReadonly(),
      refusal: watched.refusal.asReadonly(),
      stop: () => {
        if (stopped) return;
        stopped = true;
        if (--watched.watchers === 0) this.end(vehicleId, watched);
      },
    };
  }

  private begin(vehicleId: string): Watched {
    const watched: Watched = {
      latest: signal<LiveReading | null>(null),
      readings: signal<readonly LiveReading[]>([]),
      deviceChanges: signal(NO_CHANGES),
      refusal: signal<string | null>(null),
      release: () => undefined,
      watchers: 0,
    };
    this.watched.set(vehicleId, watched);
    watched.release = this.connection.keep({
      event: 'vehicle:watch',
      payload: { vehicleId },
      onAck: (answer) => this.acknowledge(watched, answer),
    });
    return watched;
  }

  private end(vehicleId: string, watched: Watched): void {
    watched.release();
    this.watched.delete(vehicleId);
    this.connection.tell('vehicle:unwatch', { vehicleId });
  }

  private acknowledge(watched: Watched, answer: Ack<{ latest?: LiveReading | null }>): void {
    watched.refusal.set(answer.ok ? null : answer.code);
    if (!answer.ok || !answer.latest) return;
    const known = watched.latest();
    if (known === null || known.time < answer.latest.time) watched.latest.set(answer.latest);
  }

  private take(watched: Watched, readings: readonly LiveReading[]): void {
    watched.readings.update((known) => addReadings(known, readings, REMEMBERED_READINGS));
    const newest = watched.readings().at(-1);
    const known = watched.latest();
    if (newest && (known === null || known.time < newest.time)) watched.latest.set(newest);
  }
}
