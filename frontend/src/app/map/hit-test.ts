/** Something drawn that can be pointed at. */
export interface Target<T> {
  readonly item: T;
  /** CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * What is under the pointer: the nearest target within its radius and the tolerance; of two equally
 * near ones that which was drawn last and so lies on top.
 */
export function hitTest<T>(
  targets: readonly Target<T>[],
  x: number,
  y: number,
  tolerance: number,
): T | undefined {
  let hit: Target<T> | undefined;
  let hitDistance = Number.POSITIVE_INFINITY;
  for (const target of targets) {
    const distance = Math.hypot(target.x - x, target.y - y);
    if (distance > target.radius + tolerance || distance > hitDistance) continue;
    hit = target;
    hitDistance = distance;
  }
  return hit?.item;
}

/** The target after (or before) the one with this key, in reading order: for the keyboard. */
export function step<T>(
  targets: readonly Target<T>[],
  key: (item: T) => string,
  current: string | undefined,
  direction: 1 | -1,
): T | undefined {
  const ordered = [...targets].sort((a, b) => a.x - b.x || a.y - b.y);
  if (ordered.length === 0) return undefined;
  const index = ordered.findIndex(({ item }) => key(item) === current);
  const first = direction === 1 ? 0 : ordered.length - 1;
  const next = index === -1 ? first : (index + direction + ordered.length) % ordered.length;
  return ordered[next]?.item;
}
