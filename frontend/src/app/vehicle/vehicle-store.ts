import { computed, effect, inject, resource, Service, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import { devicesRevoke } from '../api/fn/devices/devices-revoke';
import { enrolmentCodesCreate } from '../api/fn/devices/enrolment-codes-create';
import { trackTrack } from '../api/fn/telemetry/track-track';
import { vehiclesGet } from '../api/fn/vehicles/vehicles-get';
import type { EnrolmentCodeDto } from '../api/models/enrolment-code-dto';
import type { TrackDto } from '../api/models/track-dto';
import { LiveConnection } from '../live/live-connection';
import type { LiveReading } from '../live/frames';
import { MOVING_ABOVE_KMH, type StateFacts, vehicleState } from '../live/vehicle-state';
import {
  type DeviceChanges,
  NO_CHANGES,
  REMEMBERED_READINGS,
  type VehicleWatch,
  VehicleWatches,
} from '../live/vehicle-watch';
import { Now } from '../ui/now';
import { problemOf } from '../ui/problem';
import { kept } from '../ui/kept';
import { startOfDay, today } from './today';

/** Points of a day's track: two for each pixel of a wide screen. */
const MAX_POINTS = 4000;

/** One vehicle as its page shows it: what is on record, today's readings, and what arrives live. */
@Service({ autoProvided: false })
export class VehicleStore {
  private readonly api = inject(Api);
  private readonly watches = inject(VehicleWatches);
  private readonly connection = inject(LiveConnection);
  private readonly now = inject(Now);

  private readonly shownId = signal<string | null>(null);
  /** The vehicle that is shown. */
  readonly id = this.shownId.asReadonly();
  private readonly gaps = signal(0);
  /** How often the connection was down and is back: what was missed meanwhile has to be fetched. */
  readonly gapsMended = this.gaps.asReadonly();
  private readonly watch = signal<VehicleWatch | null>(null);
  private readonly dayStartMs = computed(() => startOfDay(this.now.ms()));

  private readonly record = resource({
    params: () => this.id() ?? undefined,
    loader: ({ params: id }) => this.api.invoke(vehiclesGet, { id }),
  });
  private readonly track = resource({
    params: () => {
      const id = this.id();
      return id === null ? undefined : { id, fromMs: this.dayStartMs() };
    },
    loader: ({ params }) => this.loadTrack(params.id, params.fromMs),
  });
  private readonly keptTrack = kept(this.track, this.id);

  /** The vehicle on record; `undefined` while it loads for the first time. */
  readonly vehicle = kept(this.record, this.id);
  /** Why the vehicle cannot be shown at all. */
  readonly problem = computed(() => {
    const error = this.record.error();
    return error === undefined || this.vehicle() !== undefined ? null : problemOf(error);
  });
  /** Why today's track cannot be shown. */
  readonly trackProblem = computed(() => {
    const error = this.track.error();
    return error === undefined || this.keptTrack() !== undefined ? null : problemOf(error);
  });
  /** Today's track has come, however long it is. */
  readonly trackLoaded = computed(() => this.keptTrack() !== undefined);
  /** Today's readings in order of time: those on record, then those that came live since. */
  readonly readings = computed(() =>
    today(this.keptTrack()?.points ?? [], this.watch()?.readings() ?? [], this.dayStartMs()),
  );
  /** Readings of today without the server's reduction. */
  readonly total = computed(() => {
    const { total, points } = this.keptTrack() ?? { total: 0, points: [] };
    return total - points.length + this.readings().length;
  });
  /** Width of a bucket when the server reduced the track, ms. */
  readonly bucketMs = computed(() => this.keptTrack()?.reduction.bucketMs);
  /** The newest reading that is known. */
  readonly latest = computed<LiveReading | null>(
    () => this.watch()?.latest() ?? this.readings().at(-1) ?? null,
  );

  /** What of its device can be fetched anew. */
  readonly deviceChanges = computed<DeviceChanges>(
    () => this.watch()?.deviceChanges() ?? NO_CHANGES,
  );

  private readonly facts = computed<StateFacts | null>(() => {
    const last = this.vehicle()?.last;
    const latest = this.latest();
    const lastMs = last ? Date.parse(last.time) : -Infinity;
    const latestMs = latest !== null && isTimeTrusted(latest) ? Date.parse(latest.time) : -Infinity;
    if (latest !== null && latestMs > lastMs) {
      // Newer readings of a parked car contradict it only when its wheels or engine turn, as on the server.
      const turns = (latest.speedKmh ?? 0) > MOVING_ABOVE_KMH || (latest.rpm ?? 0) > 0;
      const power = last?.power === 'parked' && !turns ? last.power : undefined;
      return { timeMs: latestMs, speedKmh: latest.speedKmh, power };
    }
    return last ? { timeMs: lastMs, speedKmh: last.speedKmh, power: last.power } : null;
  });
  /** When the vehicle was last heard of, ms since the epoch. */
  readonly heardMs = computed(() => this.facts()?.timeMs ?? null);
  readonly state = computed(() => vehicleState(this.facts(), this.now.ms()));

  constructor() {
    effect((onCleanup) => {
      const id = this.id();
      if (id === null) return;
      const watch = untracked(() => this.watches.watch(id));
      this.watch.set(watch);
      onCleanup(() => watch.stop());
    });
    this.catchUpAfterGaps();
    this.followDevice();
    this.askAgainWhenSilent();
    this.askAgainBeforeForgetting();
  }

  /** Shows another vehicle. */
  show(id: string): void {
    this.shownId.set(id);
  }

  /** Loads what is on record anew. */
  reload(): void {
    this.record.reload();
    this.track.reload();
  }

  /** Makes a one-time code with which a device attaches itself to the vehicle. */
  createCode(): Promise<EnrolmentCodeDto> {
    return this.api.invoke(enrolmentCodesCreate, { id: this.id() ?? '' });
  }

  /** Revokes the vehicle's device. */
  async revoke(deviceId: string): Promise<void> {
    await this.api.invoke(devicesRevoke, { id: deviceId });
    this.record.reload();
  }

  private loadTrack(id: string, fromMs: number): Promise<TrackDto> {
    return this.api.invoke(trackTrack, {
      id,
      from: new Date(fromMs).toISOString(),
      // Past midnight also on the day that has an hour more.
      to: new Date(fromMs + 26 * 3_600_000).toISOString(),
      maxPoints: MAX_POINTS,
    });
  }

  /** What was missed while the connection was down is on record: it is fetched when it is back. */
  private catchUpAfterGaps(): void {
    let wasLive = false;
    let missed = false;
    effect(() => {
      const live = this.connection.state() === 'live';
      if (live && missed) untracked(() => this.catchUp());
      missed = !live && (wasLive || missed);
      wasLive = live;
    });
  }

  private catchUp(): void {
    this.reload();
    this.gaps.update((gaps) => gaps + 1);
  }

  /** What is on record of the vehicle names its device, and what the device said of the vehicle's power. */
  private followDevice(): void {
    const changes = computed(() => this.deviceChanges().device + this.deviceChanges().status);
    effect(() => {
      if (changes() > 0) untracked(() => this.record.reload());
    });
  }

  /** A vehicle that falls silent may have said that it parks, which travels on no reading. */
  private askAgainWhenSilent(): void {
    const silent = computed(() => this.state() === 'stale');
    effect(() => {
      if (silent()) untracked(() => this.record.reload());
    });
  }

  /** A page that stays open outlives what the watch remembers: what came live is on record by then. */
  private askAgainBeforeForgetting(): void {
    const full = computed(() => {
      const live = this.watch()?.readings() ?? [];
      const newest = this.keptTrack()?.points.at(-1)?.time ?? '';
      const middle = live[REMEMBERED_READINGS / 2];
      return middle !== undefined && middle.time > newest;
    });
    effect(() => {
      if (full()) untracked(() => this.track.reload());
    });
  }
}

/** Readings from a clock that is far off are stored, but say nothing about now. */
function isTimeTrusted(reading: LiveReading): boolean {
  return !(reading.flags ?? []).some((flag) => flag === 'future' || flag === 'beforeDevices');
}
