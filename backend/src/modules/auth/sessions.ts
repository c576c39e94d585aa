import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull, LessThan, MoreThan } from 'typeorm';
import { parisDay } from '../../calendar/paris-day.js';
import { Environment } from '../../config/environment.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { Account } from './account.entity.js';
import { addressKey, plainAddress } from './address-key.js';
import { NotConfirmed } from './auth.errors.js';
import { hashOf, newToken } from './bearer-token.js';
import { deviceName } from './device-name.js';
import { RefreshToken, Session, type SessionEndReason } from './session.entity.js';
import type { Role, Viewer } from './viewer.js';

/** From login to the day on which one has to log in again, ms: 30 days, however often it is refreshed. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/**
 * For so long after its use a refresh token may come again, ms: two tabs of one browser that refresh at
 * once both send the same cookie.
 */
export const REFRESH_GRACE_MS = 10_000;

/** For so long after it was shown nobody is asked for password or second factor again, ms: ten minutes. */
export const CONFIRMED_MS = 10 * 60_000;

/** Logins that are looked through for whether a place is new. */
const MOST_PLACES = 200;

/** What somebody shows of who they are; a passkey stands for both. */
export type Shown = 'password' | 'second-factor';

/** What the holder of a session showed within ten minutes. */
export interface ShownLately {
  /** Whatever was needed to log in. */
  readonly login: boolean;
  /** The password, or a passkey in its place, after the login. */
  readonly password: boolean;
  /** The second factor, or a passkey, at the login or after it. */
  readonly secondFactor: boolean;
}

/** Where a login came from. */
export interface LoginOrigin {
  readonly address: string;
  readonly userAgent?: string;
  /** The refresh token that the browser had already: its session ends with the login. */
  readonly replaces?: string;
}

/** A session with its account, fresh from the database. */
export interface OpenSession {
  readonly id: string;
  readonly account: Account;
  readonly expiresAtMs: number;
}

/** A session that goes on, as it is listed. */
export interface LiveSession {
  readonly id: string;
  readonly createdAt: Date;
  /** When it was last refreshed, or opened: within 15 minutes of its last use. */
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  readonly address: string | null;
}

/** What a session that goes on lets its holder see. */
export type SessionStanding = Pick<Viewer, 'portfolios'>;

/** How a refresh went. `refreshToken` is missing when another tab has just got it. */
export type Refreshed =
  | { readonly outcome: 'unknown' | 'over' }
  | { readonly outcome: 'reused'; readonly sessionId: string }
  | {
      readonly outcome: 'refreshed';
      readonly session: OpenSession;
      readonly refreshToken?: string;
    };

/**
 * Logins and their refresh tokens. Only hashes are stored.
 *
 * Rotation: each refresh spends the token and issues the next; a spent token that comes again was copied,
 * and the whole session ends. The grace for two tabs opens no second line: within it a spent token yields
 * an access token but no refresh token, so whoever copied it holds nothing that outlives 15 minutes or the
 * session, and the line of refresh tokens never forks.
 */
