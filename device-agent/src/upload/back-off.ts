/** How waits between failed attempts grow. */
export interface BackOff {
  /** Longest first wait, ms. */
  readonly baseMs: number;
  /** Longest wait ever, ms. */
  readonly capMs: number;
}

/** Beyond this many doublings every cap is reached, and the power stays a safe number. */
const MOST_DOUBLINGS = 30;

/**
 * Exponential back-off with full jitter: anywhere between nothing and the doubled bound, so that a fleet that
 * lost its server together does not come back together (Brooker, "Exponential Backoff And Jitter", AWS 2015).
 * `failures` ≥ 1 in a row, `random` in [0, 1); gives ms.
 */
export function backOffMs(failures: number, random: number, { baseMs, capMs }: BackOff): number {
  const bound = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS));
  return Math.round(bound * random);
}
