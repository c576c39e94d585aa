import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';

/**
 * Writes into the log how far the audit trail is, at start and every ten minutes while it grows. Whoever rewrites the
 * trail with its head would have to rewrite the log too, which is kept elsewhere: `npm run audit:verify -- --anchor`.
 */
@Injectable()
export class AuditAnchor implements OnApplicationBootstrap {
  private told: string | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly log: EventLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.tell();
  }

  /** Says how far the trail is, if it has grown since. */
  @Cron('30 */10 * * * *', { name: 'audit-anchor' })
  async tell(): Promise<void> {
    try {
      const [head] = await this.dataSource.query<{ entries: string; hash: string }[]>(HEAD);
      if (!head || head.hash === this.told) return;
      this.told = head.hash;
      this.log.info('audit.head', { entries: Number(head.entries), hash: head.hash });
    } catch (error) {
      this.log.warn('audit.head-not-read', { error });
    }
  }
}

const HEAD = `SELECT entries, encode(hash, 'hex') AS hash FROM audit_head`;
