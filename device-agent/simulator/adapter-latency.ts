/**
 * How long the adapter of `recordings/elm327-session.txt` takes for a reply, ms, at each twentieth of its 1030 replies:
 * median 62, 95 % within 225, mean 80.
 */
export const LATENCY_QUANTILES_MS: readonly number[] = [
  37, 42, 44, 46, 47, 50, 53, 55, 57, 59, 62, 64, 68, 72, 79, 83, 88, 114, 140, 225, 333,
];

/** The latency (ms) that this share in [0, 1) of all replies stays below: on the straight line between the quantiles. */
export function latencyMs(share: number): number {
  const place = share * (LATENCY_QUANTILES_MS.length - 1);
  const index = Math.floor(place);
  const low = LATENCY_QUANTILES_MS[index] ?? 0;
  const high = LATENCY_QUANTILES_MS[index + 1] ?? low;
  return low + (high - low) * (place - index);
}
