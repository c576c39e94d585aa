import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ChangedMeanwhile } from '../../../errors/changed-meanwhile.js';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { AuditTrail } from '../../audit/audit.public.js';
import type { Role, Viewer } from '../viewer.js';

/** Row of `settings`. */
const NAME = 'second-factor';

/** Which roles need a second factor, as the administrator set it. */
export interface SecondFactorRule {
  readonly requiredForRoles: readonly Role[];
  readonly version: number;
}

/** Who needs a second factor. */
@Injectable()
export class SecondFactorPolicy {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read(): Promise<SecondFactorRule> {
    const [row] = await this.dataSource.query<
      { value: { requiredForRoles: Role[] }; version: number }[]
    >('SELECT value, version FROM settings WHERE name = $1', [NAME]);
    if (!row) throw new Error('The setting second-factor is missing: its migration writes it.');
    return { requiredForRoles: row.value.requiredForRoles, version: row.version };
  }

  /** Whether accounts of the role need a second factor. */
  async isRequiredFor(role: Role): Promise<boolean> {
    return (await this.read()).requiredForRoles.includes(role);
  }

  /** Sets which roles need a second factor, from their next login on. @throws ChangedMeanwhile */
  async set(
    viewer: Viewer,
    requiredForRoles: readonly Role[],
    version: number,
  ): Promise<SecondFactorRule> {
    const before = await this.read();
    const value = JSON.stringify({ requiredForRoles });
    await this.dataSource.transaction(async (manager) => {
      const updated = await manager.query<[unknown[], number]>(
        `UPDATE settings SET value = $1, version = version + 1, updated_at = $2
         WHERE name = $3 AND version = $4`,
        [value, new Date(this.clock.now()), NAME, version],
      );
      if (updated[1] !== 1) throw new ChangedMeanwhile();
      await this.audit.record(manager, viewer, {
        verb: 'update',
        kind: 'setting',
        objectId: NAME,
        before: { requiredForRoles: before.requiredForRoles },
        after: { requiredForRoles },
      });
    });
    return { requiredForRoles, version: version + 1 };
  }
}
