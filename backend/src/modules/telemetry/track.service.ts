import { Inject, Injectable } from '@nestjs/common';
import { LAST_KNOWN, type LastKnown } from '../../ports/last-known.js';
import type { Reading } from '../../ports/reading.js';
import {
  TELEMETRY_STORE,
  type Period,
  type ReducedReadings,
  type TelemetryStore,
} from '../../ports/telemetry-store.js';
import { Metrics } from '../../observability/metrics.js';
import type { VehicleHistory } from '../vehicles/vehicles.public.js';
import { clippedTo } from './track-period.js';

/** How far back the newest reading of a time that is over is looked for, and in what steps, ms. */
const LOOK_BACK_MS = 31 * 86_400_000;
const LOOK_BACK_STEPS = 12;

/** A vehicle and when its history is the viewer's. */
type Seen = Pick<VehicleHistory, 'vehicle' | 'periods'>;

/** What a vehicle measured in the past. Who may see it was settled before. */
@Injectable()
export class TrackService {
  constructor(
    @Inject(TELEMETRY_STORE) private readonly store: TelemetryStore,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    private readonly metrics: Metrics,
  ) {}

  /**
   * The period's readings, reduced to at most `maxPoints` without losing peaks; to a client those of the time in
   * which the vehicle was theirs.
   */
  async track(history: Seen, period: Period, maxPoints: number): Promise<ReducedReadings> {
    const { series } = history.vehicle;
    const parts = clippedTo(period, history.periods);
    const done = this.metrics.store.startTimer({ operation: 'reduce' });
    try {
      const points = Math.max(2, Math.floor(maxPoints / Math.max(1, parts.length)));
      const reduced = await Promise.all(
        parts.map((part) => this.store.reduce(series, part, points)),
      );
      return joined(reduced);
    } finally {
      done();
    }
  }

  /**
   * The newest reading whose time can be believed, whole; to a client that of the time in which the vehicle was
   * theirs. `undefined`: there is none, or none in the last year of that time.
   */
  async latest({ vehicle, periods }: Seen): Promise<Reading | undefined> {
    const { series } = vehicle;
    const [state] = await this.lastKnown.of([series]);
    if (state?.timeMs === undefined) return undefined;
    const { timeMs } = state;
    const instant = { fromMs: timeMs, toMs: timeMs + 1 };
    if (clippedTo(instant, periods).length > 0) {
      return (await this.store.read(series, instant, 1))[0];
    }
    const upToNewest = clippedTo({ fromMs: -Infinity, toMs: timeMs }, periods);
    for (const period of upToNewest.toReversed()) {
      const reading = await this.lastIn(series, period);
      if (reading) return reading;
    }
    return undefined;
  }

  /** The last reading of a period that is over: reduced to two, its last one is among them. */
  private async lastIn(series: number, { fromMs, toMs }: Period): Promise<Reading | undefined> {
    for (let step = 0; step < LOOK_BACK_STEPS; step += 1) {
      const endMs = toMs - step * LOOK_BACK_MS;
      if (endMs <= fromMs) return undefined;
      const part = { fromMs: Math.max(fromMs, endMs - LOOK_BACK_MS), toMs: endMs };
      const { readings } = await this.store.reduce(series, part, 2);
      const last = readings.at(-1);
      if (last) return last;
    }
    return undefined;
  }
}

/** Reduced periods in their order as one. */
function joined(parts: readonly ReducedReadings[]): ReducedReadings {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const widths = parts.flatMap(({ bucketMs }) => (bucketMs === undefined ? [] : [bucketMs]));
  return {
    readings: parts.flatMap(({ readings }) => readings),
    total: parts.reduce((sum, { total }) => sum + total, 0),
    ...(widths.length > 0 && { bucketMs: Math.max(...widths) }),
  };
}
