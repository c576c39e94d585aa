import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { searchCondition } from '../../http/text-search.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { type AuditedChange, AuditTrail } from '../audit/audit.public.js';
import {
  Account,
  AccountLinks,
  type AccountLogin,
  AccountLogins,
  Forbidden,
  type LiveSession,
  type Role,
  Sessions,
  type Viewer,
} from '../auth/auth.public.js';
import type { AccountQueryDto, UpdateAccountDto } from './account.dto.js';
import { STATUS_SQL } from './account-status.js';
import {
  AccountNotFound,
  LastAdministrator,
  OwnAccount,
  PortfolioOfEmployees,
  RoleFixed,
  SessionNotFound,
} from './accounts.errors.js';

/** What an administrator changes of an account. */
type Editable = Pick<Account, 'displayName' | 'language' | 'role' | 'disabledAt' | 'portfolioOnly'>;

/** Lists, changes and closes accounts, and ends their sessions. */
@Injectable()
export class AccountsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    private readonly logins: AccountLogins,
    private readonly links: AccountLinks,
    private readonly audit: AuditTrail,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page of the accounts that match, and how many match. */
  async list(query: AccountQueryDto): Promise<[accounts: Account[], total: number]> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.dataSource.manager
      .createQueryBuilder(Account, 'account')
      .orderBy(`account.${field}`, direction)
      .addOrderBy('account.id', direction)
      .offset(offsetOf(query))
      .limit(query.pageSize);
    const search = searchCondition(query.search, (like) => like('account.search'));
    if (search) found.andWhere(search.sql, search.parameters);
    if (query.role) found.andWhere({ role: query.role });
    if (query.status) found.andWhere(STATUS_SQL[query.status]);
    return found.getManyAndCount();
  }

  /** @throws AccountNotFound */
  async get(id: string): Promise<Account> {
    const account = await this.dataSource.manager.findOneBy(Account, { id });
    if (!account) throw new AccountNotFound();
    return account;
  }

  /** How the holders of these accounts log in, by account. */
  loginsOf(accounts: readonly Account[]): Promise<ReadonlyMap<string, AccountLogin>> {
    return this.logins.of(accounts.map(({ id }) => id));
  }

  /**
   * Changes an account. A new role, and closing, end its sessions at once.
   * @throws AccountNotFound, ChangedMeanwhile, LastAdministrator, OwnAccount, RoleFixed, PortfolioOfEmployees
   */
  async update(viewer: Viewer, id: string, body: UpdateAccountDto): Promise<Account> {
    const { account, ended } = await this.dataSource.transaction((manager) =>
      this.change(manager, viewer, id, body),
    );
    this.sessions.announceEnded(ended);
    if (body.portfolioOnly !== undefined) this.bus.publish({ kind: 'portfolios-changed' });
    return account;
  }

  /** @throws AccountNotFound */
  async sessionsOf(id: string): Promise<LiveSession[]> {
    await this.get(id);
    return this.sessions.listOf(id);
  }

  /** Ends a session at once. @throws AccountNotFound, SessionNotFound */
  async endSession(viewer: Viewer, id: string, sessionId: string): Promise<void> {
    const account = await this.get(id);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.sessions.endOneOf(manager, id, sessionId))) throw new SessionNotFound();
      const about = { ...aboutOf(account), before: { sessionId } };
      await this.audit.record(manager, viewer, { ...about, verb: 'end-session' });
    });
    this.sessions.announceEnded([sessionId]);
  }

  /** Ends the account's sessions at once; all, or all but one. @throws AccountNotFound */
  async endSessions(viewer: Viewer, id: string, exceptSessionId?: string): Promise<void> {
    const account = await this.get(id);
    const ended = await this.dataSource.transaction(async (manager) => {
      const ids = await this.sessions.endAllOf(manager, id, exceptSessionId);
      if (ids.length > 0) {
        const about = { ...aboutOf(account), before: { sessionIds: ids } };
        await this.audit.record(manager, viewer, { ...about, verb: 'end-sessions' });
      }
      return ids;
    });
    this.sessions.announceEnded(ended);
  }

  private async change(
    manager: EntityManager,
    viewer: Viewer,
    id: string,
    body: UpdateAccountDto,
  ): Promise<{ account: Account; ended: string[] }> {
    const { account, admins } = await lockedAccount(manager, id);
    if (account.version !== body.version) throw new ChangedMeanwhile();
    const next = this.nextOf(account, body);
    refuseChange(account, next, viewer, admins);

    const losesAccess = next.role !== account.role || (next.disabledAt && !account.disabledAt);
    await manager.update(
      Account,
      { id },
      { ...next, version: account.version + 1, updatedAt: new Date(this.clock.now()) },
    );
    const ended = losesAccess ? await this.sessions.endAllOf(manager, id) : [];
    if (next.disabledAt) await this.links.withdraw(manager, id);
    await this.audit.record(manager, viewer, {
      ...aboutOf(account),
      verb: verbOf(account, next),
      ...differences(account, next),
    });
    return { account: await manager.findOneByOrFail(Account, { id }), ended };
  }

  private nextOf(account: Account, body: UpdateAccountDto): Editable {
    const { displayName, language, role = account.role, closed, portfolioOnly } = body;
    const closing = closed === true ? (account.disabledAt ?? new Date(this.clock.now())) : null;
    return {
      displayName: displayName ?? account.displayName,
      language: language ?? account.language,
      role,
      disabledAt: closed === undefined ? account.disabledAt : closing,
      // With another role it ends by itself.
      portfolioOnly: portfolioOnly ?? (role === 'employee' && account.portfolioOnly),
    };
  }
}

