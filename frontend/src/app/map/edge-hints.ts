import type { Place } from './basemap-data';
import type { Insets, View } from './view-canvas';

/** A hint at the edge of the view: that way lies a place. */
export interface EdgeHint {
  readonly place: Place;
  /** Where the arrow stands, CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** Direction of the arrow, radians, clockwise from east as the screen counts. */
  readonly angle: number;
  /** From the middle of the free part of the view, world units. */
  readonly distance: number;
}

const MARGIN = 16;
/** The map's buttons stand there. */
const BUTTONS = 56;
/** Hints point at least so far apart, radians (50°). */
const APART = (50 * Math.PI) / 180;

/** The nearest places, at most three, each in a direction of its own. */
export function edgeHints(
  places: readonly Place[],
  view: View,
  insets: Insets,
): readonly EdgeHint[] {
  const left = insets.left + MARGIN;
  const top = insets.top + MARGIN;
  const halfWidth = (view.width - insets.right - BUTTONS - MARGIN - left) / 2;
  const halfHeight = (view.height - insets.bottom - MARGIN - top) / 2;
  if (halfWidth < 60 || halfHeight < 60) return [];
  const middle = { x: left + halfWidth, y: top + halfHeight };
  const world = {
    x: (middle.x + view.left) / view.scale,
    y: (middle.y + view.top) / view.scale,
  };
  const hints: EdgeHint[] = [];
  const nearest = places
    .map((place) => ({ place, distance: Math.hypot(place.x - world.x, place.y - world.y) }))
    .sort((a, b) => a.distance - b.distance);
  for (const { place, distance } of nearest.slice(0, 12)) {
    const angle = Math.atan2(place.y - world.y, place.x - world.x);
    if (hints.some((hint) => turn(hint.angle, angle) < APART)) continue;
    const reach = Math.min(
      halfWidth / Math.max(Math.abs(Math.cos(angle)), 1e-6),
      halfHeight / Math.max(Math.abs(Math.sin(angle)), 1e-6),
    );
    hints.push({
      place,
      x: middle.x + Math.cos(angle) * reach,
      y: middle.y + Math.sin(angle) * reach,
      angle,
      distance,
    });
    if (hints.length === 3) break;
  }
  return hints;
}

function turn(a: number, b: number): number {
  const difference = Math.abs(a - b) % (2 * Math.PI);
  return Math.min(difference, 2 * Math.PI - difference);
}
