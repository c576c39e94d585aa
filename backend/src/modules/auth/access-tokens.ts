import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Account } from './account.entity.js';
import { LiveSessions } from './live-sessions.js';
import type { Access, Role } from './viewer.js';

/** How long an access token is good for, ms. */
export const ACCESS_TOKEN_MS = 15 * 60_000;

/** Who signs access tokens, and for what: a token of another purpose under the same secret is not one. */
export const ACCESS_TOKEN_RULES = {
  algorithm: 'HS256',
  issuer: 'naif-control',
  audience: 'naif-control/web',
} as const;

/** What an access token says. */
export interface AccessTokenPayload {
  /** `accounts.id`. */
  readonly sub: string;
  readonly role: Role;
  /** `sessions.id`. */
  readonly sid: string;
  /** `clients.id` of a client's account. */
  readonly clientId?: string;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly exp: number;
}

/** Issues access tokens and checks them, for requests and for sockets alike. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly liveSessions: LiveSessions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A token for the account's session, and when it expires, ms since the epoch. */
  issue(account: Account, sessionId: string): { token: string; expiresAtMs: number } {
    const iat = Math.floor(this.clock.now() / 1000);
    const payload: AccessTokenPayload = {
      sub: account.id,
      role: account.role,
      sid: sessionId,
      ...(account.clientId !== null && { clientId: account.clientId }),
      iat,
      exp: iat + ACCESS_TOKEN_MS / 1000,
    };
    return { token: this.jwt.sign(payload), expiresAtMs: payload.exp * 1000 };
  }

  /** Who holds the token; `undefined` when it is forged or expired or its session is over. */
  async verify(token: string): Promise<Access | undefined> {
    let payload: AccessTokenPayload;
    try {
      payload = this.jwt.verify<AccessTokenPayload>(token);
    } catch {
      return undefined;
    }
    return this.accept(payload);
  }

  /** The same for a payload whose signature was checked already. */
  async accept(payload: AccessTokenPayload): Promise<Access | undefined> {
    const expiresAtMs = payload.exp * 1000;
    if (!(expiresAtMs > this.clock.now())) return undefined;
    const { sub: accountId, role, sid: sessionId, clientId } = payload;
    const holder = { accountId, role, sessionId, ...(clientId !== undefined && { clientId }) };
    return this.renewed({ viewer: holder, expiresAtMs });
  }

  /** The same access with what it lets its holder see by now; `undefined`: the session is over. */
  async renewed({ viewer, expiresAtMs }: Access): Promise<Access | undefined> {
    const standing = await this.liveSessions.standing(viewer.sessionId);
    if (!standing) return undefined;
    const { accountId, role, sessionId, clientId } = viewer;
    const holder = { accountId, role, sessionId, ...(clientId !== undefined && { clientId }) };
    return { viewer: { ...holder, ...standing }, expiresAtMs };
  }
}