/**
 * The account, with its row and those of all administrators who can log in locked: two who demote each other come
 * one after the other, and the second sees what the first did.
 */
async function lockedAccount(
  manager: EntityManager,
  id: string,
): Promise<{ account: Account; admins: Account[] }> {
  const locked = await manager
    .createQueryBuilder(Account, 'account')
    .where(`account.id = :id OR (account.role = 'admin' AND ${STATUS_SQL.active})`, { id })
    .orderBy('account.id')
    .setLock('pessimistic_write')
    .getMany();
  const account = locked.find((one) => one.id === id);
  if (!account) throw new AccountNotFound();
  const admins = locked.filter(
    (one) => one.role === 'admin' && one.disabledAt === null && one.passwordHash !== null,
  );
  return { account, admins };
}

/** @throws LastAdministrator, OwnAccount, RoleFixed, PortfolioOfEmployees, Forbidden when the viewer was demoted meanwhile */
function refuseChange(
  account: Account,
  next: Editable,
  viewer: Viewer,
  admins: readonly Account[],
): void {
  const isClients = (role: Role): boolean => role === 'client';
  if (isClients(next.role) !== isClients(account.role)) throw new RoleFixed();
  if (next.portfolioOnly && next.role !== 'employee') throw new PortfolioOfEmployees();
  const steps = next.role !== account.role || next.disabledAt !== account.disabledAt;
  const stopsAdministrating = next.role !== 'admin' || next.disabledAt !== null;
  const others = admins.filter(({ id }) => id !== account.id);
  if (admins.length > others.length && others.length === 0 && stopsAdministrating)
    throw new LastAdministrator();
  if (steps && account.id === viewer.accountId) throw new OwnAccount();
  if (!admins.some(({ id }) => id === viewer.accountId)) throw new Forbidden();
}

function verbOf(before: Editable, after: Editable): string {
  if (!before.disabledAt && after.disabledAt) return 'close';
  return before.disabledAt && !after.disabledAt ? 'open' : 'update';
}

/** What changed, before and after. */
function differences(
  was: Editable,
  is: Editable,
): Required<Pick<AuditedChange, 'before' | 'after'>> {
  const shown = ({ displayName, language, role, disabledAt, portfolioOnly }: Editable) => ({
    displayName,
    language,
    role,
    portfolioOnly,
    closed: disabledAt !== null,
  });
  const [before, after] = [Object.entries(shown(was)), Object.entries(shown(is))];
  const differs = (_: unknown, index: number): boolean => before[index]?.[1] !== after[index]?.[1];
  return {
    before: Object.fromEntries(before.filter(differs)),
    after: Object.fromEntries(after.filter(differs)),
  };
}

function aboutOf({ id, clientId }: Account) {
  return { kind: 'account' as const, objectId: id, ...(clientId !== null && { clientId }) };
}
