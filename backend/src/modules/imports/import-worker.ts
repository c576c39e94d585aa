import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog } from '../../observability/event-log.js';
import { requestContext } from '../../observability/request-context.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { Account, rolesWith, Sessions, type Viewer } from '../auth/auth.public.js';
import { Import, type ImportState } from './import.entity.js';
import { type ImportReport, ImportRun } from './import-run.js';

/** Somebody cancelled the import, or the server is stopping. */
class Stopped extends Error {
  constructor(readonly state: Extract<ImportState, 'cancelled' | 'interrupted'>) {
    super(`The import is ${state}.`);
  }
}

/** Takes imports from the queue in the database, one at a time, behind the requests of everybody else. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private working: Promise<void> | undefined;
  private isAsked = false;
  private isStopping = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly importRun: ImportRun,
    private readonly sessions: Sessions,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.sweep();
  }

  /** What runs is rolled back; what waits keeps its place. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.working;
  }

  /** There is something in the queue. */
  kick(): void {
    this.isAsked = true;
    // What runs here does not belong to the request that asked for it.
    this.working ??= requestContext.exit(() => this.work());
  }

  /** Marks what another process left behind as interrupted, and takes what waits: at the start, and each minute. */
  @Cron('30 * * * * *', { name: 'imports' })
  async sweep(): Promise<void> {
    try {
      // Whoever works on an import holds its lock; a process that died does not.
      const [left] = await this.dataSource.query<[unknown[], number]>(
        `WITH running AS MATERIALIZED (SELECT id FROM imports WHERE state = 'running'),
              left_behind AS MATERIALIZED (SELECT id FROM running WHERE pg_try_advisory_xact_lock(hashtextextended(id::text, 0)))
         UPDATE imports SET state = 'interrupted', ended_at = $1, file = NULL
         WHERE state = 'running' AND id IN (SELECT id FROM left_behind) RETURNING id`,
        [new Date(this.clock.now())],
      );
      if (left.length > 0) this.log.warn('imports.interrupted', { count: left.length });
      this.kick();
    } catch (error) {
      this.log.warn('imports.not-swept', { error });
    }
  }

  private async work(): Promise<void> {
    try {
      do {
        this.isAsked = false;
        while (!this.isStopping && (await this.next()));
      } while (this.mustGoOn());
    } catch (error) {
      this.log.error('imports.stopped', { error });
    } finally {
      this.working = undefined;
    }
  }

  /** Whether something came into the queue after the last look. */
  private mustGoOn(): boolean {
    return this.isAsked && !this.isStopping;
  }

  /** Does the one that waits longest. @returns whether there was one */
  private async next(): Promise<boolean> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    try {
      // The lock is the session's: it is held from before the import counts as running until it does not any more.
      const [job] = await runner.manager.query<{ id: string; isFree: boolean }[]>(
        `SELECT id, pg_try_advisory_lock(hashtextextended(id::text, 0)) AS "isFree" FROM (
           SELECT id FROM imports WHERE state = 'waiting' ORDER BY queued_at, id LIMIT 1) longest`,
      );
      if (!job?.isFree) return false;
      try {
        await this.take(job.id);
      } finally {
        await runner.query('SELECT pg_advisory_unlock_all()');
      }
      return true;
    } finally {
      await runner.release();
    }
  }

  private async take(id: string): Promise<void> {
    const { manager } = this.dataSource;
    const { affected } = await manager.update(
      Import,
      { id, state: 'waiting' },
      { state: 'running' },
    );
    if (affected !== 1) return;
    const job = await manager.findOneOrFail(Import, {
      where: { id },
      select: { ...ALL, file: true },
    });
    const context =
      job.requestId === null
        ? undefined
        : { requestId: job.requestId, ...(job.address !== null && { address: job.address }) };
    await (context ? requestContext.run(context, () => this.do(job)) : this.do(job));
  }

  private async do(job: Import): Promise<void> {
    const startedMs = this.clock.now();
    try {
      const viewer = await this.viewerOf(job);
      if (!viewer || !job.file) throw new Stopped('cancelled');
      const report = await this.importRun.run(
        job,
        job.file,
        viewer,
        (done, total) => this.progress(job.id, done, total),
        (manager, found) => this.finish(manager, job, found, 'done'),
      );
      const isGood = report.faultCount === 0;
      if (job.step === 'check' || !isGood) {
        await this.dataSource.transaction((manager) =>
          this.finish(manager, job, report, isGood ? 'ready' : 'faulty'),
        );
      }
      const { lines, faultCount } = report;
      const tookMs = this.clock.now() - startedMs;
      this.log.info('import.run', { importId: job.id, step: job.step, lines, faultCount, tookMs });
    } catch (error) {
      const state = error instanceof Stopped ? error.state : 'failed';
      if (state === 'failed') this.log.error('import.failed', { importId: job.id, error });
      await this.end(job.id, state);
    }
  }

  /** Who asked for it, as they are now; `undefined` when they may not import any more. */
  private async viewerOf({ accountId, sessionId }: Import): Promise<Viewer | undefined> {
    const [account, standing] = await Promise.all([
      this.dataSource.manager.findOneBy(Account, { id: accountId }),
      this.sessions.standingOfAccount(accountId),
    ]);
    if (!account || !standing || !rolesWith('import:records').includes(account.role)) {
      return undefined;
    }
    return { accountId, role: account.role, sessionId, ...standing };
  }

  private async progress(id: string, linesDone: number, linesTotal: number): Promise<void> {
    if (this.isStopping) throw new Stopped('interrupted');
    const { affected } = await this.dataSource.manager.update(
      Import,
      { id, state: 'running', isCancelled: false },
      { linesDone, linesTotal },
    );
    if (affected !== 1) throw new Stopped('cancelled');
  }

  /** Notes what was found; whoever cancelled before has the last word. */
  private async finish(
    manager: EntityManager,
    { id }: Import,
    report: ImportReport,
    state: Extract<ImportState, 'ready' | 'faulty' | 'done'>,
  ): Promise<void> {
    const { affected } = await manager.update(
      Import,
      { id, state: 'running', isCancelled: false },
      {
        state,
        linesTotal: report.lines,
        linesDone: report.lines,
        faults: report.faultCount,
        faultyLines: report.faultyLines,
        ignoredColumns: [...report.ignoredColumns],
        endedAt: new Date(this.clock.now()),
        ...(state === 'done' && { file: null }),
      },
    );
    if (affected !== 1) throw new Stopped('cancelled');
    await manager.query('DELETE FROM import_faults WHERE import_id = $1', [id]);
    await manager.query(
      `INSERT INTO import_faults (import_id, ordinal, line, field, column_name, value, code, detail)
       SELECT $1, ordinal, (one ->> 'line')::integer, one ->> 'field', one ->> 'column', one ->> 'value',
         one ->> 'code', one ->> 'detail'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS told (one, ordinal)`,
      [id, JSON.stringify(report.faults)],
    );
  }

  private async end(id: string, state: ImportState): Promise<void> {
    const endedAt = new Date(this.clock.now());
    await this.dataSource.manager.update(
      Import,
      { id, state: 'running' },
      { state, endedAt, file: null },
    );
  }
}

const ALL = {
  id: true,
  accountId: true,
  sessionId: true,
  requestId: true,
  address: true,
  kind: true,
  fileName: true,
  step: true,
  state: true,
} as const;
