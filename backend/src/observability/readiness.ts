import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Pool } from 'pg';
import { PG_POOL } from '../database/pg-pool.js';
import type { Obstacle } from './health.errors.js';

/** How long the database may take to answer before it counts as away, ms. */
const PATIENCE_MS = 2_000;

/** Whether the server can do its work at the moment. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private closing = false;

  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  /** From now on nobody should send requests here any more. */
  onModuleDestroy(): void {
    this.closing = true;
  }

  /** What keeps the server from working; `undefined` when it is ready. */
  async obstacle(): Promise<Obstacle | undefined> {
    if (this.closing) return 'shutting-down';
    return (await this.databaseAnswers()) ? undefined : 'database';
  }

  private async databaseAnswers(): Promise<boolean> {
    const tooLate = new AbortController();
    const late = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), PATIENCE_MS);
      tooLate.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    const answer = this.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      tooLate.abort();
    }
  }
}
