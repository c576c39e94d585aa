import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Environment } from '../../config/environment.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { MAIL_OUTBOX, type MailOutbox } from '../../ports/mail-outbox.js';
import { MAILER, type Mailer } from '../../ports/mailer.js';
import { OBJECT_STORE, type ObjectStore } from '../../ports/object-store.js';
import { TELEMETRY_STORE, type TelemetryStore } from '../../ports/telemetry-store.js';
import { DocumentTotals } from '../documents/documents.public.js';
import { checkStore, type StoreCheck } from './store-check.js';
import type { SystemStoreDto } from './system.dto.js';

/** No object has this key: asking for it costs as much as asking for one that is there. */
const NO_OBJECT = 'system-check';
/** The mail server is asked at most once in so long, ms: it takes every question for a login. */
const MAIL_ASKED_EVERY_MS = 60_000;

/** The database beside whether it answers. */
export interface DatabaseFacts {
  readonly version: string;
  readonly sizeBytes: number;
}

/** Asks the stores how they are. */
@Injectable()
export class SystemStores {
  private mailAsked: { readonly atMs: number; readonly check: Promise<StoreCheck> } | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly environment: Environment,
    private readonly documents: DocumentTotals,
    @Inject(TELEMETRY_STORE) private readonly telemetry: TelemetryStore,
    @Inject(OBJECT_STORE) private readonly objects: ObjectStore,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(MAIL_OUTBOX) private readonly outbox: MailOutbox | undefined,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** All of them at once, in the order in which they are shown. A store that is away is an answer, not an error. */
  async ask(): Promise<{ stores: SystemStoreDto[]; database: DatabaseFacts | undefined }> {
    const [database, facts, telemetry, objects, mail] = await Promise.all([
      checkStore(() => this.dataSource.query('SELECT 1'), this.clock),
      this.databaseFacts(),
      checkStore(() => this.telemetry.ping(), this.clock),
      this.objectStore(),
      this.mail(),
    ]);
    const stores: SystemStoreDto[] = [
      { name: 'database', ...database, ...(facts && { sizeBytes: facts.sizeBytes }) },
      { name: 'telemetry', ...telemetry },
      objects,
      mail,
    ];
    return { stores, database: facts };
  }

  private async databaseFacts(): Promise<DatabaseFacts | undefined> {
    try {
      const [facts] = await this.dataSource.query<DatabaseFacts[]>(
        `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
                pg_database_size(current_database())::float8 AS "sizeBytes"`,
      );
      return facts;
    } catch {
      return undefined;
    }
  }

  private async objectStore(): Promise<SystemStoreDto> {
    const [check, totals, disk] = await Promise.all([
      checkStore(() => this.objects.stat(NO_OBJECT), this.clock),
      this.documents.read().catch(() => undefined),
      statfs(this.environment.dataDir).catch(() => undefined),
    ]);
    return {
      name: 'objects',
      ...check,
      ...(totals && { sizeBytes: totals.sizeBytes, entries: totals.documents }),
      ...(disk && { freeBytes: disk.bavail * disk.bsize }),
    };
  }

  private async mail(): Promise<SystemStoreDto> {
    const name = 'mail';
    if (this.outbox) return { name, state: 'kept', entries: this.outbox.mails().length };
    if (!this.mailer.isConfigured) return { name, state: 'absent' };
    const now = this.clock.now();
    if (!this.mailAsked || Math.abs(now - this.mailAsked.atMs) >= MAIL_ASKED_EVERY_MS) {
      this.mailAsked = { atMs: now, check: checkStore(() => this.mailer.ping(), this.clock) };
    }
    return { name, ...(await this.mailAsked.check) };
  }
}
