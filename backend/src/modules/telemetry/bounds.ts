/** `[west, south, east, north]` in degrees; west may exceed east across the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Bounds out of what a client sent, or `undefined` when they are none: four finite numbers in range, south ≤ north. */
export function boundsOf(value: unknown): Bounds | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  if (!value.every((edge): edge is number => Number.isFinite(edge))) return undefined;
  const [west, south, east, north] = value as [number, number, number, number];
  const longitudesFit = Math.abs(west) <= 180 && Math.abs(east) <= 180;
  if (!longitudesFit || south < -90 || north > 90 || south > north) return undefined;
  return [west, south, east, north];
}

/** Whether a position lies inside the bounds, their edges included. */
export function isInside(bounds: Bounds, latitude: number, longitude: number): boolean {
  const [west, south, east, north] = bounds;
  if (latitude < south || latitude > north) return false;
  return west <= east
    ? longitude >= west && longitude <= east
    : longitude >= west || longitude <= east;
}
