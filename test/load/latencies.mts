/** How long things took, ms. */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Collects durations and tells their percentiles (nearest rank). */
export class Latencies {
  private readonly values: number[] = [];

  add(ms: number): void {
    this.values.push(ms);
  }

  summary(): LatencySummary {
    const sorted = Float64Array.from(this.values).sort();
    const rank = (share: number): number =>
      round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
    return { count: sorted.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
  }
}

/** The one in the middle; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (low + (sorted[Math.floor(middle)] ?? low)) / 2;
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
