import { computed, inject, Service, type Signal, signal, untracked } from '@angular/core';
import { Now } from '../ui/now';
import { clockOffset } from './clock-offset';
import type {
  Bounds,
  FleetChangesFrame,
  FleetCounts,
  FleetSnapshotFrame,
  LiveVehicle,
} from './frames';
import { applyChanges, EMPTY_FLEET, type Fleet, fromSnapshot } from './fleet-frames';
import { LiveConnection } from './live-connection';

/**
 * The fleet as the live socket tells it: what is inside the watched bounds, and the counts of the
 * whole fleet. One signal is written per frame, whatever the number of vehicles; pages compute from it.
 */
@Service()
export class FleetStore {
  private readonly connection = inject(LiveConnection);
  private readonly now = inject(Now);
  private readonly current = signal<Fleet>(EMPTY_FLEET);
  private readonly counted = signal<FleetCounts | null>(null);
  private readonly watched = signal(false);
  private stop: (() => void) | undefined;
  private aheadMs: number | undefined;

  /** Vehicles inside the watched bounds, by id, as of the newest frame. */
  readonly fleet: Signal<Fleet> = this.current.asReadonly();
  /** Vehicles by state in the whole fleet; `null` until the server told. */
  readonly counts: Signal<FleetCounts | null> = this.counted.asReadonly();
  /** The first snapshot has come. */
  readonly loaded = computed(() => this.current().at > 0);
  /** What is shown is being kept up to date. */
  readonly live = computed(() => this.watched() && this.connection.state() === 'live');

  constructor() {
    this.connection.on<FleetSnapshotFrame>('fleet:snapshot', (frame) => {
      this.hear(frame.at);
      this.current.set(fromSnapshot(frame));
    });
    this.connection.on<FleetChangesFrame>('fleet:changes', (frame) => {
      this.hear(frame.at);
      this.current.update((fleet) => applyChanges(fleet, frame));
    });
    this.connection.on<FleetCounts>('fleet:counts', (counts) => this.counted.set(counts));
  }

  /** Watches what is inside the bounds (`null`: everywhere) instead of what was watched before. */
  watch(bounds: Bounds | null): void {
    this.stop?.();
    this.stop = this.connection.keep({ event: 'fleet:watch', payload: { bounds } });
    this.watched.set(true);
  }

  /** Ends the watch. What is known stays, so that coming back shows it at once. */
  unwatch(): void {
    if (!untracked(this.watched)) return;
    this.stop?.();
    this.stop = undefined;
    this.watched.set(false);
    this.connection.tell('fleet:unwatch', {});
  }

  /** The vehicle as of the newest frame; follows it when read in a reactive context. */
  vehicle(id: string): LiveVehicle | undefined {
    return this.current().vehicles.get(id);
  }

  private hear(sentAtMs: number): void {
    this.aheadMs = clockOffset(this.aheadMs, sentAtMs, Date.now());
    this.now.setAhead(this.aheadMs);
  }
}
