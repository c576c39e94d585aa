import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { AuditTrail } from '../audit/audit.public.js';
import { Account, type Role, rolesWith, type Viewer } from '../auth/auth.public.js';
import {
  AssignedClientUnknown,
  PortfolioNotFound,
  SuccessorSame,
  SuccessorUnknown,
} from './portfolios.errors.js';

/** Who can be responsible for clients: those who work for them. */
const RESPONSIBLE_ROLES = rolesWith('update:clients');

/** An employee and how many clients they are responsible for. */
export interface Portfolio {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  readonly closed: boolean;
  readonly portfolioOnly: boolean;
  readonly clients: number;
  readonly version: number;
}

/** A client and who is responsible for it. */
interface Held {
  readonly id: string;
  readonly responsibleId: string | null;
}

/** Counts portfolios, gives clients to somebody, and hands whole portfolios to somebody else for good. */
@Injectable()
export class PortfoliosService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    private readonly log: EventLog,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Everybody who is or can be responsible, by name, and for how many clients nobody is. */
  async list(): Promise<{ portfolios: Portfolio[]; unassigned: number }> {
    const [portfolios, [counted]] = await Promise.all([
      this.dataSource.query<Portfolio[]>(PORTFOLIOS, [RESPONSIBLE_ROLES]),
      this.dataSource.query<{ count: number }[]>(
        'SELECT count(*)::int4 AS count FROM clients WHERE responsible_id IS NULL',
      ),
    ]);
    return { portfolios, unassigned: counted?.count ?? 0 };
  }

  /**
   * Makes somebody else, or nobody, responsible for all clients of an account: when a colleague has left.
   * @returns how many clients moved
   * @throws PortfolioNotFound, SuccessorSame, SuccessorUnknown
   */
  async reassign(viewer: Viewer, fromId: string, toId: string | null): Promise<number> {
    if (fromId === toId) throw new SuccessorSame();
    const moved = await this.dataSource.transaction(async (manager) => {
      await responsible(manager, fromId, new PortfolioNotFound());
      if (toId !== null) await openResponsible(manager, toId, new SuccessorUnknown());
      return this.move(manager, viewer, fromId, toId);
    });
    if (moved > 0) this.bus.publish({ kind: 'portfolios-changed' });
    this.log.info('portfolio.reassigned', { accountId: viewer.accountId, fromId, toId, moved });
    return moved;
  }

  /**
   * Makes somebody, or nobody, responsible for these clients: all of them or none.
   * @returns how many of them moved: those that were somebody else's
   * @throws SuccessorUnknown, AssignedClientUnknown
   */
  async assign(viewer: Viewer, clientIds: readonly string[], toId: string | null): Promise<number> {
    const moved = await this.dataSource.transaction(async (manager) => {
      if (toId !== null) await openResponsible(manager, toId, new SuccessorUnknown());
      // In one order, so that two who assign the same clients do not wait for each other.
      const found = await manager.query<Held[]>(
        `SELECT id, responsible_id AS "responsibleId" FROM clients
         WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
        [clientIds],
      );
      if (found.length < clientIds.length) throw new AssignedClientUnknown();
      const others = found.filter(({ responsibleId }) => responsibleId !== toId);
      await manager.query(
        `UPDATE clients SET responsible_id = $2, version = version + 1, updated_at = $3
         WHERE id = ANY ($1)`,
        [others.map(({ id }) => id), toId, new Date(this.clock.now())],
      );
      await this.record(manager, viewer, others, toId);
      return others.length;
    });
    if (moved > 0) this.bus.publish({ kind: 'portfolios-changed' });
    this.log.info('portfolio.assigned', { accountId: viewer.accountId, toId, moved });
    return moved;
  }

  private async move(
    manager: EntityManager,
    viewer: Viewer,
    fromId: string,
    toId: string | null,
  ): Promise<number> {
    const [moved] = await manager.query<[{ id: string }[], number]>(
      `UPDATE clients SET responsible_id = $2, version = version + 1, updated_at = $3
       WHERE responsible_id = $1 RETURNING id`,
      [fromId, toId, new Date(this.clock.now())],
    );
    const held = moved.map(({ id }) => ({ id, responsibleId: fromId }));
    await this.record(manager, viewer, held, toId);
    return moved.length;
  }

  /** Puts down whose each client was, and whose it is. */
  private async record(
    manager: EntityManager,
    viewer: Viewer,
    held: readonly Held[],
    toId: string | null,
  ): Promise<void> {
    const changes = held.map(({ id, responsibleId }) => ({
      verb: 'update',
      kind: 'client' as const,
      objectId: id,
      clientId: id,
      before: { responsibleId },
      after: { responsibleId: toId },
    }));
    await this.audit.recordAll(manager, viewer, changes);
  }
}

/** An account that is or was somebody's who works for clients. @throws the refusal */
export async function responsible(
  manager: EntityManager,
  id: string,
  refusal: Error,
): Promise<Account> {
  // Shared: until the transaction ends nobody closes the account or takes its role away.
  const lock = { mode: 'pessimistic_read' } as const;
  const account = await manager.findOne(Account, { where: { id }, lock });
  if (!account || !RESPONSIBLE_ROLES.includes(account.role)) throw refusal;
  return account;
}

/** The same for one who can work. @throws the refusal */
export async function openResponsible(
  manager: EntityManager,
  id: string,
  refusal: Error,
): Promise<Account> {
  const account = await responsible(manager, id, refusal);
  if (account.disabledAt) throw refusal;
  return account;
}

const PORTFOLIOS = `
  SELECT account.id AS "accountId", account.display_name AS name, account.role,
    account.disabled_at IS NOT NULL AS closed, account.portfolio_only AS "portfolioOnly",
    coalesce(counted.clients, 0) AS clients, account.version
  FROM accounts account
  LEFT JOIN (SELECT responsible_id, count(*)::int4 AS clients FROM clients
    WHERE responsible_id IS NOT NULL GROUP BY responsible_id) counted ON counted.responsible_id = account.id
  WHERE counted.clients > 0 OR (account.role = ANY ($1) AND account.disabled_at IS NULL)
  ORDER BY account.display_name COLLATE "fr-x-icu", account.id`;
