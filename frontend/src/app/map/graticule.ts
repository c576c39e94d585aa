import type { Box } from './basemap-data';
import { toPosition, toWorld, WORLD_SIZE } from './mercator';

/** Steps of the grid in degrees: 1°, 30′, 10′, 5′, 2′, 1′, 30″, 10″, 5″, 2″. */
const STEPS = [1, 1 / 2, 1 / 6, 1 / 12, 1 / 30, 1 / 60, 1 / 120, 1 / 360, 1 / 720, 1 / 1800];
/** Lines are at least so far apart, in pixels. */
const MIN_SPACING = 110;

/** Meridians and parallels of the box as world x and y, spaced for the zoom. */
export function graticule(
  box: Box,
  zoom: number,
): { readonly vertical: readonly number[]; readonly horizontal: readonly number[] } {
  const pixelsPerDegree = (WORLD_SIZE * 2 ** zoom) / 360;
  const step = STEPS.findLast((degrees) => degrees * pixelsPerDegree >= MIN_SPACING) ?? 1;
  const northWest = toPosition({ x: box.minX, y: box.minY });
  const southEast = toPosition({ x: box.maxX, y: box.maxY });
  return {
    vertical: multiples(northWest.longitude, southEast.longitude, step).map(
      (longitude) => toWorld(0, longitude).x,
    ),
    horizontal: multiples(southEast.latitude, northWest.latitude, step).map(
      (latitude) => toWorld(latitude, 0).y,
    ),
  };
}

function multiples(from: number, to: number, step: number): number[] {
  const [first, last] = [Math.ceil(from / step), Math.floor(to / step)];
  // A box wider than a few screens would be a mistake; it must not hang the page.
  const count = Math.min(Math.max(0, last - first + 1), 400);
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}
