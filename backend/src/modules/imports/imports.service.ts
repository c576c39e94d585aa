import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, Not } from 'typeorm';
import { type CsvRow, readCsv } from '../../csv/read-csv.js';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { offsetOf, type PageRequest } from '../../http/pagination.js';
import { EventLog } from '../../observability/event-log.js';
import { requestContext } from '../../observability/request-context.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Viewer } from '../auth/auth.public.js';
import type { ImportFault } from './import-faults.js';
import type { HandedIn } from './import-intake.js';
import { MOST_LINES } from './import-run.js';
import { ImportWorker } from './import-worker.js';
import { Import } from './import.entity.js';
import {
  ImportFileGone,
  ImportNotFound,
  ImportNotReady,
  ImportOver,
  ImportQueueFull,
  ImportUnderway,
} from './imports.errors.js';

/** So many may wait; one takes half a minute at most. */
const MOST_WAITING = 20;
const RETRY_AFTER_SECONDS = 60;
/** Files, and what stands in them, are kept so long, ms: a week. */
const FILES_KEPT_MS = 7 * 86_400_000;
/** That there was an import is known so long, ms: a year. */
const IMPORTS_KEPT_MS = 365 * 86_400_000;

/** Lines that have to be mended, with what is wrong. */
export interface FaultyLines {
  readonly header: readonly string[];
  readonly lines: readonly (CsvRow & { readonly faults: readonly ImportFault[] })[];
}

