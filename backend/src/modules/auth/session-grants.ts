import { Inject, Injectable } from '@nestjs/common';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AccessTokens } from './access-tokens.js';
import type { Account } from './account.entity.js';
import { deviceName } from './device-name.js';
import { AccountMails } from './mails/account-mails.js';
import { instantForPeople } from './mails/instant-for-people.js';
import type { CookieToken } from './session-cookies.js';
import { type LoginOrigin, type OpenSession, Sessions } from './sessions.js';

/** A session as a login or a refresh hands it out. */
export interface GrantedSession {
  readonly account: Account;
  readonly access: CookieToken;
  /** Missing when the browser has the newest already. */
  readonly refresh?: CookieToken;
}

/** How somebody proved who they are: for the log. */
export type LoginWay = 'password' | 'second-factor' | 'passkey';

/** Opens sessions for those who have proved who they are, and tells them when it is from somewhere new. */
@Injectable()
export class SessionGrants {
  constructor(
    private readonly sessions: Sessions,
    private readonly accessTokens: AccessTokens,
    private readonly mails: AccountMails,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Opens a session; one that the browser had before ends. From a device or a place that the account did not log in from before, its holder is told. */
  async open(account: Account, origin: LoginOrigin, way: LoginWay): Promise<GrantedSession> {
    const isNew = await this.sessions.isFromNewPlace(account.id, origin);
    const session = await this.sessions.open(account, origin, way !== 'password');
    if (origin.replaces !== undefined) await this.sessions.endByToken(origin.replaces);
    const { address } = origin;
    this.log.info('auth.login', { address, accountId: account.id, sessionId: session.id, way });
    if (isNew) {
      this.mails.sendLater(account, {
        kind: 'new-device',
        at: instantForPeople(this.clock.now(), account),
        device: deviceName(origin.userAgent),
        address,
      });
    }
    return this.grant(session, session.refreshToken);
  }

  /** The tokens of a session. */
  grant(session: OpenSession, refreshToken: string | undefined): GrantedSession {
    return {
      account: session.account,
      access: this.accessTokens.issue(session.account, session.id),
      ...(refreshToken !== undefined && {
        refresh: { token: refreshToken, expiresAtMs: session.expiresAtMs },
      }),
    };
  }
}
