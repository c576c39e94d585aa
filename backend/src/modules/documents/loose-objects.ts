import { Inject, Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { OBJECT_STORE, type ObjectStore } from '../../ports/object-store.js';

/** An upload has long been kept or given up after so long, ms: an hour. */
const UPLOAD_PATIENCE_MS = 3_600_000;
/** Objects that one sweep looks at. */
const MOST_AT_ONCE = 500;

/**
 * Objects without a row: written before theirs, or left behind by a removed one. Each is written down before it can
 * exist, and forgotten in the transaction that makes its row: so whatever happens in between, nothing stays for good.
 */
@Injectable()
export class LooseObjects {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(OBJECT_STORE) private readonly objects: ObjectStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly log: EventLog,
  ) {}

  /** An object is about to be written. */
  async expect(key: string): Promise<void> {
    await this.note(this.dataSource.manager, key, this.clock.now() + UPLOAD_PATIENCE_MS);
  }

  /** The object gets its row in this transaction. @returns whether it is still there to get one */
  async claim(manager: EntityManager, key: string): Promise<boolean> {
    const claimed = await manager.query<unknown[]>(
      `WITH claimed AS (DELETE FROM loose_objects WHERE object_key = $1 RETURNING 1) SELECT 1 FROM claimed`,
      [key],
    );
    return claimed.length === 1;
  }

  /** The object loses its row in this transaction. */
  async release(manager: EntityManager, key: string): Promise<void> {
    await this.note(manager, key, this.clock.now());
  }

  /** Removes the object now, where that is possible; else a sweep does later. */
  async remove(key: string): Promise<void> {
    try {
      await this.removeLoose(key);
    } catch (error) {
      this.log.warn('document.object-not-removed', { key, error });
    }
  }

  /** Removes the objects that are due. */
  @Cron('0 23 * * * *', { name: 'loose-objects' })
  async sweep(): Promise<void> {
    try {
      const due = await this.dataSource.query<{ key: string }[]>(
        'SELECT object_key AS key FROM loose_objects WHERE due_at <= $1 ORDER BY due_at LIMIT $2',
        [new Date(this.clock.now()), MOST_AT_ONCE],
      );
      for (const { key } of due) await this.remove(key);
    } catch (error) {
      this.log.warn('document.objects-not-swept', { error });
    }
  }

  /** Forgotten and removed together: what cannot be removed is not forgotten, what got its row is not removed. */
  private async removeLoose(key: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (await this.claim(manager, key)) await this.objects.delete(key);
    });
  }

  private async note(manager: EntityManager, key: string, dueMs: number): Promise<void> {
    await manager.query('INSERT INTO loose_objects (object_key, due_at) VALUES ($1, $2)', [
      key,
      new Date(dueMs),
    ]);
  }
}
