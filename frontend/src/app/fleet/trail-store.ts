import { HttpClient } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { TrackDto } from '../api/models/track-dto';
import { toWorld } from '../map/mercator';
import { extendTrail, type TrailPoint } from '../map/trail';
import type { PlacedEntry } from './fleet-entry';

/** The selected vehicle's trail reaches so far back. */
const LENGTH_MS = 10 * 60_000;
/** More points than pixels would show nothing more. */
const MAX_POINTS = 300;

/** Where the selected vehicle was during the last ten minutes: read once, then grown live. */
@Service()
export class TrailStore {
  private readonly http = inject(HttpClient);
  private readonly points = signal<readonly TrailPoint[]>([]);
  private vehicleId: string | null = null;

  /** The oldest point first. */
  readonly trail = this.points.asReadonly();

  /** Begins the trail of another vehicle; `null`: none. `nowMs` by the server's clock. */
  async follow(vehicleId: string | null, nowMs: number): Promise<void> {
    if (vehicleId === this.vehicleId) return;
    this.vehicleId = vehicleId;
    this.points.set([]);
    if (vehicleId === null) return;
    const past = await this.read(vehicleId, nowMs);
    if (vehicleId !== this.vehicleId) return;
    // What came live meanwhile goes on where the past ends.
    this.points.update((live) =>
      live.reduce((trail, point) => extendTrail(trail, point, LENGTH_MS), past),
    );
  }

  /** Adds where the vehicle is now. */
  extend(entry: PlacedEntry): void {
    if (entry.id !== this.vehicleId || entry.positionTimeMs === undefined) return;
    const point = { ...toWorld(entry.latitude, entry.longitude), timeMs: entry.positionTimeMs };
    this.points.update((trail) => extendTrail(trail, point, LENGTH_MS));
  }

  private async read(vehicleId: string, nowMs: number): Promise<readonly TrailPoint[]> {
    const params = {
      from: new Date(nowMs - LENGTH_MS).toISOString(),
      to: new Date(nowMs).toISOString(),
      maxPoints: MAX_POINTS,
    };
    try {
      const url = `/api/vehicles/${vehicleId}/track`;
      const { points } = await firstValueFrom(this.http.get<TrackDto>(url, { params }));
      return points.flatMap(({ time, latitude, longitude }) =>
        latitude === undefined || longitude === undefined
          ? []
          : [{ ...toWorld(latitude, longitude), timeMs: Date.parse(time) }],
      );
    } catch {
      // Without its past the trail begins now.
      return [];
    }
  }
}
