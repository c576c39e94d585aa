import { Inject, Injectable } from '@nestjs/common';
import type { VehicleRef } from '../../events/live-event.js';
import { LAST_KNOWN, type LastKnown } from '../../ports/last-known.js';
import type { Reading } from '../../ports/reading.js';
import {
  TELEMETRY_STORE,
  type Period,
  type ReducedReadings,
  type TelemetryStore,
} from '../../ports/telemetry-store.js';
import { Metrics } from '../../observability/metrics.js';

/** What a vehicle measured in the past. Who may see it was settled before. */
@Injectable()
export class TrackService {
  constructor(
    @Inject(TELEMETRY_STORE) private readonly store: TelemetryStore,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    private readonly metrics: Metrics,
  ) {}

  /** The period's readings, reduced to at most `maxPoints` without losing peaks. */
  async track({ series }: VehicleRef, period: Period, maxPoints: number): Promise<ReducedReadings> {
    const done = this.metrics.store.startTimer({ operation: 'reduce' });
    try {
      return await this.store.reduce(series, period, maxPoints);
    } finally {
      done();
    }
  }

  /** The newest reading whose time can be believed, whole; `undefined`: there is none. */
  async latest({ series }: VehicleRef): Promise<Reading | undefined> {
    const [state] = await this.lastKnown.of([series]);
    if (state?.timeMs === undefined) return undefined;
    const instant = { fromMs: state.timeMs, toMs: state.timeMs + 1 };
    const [reading] = await this.store.read(series, instant, 1);
    return reading;
  }
}
