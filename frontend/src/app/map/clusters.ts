import type { WorldPoint } from './mercator';

/** Markers so near each other that they would cover one another. */
export interface Cluster<T> extends WorldPoint {
  readonly members: readonly T[];
}

/** What the map draws at one zoom: single markers and clusters. */
export interface Grouping<T> {
  readonly singles: readonly T[];
  readonly clusters: readonly Cluster<T>[];
}

/** So near (CSS pixels) two markers become a cluster: the nearer one looks, the more is shown singly. */
export function clusterRadius(zoom: number): number {
  if (zoom >= 18) return 0;
  if (zoom >= 16) return 10;
  if (zoom >= 14) return 16;
  return zoom >= 12 ? 30 : 50;
}

/**
 * Groups what is nearer than `radius` (world units): each item takes the neighbours that nobody has taken
 * yet, in the order of the list, by way of a grid: the time grows with the number of items only.
 * The same list gives the same groups. Items that `alone` names stay single.
 */
export function group<T extends WorldPoint>(
  items: readonly T[],
  radius: number,
  alone: (item: T) => boolean = () => false,
): Grouping<T> {
  if (radius <= 0) return { singles: items, clusters: [] };
  const cells = new Map<number, T[]>();
  for (const item of items) {
    if (alone(item)) continue;
    const key = cellKey(Math.floor(item.x / radius), Math.floor(item.y / radius));
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [item]);
    else cell.push(item);
  }
  const taken = new Set<T>();
  const singles: T[] = [];
  const clusters: Cluster<T>[] = [];
  for (const item of items) {
    if (taken.has(item)) continue;
    const members = alone(item) ? [item] : neighbours(item, cells, radius, taken);
    for (const member of members) taken.add(member);
    if (members.length < 2) singles.push(item);
    else clusters.push({ ...middle(members), members });
  }
  return { singles, clusters };
}

/** Free items within the radius, the item itself among them. */
function neighbours<T extends WorldPoint>(
  item: T,
  cells: ReadonlyMap<number, readonly T[]>,
  radius: number,
  taken: ReadonlySet<T>,
): T[] {
  const found: T[] = [];
  const [column, row] = [Math.floor(item.x / radius), Math.floor(item.y / radius)];
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      for (const other of cells.get(cellKey(column + dx, row + dy)) ?? []) {
        if (taken.has(other)) continue;
        const near = (other.x - item.x) ** 2 + (other.y - item.y) ** 2 <= radius * radius;
        if (near) found.push(other);
      }
    }
  }
  return found;
}

/** Columns and rows stay below 2^26 (zoom 18, 1 pixel), so that the key is a safe integer. */
function cellKey(column: number, row: number): number {
  return column * 2 ** 26 + row;
}

function middle(points: readonly WorldPoint[]): WorldPoint {
  let [x, y] = [0, 0];
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