@Injectable()
export class Sessions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    private readonly environment: Environment,
  ) {}

  /**
   * Opens a session and issues its first refresh token; forgets the account's long expired ones.
   * @param showedFactor whether more than the password was shown just now
   */
  async open(
    account: Account,
    origin: LoginOrigin,
    showedFactor: boolean,
  ): Promise<OpenSession & { refreshToken: string }> {
    const now = this.clock.now();
    const expiresAtMs = now + SESSION_MS;
    return this.dataSource.transaction(async (manager) => {
      await manager.delete(Session, {
        accountId: account.id,
        expiresAt: LessThan(new Date(now - SESSION_MS)),
      });
      const session = manager.create(Session, {
        accountId: account.id,
        createdAt: new Date(now),
        expiresAt: new Date(expiresAtMs),
        ...(showedFactor && { factorConfirmedAt: new Date(now) }),
        userAgent: origin.userAgent?.slice(0, 300) ?? null,
        address: plainAddress(origin.address) ?? null,
      });
      await manager.insert(Session, session);
      const refreshToken = await this.issue(manager, session.id, now);
      return { id: session.id, account, expiresAtMs, refreshToken };
    });
  }

  /** Spends a refresh token for the next one. Ends the session when the token was spent before. */
  async refresh(token: string): Promise<Refreshed> {
    const now = this.clock.now();
    // The outcome is a value, not an error: ending a session must be committed, not rolled back.
    const refreshed = await this.dataSource.transaction((manager) =>
      this.rotate(manager, token, now),
    );
    if (refreshed.outcome === 'reused') this.announce(refreshed.sessionId, 'reuse');
    return refreshed;
  }

  /** Ends the session that a refresh token belongs to, spent or not. Says nothing when there is none. */
  async endByToken(token: string): Promise<void> {
    const found = await this.dataSource.manager.findOneBy(RefreshToken, {
      tokenHash: hashOf(token),
    });
    if (found) await this.end(found.sessionId, 'logout');
  }

  /** Ends a session at once: for refreshing, for access tokens in circulation and for sockets. */
  async end(sessionId: string, reason: SessionEndReason): Promise<void> {
    await this.markEnded(this.dataSource.manager, sessionId, reason, this.clock.now());
    this.announce(sessionId, reason);
  }

  /**
   * Ends every session of an account but one, in the transaction that gives the reason for it.
   * @returns their ids, to be announced once the transaction is committed
   */
  async endAllOf(
    manager: EntityManager,
    accountId: string,
    exceptSessionId?: string,
  ): Promise<string[]> {
    const ended = await manager
      .createQueryBuilder()
      .update(Session)
      .set({ endedAt: new Date(this.clock.now()), endReason: 'revoked' })
      .where({ accountId, endedAt: IsNull() })
      .andWhere(exceptSessionId === undefined ? 'true' : 'id <> :exceptSessionId', {
        exceptSessionId,
      })
      .returning('id')
      .execute();
    return (ended.raw as { id: string }[]).map(({ id }) => id);
  }

  /** Ends one session of an account in a transaction, if it goes on. To be announced once that is committed. */
  async endOneOf(manager: EntityManager, accountId: string, id: string): Promise<boolean> {
    const { affected } = await manager.update(
      Session,
      { id, accountId, endedAt: IsNull(), expiresAt: MoreThan(new Date(this.clock.now())) },
      { endedAt: new Date(this.clock.now()), endReason: 'revoked' },
    );
    return affected === 1;
  }

  /** The account's sessions that go on, the last used first. */
  async listOf(accountId: string): Promise<LiveSession[]> {
    const { role } = await this.dataSource.manager.findOneByOrFail(Account, { id: accountId });
    const sessions = await this.dataSource.manager.query<LiveSession[]>(
      `SELECT id, created_at AS "createdAt", expires_at AS "expiresAt", user_agent AS "userAgent",
              host(address) AS address,
              coalesce((SELECT max(issued_at) FROM refresh_tokens WHERE session_id = sessions.id), created_at)
                AS "lastSeenAt"
       FROM sessions WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2
       ORDER BY "lastSeenAt" DESC, id`,
      [accountId, new Date(this.clock.now())],
    );
    const oldest = this.clock.now() - this.idleMs(role);
    return sessions.filter(({ lastSeenAt }) => lastSeenAt.getTime() > oldest);
  }

  /** Its holder has just shown this. */
  async confirm(id: string, shown: readonly Shown[]): Promise<void> {
    const now = new Date(this.clock.now());
    await this.dataSource.manager.update(
      Session,
      { id },
      {
        ...(shown.includes('password') && { confirmedAt: now }),
        ...(shown.includes('second-factor') && { factorConfirmedAt: now }),
      },
    );
  }

  /** What its holder showed within ten minutes. */
  async shownLately(id: string): Promise<ShownLately> {
    const { createdAt, confirmedAt, factorConfirmedAt } =
      await this.dataSource.manager.findOneByOrFail(Session, { id });
    const isLate = (at: Date | null): boolean =>
      at !== null && this.clock.now() - at.getTime() <= CONFIRMED_MS;
    return {
      login: isLate(createdAt),
      password: isLate(confirmedAt),
      secondFactor: isLate(factorConfirmedAt),
    };
  }

  /** Before a change for which any of it is enough. @throws NotConfirmed */
  async requireShownLately(id: string): Promise<void> {
    const { login, password, secondFactor } = await this.shownLately(id);
    if (!login && !password && !secondFactor) throw new NotConfirmed();
  }

  /** Tells everybody that sessions have ended: access tokens in circulation and sockets end with them. */
  announceEnded(sessionIds: readonly string[]): void {
    for (const id of sessionIds) this.announce(id, 'revoked');
  }

  /** Whether the account logged in from the address within the last session's length. */
  async knows(email: string, address: string): Promise<boolean> {
    const plain = plainAddress(address);
    if (plain === undefined) return false;
    return this.dataSource.manager
      .createQueryBuilder(Session, 'session')
      .innerJoin(Account, 'account', 'account.id = session.accountId')
      .where('lower(account.email) = :email', { email })
      .andWhere('session.address = :plain', { plain })
      .andWhere('session.createdAt > :since', { since: new Date(this.clock.now() - SESSION_MS) })
      .getExists();
  }

  /**
   * Whether the account has logged in before, but never with such a device from such a network. The first login
   * of all is no news to its holder.
   */
  async isFromNewPlace(accountId: string, { address, userAgent }: LoginOrigin): Promise<boolean> {
    const before = await this.dataSource.manager
      .createQueryBuilder(Session, 'session')
      .select(['session.id', 'session.address', 'session.userAgent'])
      .where({ accountId })
      .orderBy('session.createdAt', 'DESC')
      .limit(MOST_PLACES)
      .getMany();
    const placeOf = (from: string | null, agent: string | null | undefined): string =>
      `${from === null ? '' : addressKey(from)} ${deviceName(agent) ?? ''}`;
    const place = placeOf(plainAddress(address) ?? null, userAgent);
    return (
      before.length > 0 && !before.some((one) => placeOf(one.address, one.userAgent) === place)
    );
  }

  /** What a session that goes on lets its holder see; `undefined`: it has ended or expired, or its account is closed. */
  async standing(sessionId: string): Promise<SessionStanding | undefined> {
    const now = this.clock.now();
    const [found] = await this.dataSource.query<StandingRow[]>(STANDING, [
      sessionId,
      new Date(now),
      parisDay(now),
    ]);
    return found && standingOf(found);
  }

  /** What the holder of an account may see today; `undefined`: it is closed. For what goes on after its session. */
  async standingOfAccount(accountId: string): Promise<SessionStanding | undefined> {
    const [found] = await this.dataSource.query<StandingRow[]>(
      `SELECT ${portfoliosOn('$2')} FROM accounts account WHERE account.id = $1 AND account.disabled_at IS NULL`,
      [accountId, parisDay(this.clock.now())],
    );
    return found && standingOf(found);
  }

  private async rotate(manager: EntityManager, token: string, now: number): Promise<Refreshed> {
    const tokenHash = hashOf(token);
    const known = await manager.findOneBy(RefreshToken, { tokenHash });
    if (!known) return { outcome: 'unknown' };
    // The session's row is the lock: refreshes of one session come one after the other.
    const session = await manager.findOneOrFail(Session, {
      where: { id: known.sessionId },
      lock: { mode: 'pessimistic_write' },
    });
    const account = await manager.findOneByOrFail(Account, { id: session.accountId });
    if (session.endedAt || session.expiresAt.getTime() <= now || account.disabledAt) {
      return { outcome: 'over' };
    }
    if (now - (await lastUseMs(manager, session)) > this.idleMs(account.role)) {
      return { outcome: 'over' };
    }
    const open = { id: session.id, account, expiresAtMs: session.expiresAt.getTime() };
    // Read again under the lock: another refresh may just have spent it.
    const { usedAt } = await manager.findOneByOrFail(RefreshToken, { tokenHash });
    if (!usedAt) {
      await manager.update(RefreshToken, { tokenHash }, { usedAt: new Date(now) });
      return {
        outcome: 'refreshed',
        session: open,
        refreshToken: await this.issue(manager, open.id, now),
      };
    }
    if (now - usedAt.getTime() <= REFRESH_GRACE_MS) return { outcome: 'refreshed', session: open };
    await this.markEnded(manager, open.id, 'reuse', now);
    return { outcome: 'reused', sessionId: open.id };
  }

  /** How long a session of a role goes on without being used, ms. */
  private idleMs(role: Role): number {
    const { sessionIdleClientsHours, sessionIdleStaffHours } = this.environment;
    return (role === 'client' ? sessionIdleClientsHours : sessionIdleStaffHours) * 3_600_000;
  }

  private async issue(manager: EntityManager, sessionId: string, now: number): Promise<string> {
    const token = newToken();
    await manager.insert(RefreshToken, {
      tokenHash: hashOf(token),
      sessionId,
      issuedAt: new Date(now),
    });
    return token;
  }

  private async markEnded(
    manager: EntityManager,
    id: string,
    endReason: SessionEndReason,
    now: number,
  ): Promise<void> {
    await manager.update(Session, { id, endedAt: IsNull() }, { endedAt: new Date(now), endReason });
  }

  private announce(sessionId: string, why: SessionEndReason): void {
    this.bus.publish({ kind: 'session-ended', sessionId, why });
  }
}

