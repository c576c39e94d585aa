import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { EventLog } from '../../observability/event-log.js';
import { TELEMETRY_STORE, type TelemetryStore } from '../../ports/telemetry-store.js';

/** Sees to it that the store has room for the days to come, long before they begin. */
@Injectable()
export class TelemetryUpkeep implements OnApplicationBootstrap {
  constructor(
    @Inject(TELEMETRY_STORE) private readonly store: TelemetryStore,
    private readonly log: EventLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.prepare();
  }

  /** Every hour: what fails now is tried again long before it is needed. */
  @Cron('0 7 * * * *', { name: 'telemetry-upkeep' })
  async prepare(): Promise<void> {
    try {
      await this.store.prepare();
    } catch (error) {
      this.log.warn('telemetry.not-prepared', { error });
    }
  }
}
