/** Six readings of the usual five seconds that did not come. */
const LEAST_GAP_MS = 30_000;

/**
 * How long, ms, readings may stay away before the lines break: what lies between is not known. A reduced
 * track (`bucketMs`: the width of a bucket) is sparser by itself.
 */
export function gapOf(bucketMs: number | undefined): number {
  return Math.max(LEAST_GAP_MS, 3 * (bucketMs ?? 0));
}

/** Columns for the graph. Row `i` shows reading `indexOf[i]`; rows that only break a line show none. */
export interface GraphData {
  /** Seconds since the epoch, as uPlot counts. */
  readonly times: readonly number[];
  readonly speedKmh: readonly (number | null)[];
  readonly rpm: readonly (number | null)[];
  readonly indexOf: readonly (number | null)[];
  /** The inverse of `indexOf`. */
  readonly rowOf: readonly number[];
}

interface Plotted {
  readonly time: string;
  readonly speedKmh?: number | undefined;
  readonly rpm?: number | undefined;
}

/** Lays readings out for the graph; a gap gets an empty row, so that no line is drawn across it. */
export function graphData(readings: readonly Plotted[], gapMs = LEAST_GAP_MS): GraphData {
  const times: number[] = [];
  const speedKmh: (number | null)[] = [];
  const rpm: (number | null)[] = [];
  const indexOf: (number | null)[] = [];
  const rowOf: number[] = [];
  let lastMs: number | undefined;
  readings.forEach((reading, index) => {
    const timeMs = Date.parse(reading.time);
    if (lastMs !== undefined && timeMs - lastMs > gapMs) {
      times.push((lastMs + timeMs) / 2000);
      speedKmh.push(null);
      rpm.push(null);
      indexOf.push(null);
    }
    rowOf.push(times.length);
    times.push(timeMs / 1000);
    speedKmh.push(reading.speedKmh ?? null);
    rpm.push(reading.rpm ?? null);
    indexOf.push(index);
    lastMs = timeMs;
  });
  return { times, speedKmh, rpm, indexOf, rowOf };
}
