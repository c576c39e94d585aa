import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { Account } from './account.entity.js';
import { AccountLink, type LinkPurpose } from './account-link.entity.js';
import { LinkNotValid } from './auth.errors.js';
import { hashOf, newToken } from './bearer-token.js';

/** For how long a mailed link works, ms. */
export const LINK_LIFE_MS: Readonly<Record<LinkPurpose, number>> = {
  invitation: 7 * 24 * 3_600_000,
  'password-reset': 30 * 60_000,
};

/** One-time links: issued, mailed by whoever asked for them, and used. */
@Injectable()
export class AccountLinks {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** A token for a new link; earlier links for the same purpose stop working. */
  async issue(manager: EntityManager, accountId: string, purpose: LinkPurpose): Promise<string> {
    const now = this.clock.now();
    const token = newToken();
    await manager.delete(AccountLink, { accountId, purpose });
    await manager.insert(AccountLink, {
      tokenHash: hashOf(token),
      accountId,
      purpose,
      createdAt: new Date(now),
      expiresAt: new Date(now + LINK_LIFE_MS[purpose]),
    });
    return token;
  }

  /** Whose link it is, without using it. @throws LinkNotValid */
  async holder(manager: EntityManager, token: string, purpose: LinkPurpose): Promise<Account> {
    const link = await manager.findOneBy(AccountLink, {
      tokenHash: hashOf(token),
      purpose,
      usedAt: IsNull(),
    });
    const account =
      link && link.expiresAt.getTime() > this.clock.now()
        ? await manager.findOneBy(Account, { id: link.accountId, disabledAt: IsNull() })
        : null;
    if (!account) throw new LinkNotValid();
    return account;
  }

  /** Uses the link; of several at once one succeeds. @throws LinkNotValid */
  async use(manager: EntityManager, token: string, purpose: LinkPurpose): Promise<void> {
    const { affected } = await manager.update(
      AccountLink,
      { tokenHash: hashOf(token), purpose, usedAt: IsNull() },
      { usedAt: new Date(this.clock.now()) },
    );
    if (affected !== 1) throw new LinkNotValid();
  }

  /** Makes every link of the account stop working. */
  async withdraw(manager: EntityManager, accountId: string): Promise<void> {
    await manager.delete(AccountLink, { accountId });
  }
}