/** When a session was last refreshed, or opened, ms since the epoch. */
async function lastUseMs(manager: EntityManager, { id, createdAt }: Session): Promise<number> {
  const newest = await manager.findOne(RefreshToken, {
    where: { sessionId: id },
    order: { issuedAt: 'DESC' },
  });
  return (newest?.issuedAt ?? createdAt).getTime();
}

interface StandingRow {
  /** Missing: the account sees every client. */
  readonly portfolios: string[] | null;
}

function standingOf({ portfolios }: StandingRow): SessionStanding {
  return portfolios === null ? {} : { portfolios };
}

/** SQL for whose clients an account sees on a day. Colleagues hand over what is theirs, not what was handed over to them. */
const portfoliosOn = (day: string): string => `
  CASE WHEN account.portfolio_only THEN ARRAY(
    SELECT account.id UNION
    SELECT from_account_id FROM handovers WHERE to_account_id = account.id
      AND from_day <= ${day}::date AND (until_day IS NULL OR until_day >= ${day}::date)) END AS portfolios`;

const STANDING = `
  SELECT ${portfoliosOn('$3')}
  FROM sessions session JOIN accounts account ON account.id = session.account_id
  WHERE session.id = $1 AND session.ended_at IS NULL AND session.expires_at > $2 AND account.disabled_at IS NULL`;
