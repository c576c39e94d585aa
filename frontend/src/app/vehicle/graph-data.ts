/** Longer without a reading, the lines break: what lies between is not known. Also the map's measure. */
export const GAP_MS = 120_000;

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
export function graphData(readings: readonly Plotted[]): GraphData {
  const times: number[] = [];
  const speedKmh: (number | null)[] = [];
  const rpm: (number | null)[] = [];
  const indexOf: (number | null)[] = [];
  const rowOf: number[] = [];
  let lastMs: number | undefined;
  readings.forEach((reading, index) => {
    const timeMs = Date.parse(reading.time);
    if (lastMs !== undefined && timeMs - lastMs > GAP_MS) {
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
