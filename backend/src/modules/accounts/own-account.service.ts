import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { Account, type Viewer } from '../auth/auth.public.js';
import { AccountNotFound } from './accounts.errors.js';
import type { UpdateProfileDto } from './own-account.dto.js';

/** What people change of their own account. */
const FIELDS = ['displayName', 'language', 'theme', 'units', 'timeZone'] as const;

/** The viewer's own profile. */
@Injectable()
export class OwnAccountService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AccountNotFound */
  async get({ accountId: id }: Viewer): Promise<Account> {
    const account = await this.dataSource.manager.findOneBy(Account, { id });
    if (!account) throw new AccountNotFound();
    return account;
  }

  /** Changes what was given. @throws ChangedMeanwhile */
  async update(viewer: Viewer, body: UpdateProfileDto): Promise<Account> {
    const { accountId: id } = viewer;
    return this.dataSource.transaction(async (manager) => {
      const account = await manager.findOneOrFail(Account, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (account.version !== body.version) throw new ChangedMeanwhile();
      const changed = FIELDS.filter(
        (field) => body[field] !== undefined && body[field] !== account[field],
      );
      const before = Object.fromEntries(changed.map((field) => [field, account[field]]));
      const after = Object.fromEntries(changed.map((field) => [field, body[field]]));
      await manager.update(
        Account,
        { id },
        { ...after, version: account.version + 1, updatedAt: new Date(this.clock.now()) },
      );
      await this.audit.record(manager, viewer, {
        verb: 'update',
        kind: 'account',
        objectId: id,
        ...(account.clientId !== null && { clientId: account.clientId }),
        before,
        after,
      });
      return manager.findOneByOrFail(Account, { id });
    });
  }
}
