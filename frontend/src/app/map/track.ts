import { toWorld, type WorldPoint } from './mercator';

/** A point of a track, as `GET /api/vehicles/{id}/track` gives it. */
export interface TrackPoint {
  /** ISO 8601. */
  readonly time: string;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly speedKmh?: number | undefined;
}

/** A stretch without a break; `index` is the point's place in the list that came in. */
export type Stretch = readonly TrackVertex[];
export interface TrackVertex extends WorldPoint {
  readonly index: number;
  readonly speedKmh: number | undefined;
}

/** Longer without a position, the way between is not known: the line breaks. */
export const GAP_MS = 120_000;

/** Upper ends of the speed bands in km/h: town, road, motorway. Above the last one is the sixth. */
export const SPEED_BANDS_KMH = [10, 30, 50, 80, 110] as const;

/** Which band (0 to 5) a speed is in; `undefined` stays so. */
export function speedBand(speedKmh: number | undefined): number | undefined {
  if (speedKmh === undefined) return undefined;
  const band = SPEED_BANDS_KMH.findIndex((upper) => speedKmh < upper);
  return band === -1 ? SPEED_BANDS_KMH.length : band;
}

/** The track's stretches in world coordinates. Points without a position are left out. */
export function stretches(points: readonly TrackPoint[], gapMs = GAP_MS): readonly Stretch[] {
  const result: TrackVertex[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  points.forEach((point, index) => {
    if (point.latitude === undefined || point.longitude === undefined) return;
    const timeMs = Date.parse(point.time);
    const vertex = { ...toWorld(point.latitude, point.longitude), index, speedKmh: point.speedKmh };
    if (timeMs - lastMs > gapMs) result.push([vertex]);
    else result.at(-1)?.push(vertex);
    lastMs = timeMs;
  });
  return result;
}

/** The vertex nearest to a world point, if one is within the distance (world units). */
export function nearestVertex(
  track: readonly Stretch[],
  { x, y }: WorldPoint,
  within: number,
): TrackVertex | undefined {
  let nearest: TrackVertex | undefined;
  let nearestSquared = within * within;
  for (const stretch of track) {
    for (const vertex of stretch) {
      const squared = (vertex.x - x) ** 2 + (vertex.y - y) ** 2;
      if (squared > nearestSquared) continue;
      nearestSquared = squared;
      nearest = vertex;
    }
  }
  return nearest;
}
