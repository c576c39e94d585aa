import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, LessThan, MoreThan } from 'typeorm';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { hashOf, newToken } from '../bearer-token.js';
import type { CookieToken } from '../session-cookies.js';
import { RememberedDevice } from './second-factor.entity.js';

/** For how long a browser need not show the second factor again, ms. */
export const REMEMBERED_MS = 30 * 24 * 3_600_000;

/** Browsers that showed the second factor and were asked to be remembered. The password is needed all the same. */
@Injectable()
export class RememberedDevices {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Remembers the browser that gets the token. */
  async remember(accountId: string): Promise<CookieToken> {
    const token = newToken();
    const expiresAtMs = this.clock.now() + REMEMBERED_MS;
    const { manager } = this.dataSource;
    await manager.delete(RememberedDevice, {
      accountId,
      expiresAt: LessThan(new Date(this.clock.now())),
    });
    await manager.insert(RememberedDevice, {
      tokenHash: hashOf(token),
      accountId,
      expiresAt: new Date(expiresAtMs),
    });
    return { token, expiresAtMs };
  }

  /** Whether the browser with this token is remembered for the account. */
  async knows(accountId: string, token: string | undefined): Promise<boolean> {
    if (token === undefined) return false;
    return this.dataSource.manager.existsBy(RememberedDevice, {
      tokenHash: hashOf(token),
      accountId,
      expiresAt: MoreThan(new Date(this.clock.now())),
    });
  }

  /** How many browsers are remembered for the account. */
  count(accountId: string): Promise<number> {
    return this.dataSource.manager.countBy(RememberedDevice, {
      accountId,
      expiresAt: MoreThan(new Date(this.clock.now())),
    });
  }

  /** Forgets all of them. */
  async forget(manager: EntityManager, accountId: string): Promise<void> {
    await manager.delete(RememberedDevice, { accountId });
  }
}
