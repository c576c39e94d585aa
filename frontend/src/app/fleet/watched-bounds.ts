import type { Bounds } from '../live/frames';

/** So many vehicles are watched wherever they are; of a larger fleet only what the map shows. */
export const WATCH_ALL_UP_TO = 500;
/** Share of the view that is watched beyond each of its edges, so that small moves ask nothing. */
const MARGIN = 0.25;
/** A watch of more than so many times the view's width is wasteful and is made anew. */
const WASTEFUL = 4;

/**
 * What to watch for a view: `null` is everywhere, `undefined` leaves the watch as it is. Latitudes and
 * longitudes in degrees.
 */
export function boundsToWatch(
  view: Bounds,
  watched: Bounds | null | undefined,
  fleetSize: number,
): Bounds | null | undefined {
  if (fleetSize <= WATCH_ALL_UP_TO) return watched === null ? undefined : null;
  const [west, south, east, north] = view;
  if (watched) {
    const inside =
      west >= watched[0] && south >= watched[1] && east <= watched[2] && north <= watched[3];
    if (inside && watched[2] - watched[0] <= (east - west) * WASTEFUL) return undefined;
  }
  const [dx, dy] = [(east - west) * MARGIN, (north - south) * MARGIN];
  return [
    Math.max(-180, west - dx),
    Math.max(-90, south - dy),
    Math.min(180, east + dx),
    Math.min(90, north + dy),
  ];
}
