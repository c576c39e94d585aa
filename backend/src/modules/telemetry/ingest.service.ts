import type { AgentStatusDto } from '@naif/wire';
import { Inject, Injectable } from '@nestjs/common';
import type { ClockReport, VehicleRef } from '../../events/live-event.js';
import { Metrics } from '../../observability/metrics.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import {
  LAST_KNOWN,
  advanceState,
  type LastKnown,
  type LastKnownState,
} from '../../ports/last-known.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import type { Reading } from '../../ports/reading.js';
import {
  TELEMETRY_STORE,
  type AppendOutcome,
  type TelemetryStore,
  type VehicleReadings,
} from '../../ports/telemetry-store.js';
import { GroupCommit } from './group-commit.js';
import { isPlausibleTime, runSteps } from './ingest-steps.js';
import { lastKnownChange, type PowerReport } from './last-known-change.js';
import { TroubleCodeReports, type TroubleCodeReport } from './trouble-code-reports.js';

/** The sound part of one upload, in the domain's form. */
export interface Upload {
  readonly vehicle: VehicleRef;
  readonly readings: readonly Reading[];
  /** How sure the vehicle is of its time, where it said so. */
  readonly clock?: ClockReport;
  readonly status?: StatusReport;
  readonly troubleCodes: readonly TroubleCodeReport[];
}

/** What the agent says of itself, and when that was by its own clock. */
export interface StatusReport {
  readonly timeMs: number;
  readonly status: AgentStatusDto;
}

/** Readings in one statement: enough to make the commit's cost small, few enough to stay under 100 ms. */
const READINGS_PER_STATEMENT = 2_500;
/** Readings that may wait for a statement: about a second of what two cores store. */
const READINGS_WAITING = 50_000;

/** Takes in what vehicles send: flags it, makes it durable, moves the last-known state, and only then tells. */
@Injectable()
export class IngestService {
  private readonly appends: GroupCommit<VehicleReadings, AppendOutcome>;
  private readonly advances: GroupCommit<LastKnownState, undefined>;

  constructor(
    @Inject(TELEMETRY_STORE) private readonly store: TelemetryStore,
    @Inject(LAST_KNOWN) private readonly lastKnown: LastKnown,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly troubleCodes: TroubleCodeReports,
    private readonly metrics: Metrics,
  ) {
    this.appends = new GroupCommit((batches) => this.append(batches), {
      inFlight: 3,
      perWrite: READINGS_PER_STATEMENT,
      waiting: READINGS_WAITING,
      weigh: ({ readings }) => readings.length,
    });
    this.advances = new GroupCommit((changes) => this.advance(changes), {
      inFlight: 2,
      perWrite: READINGS_PER_STATEMENT,
      waiting: READINGS_WAITING,
      weigh: () => 1,
    });
  }

  /**
   * Stores an upload's readings and trouble codes. When it resolves, each of them is durable, new or not.
   *
   * @throws StoreUnavailableError, IngestOverloadedError: nothing may be acknowledged
   */
  async accept(upload: Upload): Promise<Omit<AppendOutcome, 'newTimesMs'>> {
    const { vehicle, readings, clock, status, troubleCodes } = upload;
    const nowMs = this.clock.now();
    const flagged = runSteps(readings, { nowMs, clockUntrusted: clock?.source === 'none' });
    const outcome =
      flagged.length > 0
        ? await this.appends.submit({ series: vehicle.series, readings: flagged })
        : { stored: 0, duplicates: 0, newTimesMs: [] };
    // Of all readings, not of the new ones: the attempt before may have died right here.
    const change = lastKnownChange(vehicle.series, flagged, powerOf(status, nowMs));
    if (change) await this.advances.submit(change);
    if (troubleCodes.length > 0) await this.troubleCodes.store(vehicle.id, troubleCodes);
    this.tell(upload, newReadings(flagged, outcome), nowMs);
    return outcome;
  }

  private tell(
    { vehicle, status: report, clock }: Upload,
    readings: readonly Reading[],
    nowMs: number,
  ): void {
    if (readings.length > 0) this.bus.publish({ kind: 'readings-stored', vehicle, readings });
    if (!report) return;
    this.bus.publish({
      kind: 'status-reported',
      vehicle,
      timeMs: statusMs(report, nowMs),
      status: report.status,
      ...(clock && { clock }),
    });
  }

  private async append(batches: readonly VehicleReadings[]): Promise<readonly AppendOutcome[]> {
    const done = this.metrics.store.startTimer({ operation: 'append' });
    try {
      return await this.store.append(batches);
    } finally {
      done();
    }
  }

  private async advance(changes: readonly LastKnownState[]): Promise<readonly undefined[]> {
    const bySeries = new Map<number, LastKnownState>();
    for (const change of changes) {
      bySeries.set(change.series, advanceState(bySeries.get(change.series), change));
    }
    const done = this.metrics.store.startTimer({ operation: 'advance' });
    try {
      await this.lastKnown.advance([...bySeries.values()]);
      return changes.map(() => undefined);
    } finally {
      done();
    }
  }
}

/** When the status was true: one that claims a time out of this world was still true when it arrived. */
function statusMs({ timeMs }: StatusReport, nowMs: number): number {
  return isPlausibleTime(timeMs, nowMs) ? timeMs : nowMs;
}

function powerOf(report: StatusReport | undefined, nowMs: number): PowerReport | undefined {
  const power = report?.status.power;
  return report && power && { timeMs: statusMs(report, nowMs), power };
}

/** The readings that the store did not have, the first of each instant. */
function newReadings(readings: readonly Reading[], outcome: AppendOutcome): readonly Reading[] {
  if (outcome.duplicates === 0) return readings;
  const left = new Set(outcome.newTimesMs);
  return readings.filter(({ timeMs }) => left.delete(timeMs));
}
