import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { parisDay } from '../../calendar/paris-day.js';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import { offsetOf } from '../../http/pagination.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { type AuditedChange, AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import type { CreateHandoverDto, HandoverQueryDto, UpdateHandoverDto } from './handover.dto.js';
import { Handover } from './handover.entity.js';
import {
  HandoverEndsBeforeStart,
  HandoverNotFound,
  HandoverOverlaps,
  PredecessorUnknown,
  SuccessorSame,
  SuccessorUnknown,
} from './portfolios.errors.js';
import { openResponsible, responsible } from './portfolios.service.js';

/** What people decide of a handover. */
type Terms = Pick<Handover, 'fromDay' | 'untilDay' | 'reason'>;

/** Hands the work of absent colleagues over, for some days or until it is ended. */
@Injectable()
export class HandoversService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page of the handovers that match, those that are not over first, and how many match. */
  async list(query: HandoverQueryDto): Promise<[handovers: Handover[], total: number]> {
    const found = this.withNames()
      .addSelect('coalesce(handover.until_day < :today, false)', 'is_over')
      .setParameters({ today: parisDay(this.clock.now()) })
      .orderBy('is_over')
      .addOrderBy('handover.from_day', 'DESC')
      .addOrderBy('handover.id')
      .offset(offsetOf(query))
      .limit(query.pageSize);
    const { accountId } = query;
    if (accountId !== undefined) {
      found.andWhere('(handover.fromAccountId = :accountId OR handover.toAccountId = :accountId)', {
        accountId,
      });
    }
    return found.getManyAndCount();
  }

  /** @throws SuccessorSame, PredecessorUnknown, SuccessorUnknown, HandoverEndsBeforeStart, HandoverOverlaps */
  async create(viewer: Viewer, told: CreateHandoverDto): Promise<Handover> {
    const { fromAccountId, toAccountId } = told;
    if (fromAccountId === toAccountId) throw new SuccessorSame();
    const terms = { fromDay: told.fromDay, untilDay: told.untilDay ?? null, reason: told.reason };
    checkDays(terms);
    const id = await this.transaction(async (manager) => {
      await responsible(manager, fromAccountId, new PredecessorUnknown());
      await openResponsible(manager, toAccountId, new SuccessorUnknown());
      const at = new Date(this.clock.now());
      const fresh = manager.create(Handover, {
        fromAccountId,
        toAccountId,
        ...terms,
        createdBy: viewer.accountId,
        createdAt: at,
        updatedAt: at,
      });
      await manager.insert(Handover, fresh);
      await this.record(manager, viewer, fresh.id, 'create', {
        after: { fromAccountId, toAccountId, ...terms },
      });
      return fresh.id;
    });
    return this.get(id);
  }

  /** @throws HandoverNotFound, ChangedMeanwhile, HandoverEndsBeforeStart, HandoverOverlaps */
  async update(viewer: Viewer, id: string, told: UpdateHandoverDto): Promise<Handover> {
    await this.transaction(async (manager) => {
      const handover = await locked(manager, id);
      if (handover.version !== told.version) throw new ChangedMeanwhile();
      const before = termsOf(handover);
      const after: Terms = {
        fromDay: told.fromDay ?? before.fromDay,
        untilDay: told.untilDay === undefined ? before.untilDay : told.untilDay,
        reason: told.reason ?? before.reason,
      };
      checkDays(after);
      const updatedAt = new Date(this.clock.now());
      await manager.update(
        Handover,
        { id },
        { ...after, version: handover.version + 1, updatedAt },
      );
      await this.record(manager, viewer, id, 'update', { before, after });
    });
    return this.get(id);
  }

  /** Takes a handover back altogether; one that was in force is better ended. @throws HandoverNotFound */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.transaction(async (manager) => {
      const handover = await locked(manager, id);
      await manager.delete(Handover, { id });
      const { fromAccountId, toAccountId } = handover;
      await this.record(manager, viewer, id, 'remove', {
        before: { fromAccountId, toAccountId, ...termsOf(handover) },
      });
    });
  }

  /** Whether it is in force today. */
  isInForce({ fromDay, untilDay }: Terms): boolean {
    const today = parisDay(this.clock.now());
    return fromDay <= today && (untilDay === null || untilDay >= today);
  }

  private async get(id: string): Promise<Handover> {
    const handover = await this.withNames().where('handover.id = :id', { id }).getOne();
    if (!handover) throw new HandoverNotFound();
    return handover;
  }

  private withNames() {
    return this.dataSource.manager
      .createQueryBuilder(Handover, 'handover')
      .innerJoinAndSelect('handover.from', 'from')
      .innerJoinAndSelect('handover.to', 'to');
  }

  private record(
    manager: EntityManager,
    viewer: Viewer,
    objectId: string,
    verb: string,
    change: Pick<AuditedChange, 'before' | 'after'>,
  ): Promise<void> {
    return this.audit.record(manager, viewer, { verb, kind: 'handover', objectId, ...change });
  }

  /** Once it is committed, everybody looks anew at who sees what. */
  private async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      const result = await this.dataSource.transaction(work);
      this.bus.publish({ kind: 'portfolios-changed' });
      return result;
    } catch (error) {
      throw violatedConstraint(error) === 'handovers_no_overlap' ? new HandoverOverlaps() : error;
    }
  }
}

async function locked(manager: EntityManager, id: string): Promise<Handover> {
  const lock = { mode: 'pessimistic_write' } as const;
  const handover = await manager.findOne(Handover, { where: { id }, lock });
  if (!handover) throw new HandoverNotFound();
  return handover;
}

/** @throws HandoverEndsBeforeStart */
function checkDays({ fromDay, untilDay }: Terms): void {
  if (untilDay !== null && untilDay < fromDay) throw new HandoverEndsBeforeStart();
}

function termsOf({ fromDay, untilDay, reason }: Handover): Terms {
  return { fromDay, untilDay, reason };
}