/** The imports of one's own: everybody sees and steers those only. */
@Injectable()
export class ImportsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly worker: ImportWorker,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Keeps the file and has it checked. @throws ImportUnderway, ImportQueueFull */
  async handIn(viewer: Viewer, { kind, fileName, file }: HandedIn): Promise<Import> {
    const { manager } = this.dataSource;
    await this.checkQueue();
    const at = new Date(this.clock.now());
    const id = randomUUID();
    await oneAtATime(
      manager.insert(Import, {
        id,
        accountId: viewer.accountId,
        ...originOf(viewer),
        kind,
        fileName,
        file,
        createdAt: at,
        queuedAt: at,
      }),
    );
    this.worker.kick();
    return this.get(viewer, id);
  }

  /** One page of the viewer's imports, the newest first, and how many there are. */
  list({ accountId }: Viewer, page: PageRequest): Promise<[imports: Import[], total: number]> {
    return this.dataSource.manager.findAndCount(Import, {
      where: { accountId },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: offsetOf(page),
      take: page.pageSize,
    });
  }

  /** @throws ImportNotFound */
  async get({ accountId }: Viewer, id: string): Promise<Import> {
    const found = await this.dataSource.manager.findOneBy(Import, { id, accountId });
    if (!found) throw new ImportNotFound();
    return found;
  }

  /** One page of what is wrong, and how much of it is kept. @throws ImportNotFound */
  async faults(
    viewer: Viewer,
    id: string,
    page: PageRequest,
  ): Promise<[faults: readonly ImportFault[], total: number]> {
    await this.get(viewer, id);
    const [counted] = await this.dataSource.query<{ total: number }[]>(
      'SELECT count(*)::int4 AS total FROM import_faults WHERE import_id = $1',
      [id],
    );
    const rows = await this.dataSource.query<FaultRow[]>(`${FAULTS} LIMIT $2 OFFSET $3`, [
      id,
      page.pageSize,
      offsetOf(page),
    ]);
    return [rows.map(faultOf), counted?.total ?? 0];
  }

  /** The lines with which something is wrong, as they stand in the file. @throws ImportNotFound, ImportFileGone */
  async faultyLines(viewer: Viewer, id: string): Promise<FaultyLines> {
    await this.get(viewer, id);
    const kept = await this.dataSource.manager.findOne(Import, {
      where: { id },
      select: { id: true, file: true },
    });
    if (!kept?.file) throw new ImportFileGone();
    const table = await readCsv(kept.file, MOST_LINES);
    if ('code' in table) return { header: [], lines: [] };
    const rows = await this.dataSource.query<FaultRow[]>(FAULTS, [id]);
    const byLine = new Map<number | undefined, ImportFault[]>();
    for (const fault of rows.map(faultOf)) {
      byLine.set(fault.line, [...(byLine.get(fault.line) ?? []), fault]);
    }
    const lines = table.rows.flatMap((row) => {
      const faults = byLine.get(row.line);
      return faults ? [{ ...row, faults }] : [];
    });
    return { header: table.header, lines };
  }

  /** Has the records of a good file entered. @throws ImportNotFound, ImportNotReady, ImportUnderway, ImportQueueFull */
  async execute(viewer: Viewer, id: string): Promise<Import> {
    const { accountId } = viewer;
    await this.get(viewer, id);
    await this.checkQueue();
    const { affected } = await oneAtATime(
      this.dataSource.manager.update(
        Import,
        { id, accountId, state: 'ready', file: Not(IsNull()) },
        {
          ...originOf(viewer),
          step: 'import',
          state: 'waiting',
          linesDone: 0,
          queuedAt: new Date(this.clock.now()),
          endedAt: null,
        },
      ),
    );
    if (affected !== 1) throw new ImportNotReady();
    this.worker.kick();
    return this.get(viewer, id);
  }

  /**
   * Stops what runs or waits, and lets go of a file that was checked; nothing of it is entered.
   * @throws ImportNotFound, ImportOver
   */
  async cancel(viewer: Viewer, id: string): Promise<Import> {
    await this.get(viewer, id);
    const { accountId } = viewer;
    const [cancelled] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE imports SET is_cancelled = true,
         state = CASE state WHEN 'running' THEN state ELSE 'cancelled' END,
         file = CASE state WHEN 'running' THEN file END,
         ended_at = CASE state WHEN 'running' THEN ended_at ELSE $3 END
       WHERE id = $1 AND account_id = $2 AND state IN ('waiting', 'running', 'faulty', 'ready') RETURNING id`,
      [id, accountId, new Date(this.clock.now())],
    );
    if (cancelled.length === 0) throw new ImportOver();
    return this.get(viewer, id);
  }

  /** Forgets what stood in old files, and imports that nobody remembers. */
  @Cron('0 41 * * * *', { name: 'imports-upkeep' })
  async forgetOld(): Promise<void> {
    const before = (ms: number): Date => new Date(this.clock.now() - ms);
    try {
      await this.dataSource.query(
        `WITH old AS (UPDATE imports SET file = NULL, ended_at = coalesce(ended_at, $2),
             state = CASE state WHEN 'ready' THEN 'cancelled' ELSE state END
           WHERE created_at < $1 AND state NOT IN ('waiting', 'running')
             AND (file IS NOT NULL OR faults > 0) RETURNING id)
         DELETE FROM import_faults WHERE import_id IN (SELECT id FROM old)`,
        [before(FILES_KEPT_MS), before(0)],
      );
      await this.dataSource.query('DELETE FROM imports WHERE created_at < $1', [
        before(IMPORTS_KEPT_MS),
      ]);
    } catch (error) {
      this.log.warn('imports.not-forgotten', { error });
    }
  }

  private async checkQueue(): Promise<void> {
    const waiting = await this.dataSource.manager.countBy(Import, { state: 'waiting' });
    if (waiting >= MOST_WAITING) throw new ImportQueueFull(RETRY_AFTER_SECONDS);
  }
}

/** Who asks, and from where: it is done later, in their name. */
function originOf({ sessionId }: Viewer) {
  const { requestId = null, address = null } = requestContext.getStore() ?? {};
  return { sessionId, requestId, address };
}

async function oneAtATime<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw violatedConstraint(error) === 'imports_one_at_a_time' ? new ImportUnderway() : error;
  }
}

interface FaultRow {
  readonly line: number | null;
  readonly field: string | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly detail: string;
}

const FAULTS = `SELECT line, field, column_name AS "column", value, code, detail
  FROM import_faults WHERE import_id = $1 ORDER BY ordinal`;

function faultOf({ line, field, column, value, code, detail }: FaultRow): ImportFault {
  return {
    ...(line !== null && { line }),
    ...(field !== null && { field }),
    ...(column !== null && { column }),
    ...(value !== null && { value }),
    code,
    detail,
  };
}
