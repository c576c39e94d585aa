/**
 * Web Mercator in "world" units: the whole world is a square of 256 × 256 at zoom 0, x to the east,
 * y to the south, as map tiles and Leaflet count. Screen pixels are world units × 2^zoom.
 */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

export const WORLD_SIZE = 256;
/** Web Mercator ends here: the world becomes a square. */
const MAX_LATITUDE = 85.0511287798;
/** Of the sphere that Web Mercator uses. */
const EARTH_CIRCUMFERENCE_METRES = 40_075_016.686;

/** Where a position (degrees) lies in the world square. */
export function toWorld(latitude: number, longitude: number): WorldPoint {
  const bounded = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return {
    x: (longitude / 360 + 0.5) * WORLD_SIZE,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD_SIZE,
  };
}

/** The position (degrees) at a point of the world square. */
export function toPosition({ x, y }: WorldPoint): { latitude: number; longitude: number } {
  const angle = Math.PI - (2 * Math.PI * y) / WORLD_SIZE;
  return {
    latitude: (180 / Math.PI) * Math.atan(Math.sinh(angle)),
    longitude: (x / WORLD_SIZE - 0.5) * 360,
  };
}

/** Metres on the ground that one world unit spans at that height of the square. */
export function metresPerWorldUnit(y: number): number {
  const { latitude } = toPosition({ x: 0, y });
  return (EARTH_CIRCUMFERENCE_METRES * Math.cos((latitude * Math.PI) / 180)) / WORLD_SIZE;
}
