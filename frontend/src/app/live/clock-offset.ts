/** How fast an estimate that is too high comes down again, per frame. */
const DRIFT = 0.05;

/**
 * How far the server's clock is ahead of ours, as well as its frames let us know: each carries the
 * time of its sending. A frame can only arrive late, never early, so the largest difference seen
 * is the nearest to the truth; a smaller one pulls the estimate down slowly, for clocks that are
 * set while the page is open. All values in ms; `undefined` before the first frame.
 */
export function clockOffset(
  offsetMs: number | undefined,
  sentAtMs: number,
  receivedAtMs: number,
): number {
  const seenMs = sentAtMs - receivedAtMs;
  if (offsetMs === undefined || seenMs > offsetMs) return seenMs;
  return offsetMs + (seenMs - offsetMs) * DRIFT;
}
