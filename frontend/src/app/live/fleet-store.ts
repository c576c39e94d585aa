import { computed, effect, inject, Service, type Signal, signal, untracked } from '@angular/core';
import { SessionStore } from '../session/session-store';
import { Now } from '../ui/now';
import { clockOffset } from './clock-offset';
import type {
  Bounds,
  FleetChangesFrame,
  FleetCounts,
  FleetRow,
  FleetSnapshotFrame,
  LiveVehicle,
} from './frames';
import { applyChanges, EMPTY_FLEET, type Fleet, fromSnapshot } from './fleet-frames';
import { LiveConnection } from './live-connection';

/** Up to so many vehicles each frame of changes is shown at once. */
const AT_ONCE_UP_TO = 500;
/** Of more vehicles, changes are collected for so long: computing everything costs more than it shows. */
const TOGETHER_MS = 400;

/**
 * The fleet as the live socket tells it: what is inside the watched bounds, and the counts of the
 * whole fleet. One signal is written per frame or few frames, whatever the number of vehicles; pages compute from it.
 */
@Service()
export class FleetStore {
  private readonly connection = inject(LiveConnection);
  private readonly session = inject(SessionStore);
  private readonly now = inject(Now);
  private readonly current = signal<Fleet>(EMPTY_FLEET);
  private readonly counted = signal<FleetCounts | null>(null);
  private readonly watched = signal(false);
  private stop: (() => void) | undefined;
  private aheadMs: number | undefined;
  private pending: FleetRow[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Vehicles inside the watched bounds, by id, as of the newest frame. */
  readonly fleet: Signal<Fleet> = this.current.asReadonly();
  /** Vehicles by state in the whole fleet; `null` until the server told. */
  readonly counts: Signal<FleetCounts | null> = this.counted.asReadonly();
  /** The first snapshot has come. */
  readonly loaded = computed(() => this.current().at > 0);
  /** What is shown is being kept up to date. */
  readonly live = computed(() => this.watched() && this.connection.state() === 'live');

  constructor() {
    this.connection.on('fleet:snapshot', (frame: FleetSnapshotFrame) => {
      this.hear(frame.at);
      this.pending = [];
      this.current.set(fromSnapshot(frame));
    });
    this.connection.on('fleet:changes', (frame: FleetChangesFrame) => {
      this.hear(frame.at);
      this.collect(frame);
    });
    this.connection.on('fleet:counts', (counts: FleetCounts) => this.counted.set(counts));
    // Another account must not see what this one saw.
    const accountId = computed(() => this.session.account()?.id);
    effect(() => {
      accountId();
      untracked(() => this.forget());
    });
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

  /** The server sends changes ten times a second; a small fleet shows them at once, a large one together. */
  private collect(frame: FleetChangesFrame): void {
    this.pending.push(...frame.rows);
    if (untracked(this.current).vehicles.size <= AT_ONCE_UP_TO) this.flush(frame.at);
    else this.timer ??= setTimeout(() => this.flush(frame.at), TOGETHER_MS);
  }

  private flush(at: number): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const rows = this.pending;
    this.pending = [];
    this.current.update((fleet) => applyChanges(fleet, { at, rows }));
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending = [];
    this.current.set(EMPTY_FLEET);
    this.counted.set(null);
  }

  private hear(sentAtMs: number): void {
    this.aheadMs = clockOffset(this.aheadMs, sentAtMs, Date.now());
    this.now.setAhead(this.aheadMs);
  }
}
