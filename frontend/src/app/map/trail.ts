import type { WorldPoint } from './mercator';
import type { Palette } from './palette';
import { GAP_MS } from './track';
import type { View } from './view-canvas';

/** The trail fades towards its beginning in so many steps: a stroke for each. */
const STEPS = 8;

/** Draws the way that led to where the vehicle is drawn now. Where it is not known the line breaks. */
export function drawTrail(
  context: CanvasRenderingContext2D,
  view: View,
  trail: readonly TrailPoint[],
  head: WorldPoint,
  palette: Palette,
): void {
  const last = trail.at(-1);
  if (last === undefined) return;
  const points = [...trail, { ...head, timeMs: last.timeMs }];
  context.lineJoin = 'round';
  // Round ends of half-transparent parts would lie over each other.
  context.lineCap = 'butt';
  for (const [from, to, share] of fadingParts(points.length)) {
    context.beginPath();
    for (let i = from; i <= to; i++) {
      const point = points[i];
      if (point === undefined) continue;
      const [x, y] = [point.x * view.scale - view.left, point.y * view.scale - view.top];
      const before = i === from ? undefined : points[i - 1];
      // The first lineTo of a path only sets its beginning.
      if (before !== undefined && point.timeMs - before.timeMs > GAP_MS) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.globalAlpha = 0.15 + 0.65 * share;
    context.lineWidth = 2 + 2.5 * share;
    context.strokeStyle = palette.primary;
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Splits `count` points into runs that share their ends: [first, last, 0 (oldest) … 1 (newest)]. */
export function fadingParts(count: number): [from: number, to: number, share: number][] {
  const segments = count - 1;
  const parts = Math.min(STEPS, segments);
  return Array.from({ length: Math.max(0, parts) }, (_, part) => [
    Math.round((part * segments) / parts),
    Math.round(((part + 1) * segments) / parts),
    (part + 1) / parts,
  ]);
}

/** A point of the trail with its time, ms since the epoch. */
export interface TrailPoint extends WorldPoint {
  readonly timeMs: number;
}

/**
 * The trail with a newer point, without what is older than `lengthMs` before it. A point that is not
 * newer than the last one changes nothing.
 */
export function extendTrail(
  trail: readonly TrailPoint[],
  point: TrailPoint,
  lengthMs: number,
): readonly TrailPoint[] {
  const last = trail.at(-1);
  if (last !== undefined && point.timeMs <= last.timeMs) return trail;
  return [...trail.filter(({ timeMs }) => timeMs >= point.timeMs - lengthMs), point];
}
