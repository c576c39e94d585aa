import { Inject, Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type Day, parisDay } from '../../calendar/paris-day.js';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';

/**
 * Tells pages that are open when handovers begin or end because a day does. Requests see it by themselves: who sees what
 * is asked anew at least twice a minute.
 */
@Injectable()
export class HandoverUpkeep {
  private day: Day;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly log: EventLog,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.day = parisDay(clock.now());
  }

  /** Every hour, just after it has begun: the first one of a day in France is among them. */
  @Cron('1 0 * * * *', { name: 'handover-upkeep' })
  async tick(): Promise<void> {
    const { day: before } = this;
    const today = parisDay(this.clock.now());
    if (today === before) return;
    try {
      const turned = await this.dataSource.query<unknown[]>(
        `SELECT FROM handovers
         WHERE (from_day > $1::date AND from_day <= $2::date) OR (until_day >= $1::date AND until_day < $2::date)
         LIMIT 1`,
        [before, today],
      );
      this.day = today;
      if (turned.length > 0) this.bus.publish({ kind: 'portfolios-changed' });
    } catch (error) {
      this.log.warn('handovers.not-kept-up', { error });
    }
  }
}
