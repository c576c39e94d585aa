import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type Day, parisDay } from '../../calendar/paris-day.js';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { ContractStatus } from './contract-lifecycle.js';
import { ContractReminders } from './contract-reminders.js';

/** Keys of requests that came so long ago are forgotten, ms: nobody sends one again after a week. */
const KEYS_KEPT_MS = 7 * 86_400_000;

/**
 * Moves contracts on as the days go by: what was decided for a day comes into force, what has come to its last day
 * expires, and reminders are written. Running it twice changes nothing. What covers a car never waits for it: that
 * is read from the versions.
 */
@Injectable()
export class ContractUpkeep implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reminders: ContractReminders,
    private readonly trail: AuditTrail,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.tick();
  }

  /** Every hour, just after it has begun: the first one of a day in France is among them. */
  @Cron('3 0 * * * *', { name: 'contract-upkeep' })
  async tick(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.log.warn('contracts.not-kept-up', { error });
    }
  }

  /** Brings all contracts to today. @returns how many moved, and how many reminders are new */
  async run(): Promise<{ moved: number; reminded: number }> {
    const at = new Date(this.clock.now());
    const day = parisDay(at.getTime());
    const moved = await this.dataSource.transaction((manager) => this.move(manager, day, at));
    const reminded = await this.reminders.remind(day, at);
    await this.dataSource.query('DELETE FROM contract_submissions WHERE created_at < $1', [
      new Date(at.getTime() - KEYS_KEPT_MS),
    ]);
    if (moved + reminded > 0) this.log.info('contracts.kept-up', { moved, reminded });
    return { moved, reminded };
  }

  /** Moves the contracts that stand elsewhere today than they did; each into the audit trail. */
  private async move(manager: EntityManager, day: Day, at: Date): Promise<number> {
    const [moved] = await manager.query<[Moved[], number]>(MOVE, [day, at]);
    const changes = moved.map(({ id, clientId, before, after }) => ({
      verb: 'update',
      kind: 'contract' as const,
      objectId: id,
      clientId,
      before: { status: before },
      after: { status: after },
    }));
    await this.trail.recordAll(manager, { role: 'system', name: 'contract-upkeep' }, changes);
    return moved.length;
  }
}

interface Moved {
  readonly id: string;
  readonly clientId: string;
  readonly before: ContractStatus;
  readonly after: ContractStatus;
}

/** $1 is today in France, $2 now. Rows are locked in one order, so that two instances do not wait for each other. */
const MOVE = `
  UPDATE contracts c SET status = due.standing, version = c.version + 1, updated_at = $2,
    ending = CASE due.standing WHEN 'expired' THEN 'expired' ELSE due.ending END
  FROM (SELECT id, standing, ending, status AS before
        FROM (SELECT kept.*, contract_status_on(kept, $1::date) AS standing FROM contracts kept
              WHERE kept.status IN ('active', 'suspended')) judged
        WHERE standing <> status ORDER BY id FOR UPDATE) due
  WHERE c.id = due.id
  RETURNING c.id, c.client_id AS "clientId", due.before, c.status AS after`;
