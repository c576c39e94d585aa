import type { Box } from './basemap-data';

/** A flat path: x, y, x, y, … */
export type Path = ArrayLike<number>;

/**
 * A ring cut to the box (Sutherland and Hodgman, 1974), empty when nothing is left. A ring that
 * leaves the box runs along its edge: clip to a box larger than what is seen when it is stroked.
 * Deep in the map coordinates would otherwise exceed what a canvas can hold.
 */
export function clipRing(ring: Path, box: Box): number[] {
  let path: number[] = Array.from(ring);
  path = clipSide(path, 0, box.minX, 1);
  path = clipSide(path, 0, box.maxX, -1);
  path = clipSide(path, 1, box.minY, 1);
  return clipSide(path, 1, box.maxY, -1);
}

/** Keeps what is on one side of a line: `axis` 0 is x, 1 is y; `sign` 1 keeps what is greater. */
function clipSide(path: readonly number[], axis: 0 | 1, limit: number, sign: 1 | -1): number[] {
  const kept: number[] = [];
  const count = path.length;
  for (let i = 0; i < count; i += 2) {
    const [ax, ay] = [path[(i + count - 2) % count] ?? 0, path[(i + count - 1) % count] ?? 0];
    const [bx, by] = [path[i] ?? 0, path[i + 1] ?? 0];
    const [a, b] = axis === 0 ? [ax, bx] : [ay, by];
    const [aInside, bInside] = [(a - limit) * sign >= 0, (b - limit) * sign >= 0];
    if (aInside !== bInside) {
      const share = (limit - a) / (b - a);
      kept.push(
        axis === 0 ? limit : ax + (bx - ax) * share,
        axis === 1 ? limit : ay + (by - ay) * share,
      );
    }
    if (bInside) kept.push(bx, by);
  }
  return kept;
}

/** The parts of a line inside the box, in their order. */
export function clipLine(line: Path, box: Box): number[][] {
  const parts: number[][] = [];
  let part: number[] | undefined;
  for (let i = 2; i < line.length; i += 2) {
    const from = { x: line[i - 2] ?? 0, y: line[i - 1] ?? 0 };
    const to = { x: line[i] ?? 0, y: line[i + 1] ?? 0 };
    const share = sharesInside(from, to, box);
    if (share === undefined) {
      part = undefined;
      continue;
    }
    const [enter, leave] = share;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    if (part === undefined || enter > 0) {
      part = [from.x + dx * enter, from.y + dy * enter];
      parts.push(part);
    }
    part.push(from.x + dx * leave, from.y + dy * leave);
    if (leave < 1) part = undefined;
  }
  return parts;
}

/** Where a segment enters and leaves the box, as shares of its length (Liang and Barsky, 1984). */
function sharesInside(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  box: Box,
): [enter: number, leave: number] | undefined {
  let [enter, leave] = [0, 1];
  const sides: [direction: number, distance: number][] = [
    [from.x - to.x, from.x - box.minX],
    [to.x - from.x, box.maxX - from.x],
    [from.y - to.y, from.y - box.minY],
    [to.y - from.y, box.maxY - from.y],
  ];
  for (const [direction, distance] of sides) {
    if (direction === 0) {
      if (distance < 0) return undefined;
      continue;
    }
    const share = distance / direction;
    if (direction < 0) enter = Math.max(enter, share);
    else leave = Math.min(leave, share);
  }
  return enter <= leave ? [enter, leave] : undefined;
}
