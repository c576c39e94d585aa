import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { type CsvTable, readCsv } from '../../csv/read-csv.js';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { type ReadHeader, readHeader, readRow } from './import-columns.js';
import type { Import } from './import.entity.js';
import { faultsOfHeader, faultsOfLine, type ImportFault } from './import-faults.js';
import { type ImportPass, ImportRecords } from './import-records.js';

/** Lines after the header that a file may have. */
export const MOST_LINES = 10_000;
/** Lines that are done between two looks at whether to go on: a fraction of a second. */
const LINES_AT_ONCE = 100;
/** Faults that are kept; the others are counted. */
const MOST_FAULTS = 5_000;
/** When others enter the same at that moment, so often everything is done anew. */
const MOST_PASSES = 3;
/** Two transactions waited for each other, and this one was chosen to end. */
const DEADLOCK = '40P01';

/**
 * Statistics know nothing of what the transaction itself writes: by them the planner, and the plans that triggers keep,
 * would read whole tables for each line. So each statement is planned anew, by index, and that once: to plan the
 * triggers' statements for each line cost more than to carry them out.
 */
const PLAN_BY_INDEX =
  "SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = 'force_generic_plan'; DISCARD PLANS";

/** What a run through a file found. */
export interface ImportReport {
  readonly lines: number;
  readonly faults: readonly ImportFault[];
  /** All of them, those too that are not kept. */
  readonly faultCount: number;
  readonly faultyLines: number;
  readonly ignoredColumns: readonly string[];
}

/** Told how far it is; throws when it shall stop. */
export type OnProgress = (linesDone: number, linesTotal: number) => Promise<void>;

/** Ends the transaction without keeping anything. */
class RolledBack extends Error {}

/**
 * Runs through a file: the real thing in one transaction, which is kept when it is the import and nothing is wrong,
 * and rolled back otherwise.
 */
@Injectable()
export class ImportRun {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly records: ImportRecords,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @param settle called in the transaction before it is committed: throws when somebody stopped it meanwhile
   * @throws what `onProgress` and `settle` throw
   */
  async run(
    job: Import,
    file: Uint8Array,
    viewer: Viewer,
    onProgress: OnProgress,
    settle: (manager: EntityManager, report: ImportReport) => Promise<void>,
  ): Promise<ImportReport> {
    const table = await readCsv(file, MOST_LINES);
    if ('code' in table) {
      const { code, line } = table;
      const detail = 'The file cannot be read.';
      return reportOf(0, [{ code, detail, ...(line !== undefined && { line }) }]);
    }
    const header = readHeader(job.kind, table.header);
    const faults = faultsOfHeader(header, table.header);
    if (table.rows.length === 0) faults.push({ code: 'CSV.EMPTY', detail: 'There are no lines.' });
    if (faults.length > 0) return reportOf(table.rows.length, faults, header);
    for (let pass = 1; ; pass += 1) {
      try {
        return await this.pass(job, table, header, viewer, onProgress, settle);
      } catch (error) {
        if (pass >= MOST_PASSES || !wasOvertaken(error)) throw error;
      }
    }
  }

  private async pass(
    job: Import,
    table: CsvTable,
    header: ReadHeader,
    viewer: Viewer,
    onProgress: OnProgress,
    settle: (manager: EntityManager, report: ImportReport) => Promise<void>,
  ): Promise<ImportReport> {
    const isTrial = job.step === 'check';
    let report = reportOf(0, []);
    let done: ImportPass | undefined;
    try {
      await this.dataSource.transaction(async (manager) => {
        const { kind } = job;
        await manager.query(PLAN_BY_INDEX);
        const pass = { manager, viewer, kind, isTrial, seen: new Map(), vehicles: [] };
        await this.records.begin(pass);
        report = await this.goThrough(pass, table, header, onProgress);
        if (isTrial || report.faultCount > 0) throw new RolledBack();
        await this.trail.record(manager, viewer, {
          verb: 'create',
          kind: 'import',
          objectId: job.id,
          after: { kind, fileName: job.fileName, lines: report.lines },
        });
        // What a commit would do first: until it is done the import can still be cancelled.
        await manager.query('SET CONSTRAINTS ALL IMMEDIATE');
        await settle(manager, report);
        done = pass;
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    }
    if (done) this.records.announce(done);
    return report;
  }

  private async goThrough(
    pass: ImportPass,
    { header: names, rows }: CsvTable,
    header: ReadHeader,
    onProgress: OnProgress,
  ): Promise<ImportReport> {
    const kept: ImportFault[] = [];
    let faultCount = 0;
    let faultyLines = 0;
    for (let start = 0; start < rows.length; start += LINES_AT_ONCE) {
      await onProgress(start, rows.length);
      const some = rows.slice(start, start + LINES_AT_ONCE);
      const found = await this.records.enter(
        pass,
        some.map(({ line, cells }) => ({ line, body: readRow(header, cells) })),
      );
      for (const [index, row] of some.entries()) {
        const faults = faultsOfLine(found[index] ?? [], row, header, names);
        if (row.cells.length > names.length) faults.push(tooManyCells(row.line));
        faultCount += faults.length;
        faultyLines += faults.length > 0 ? 1 : 0;
        kept.push(...faults.slice(0, MOST_FAULTS - kept.length));
      }
    }
    const { unknown: ignoredColumns } = header;
    return { lines: rows.length, faults: kept, faultCount, faultyLines, ignoredColumns };
  }
}

function tooManyCells(line: number): ImportFault {
  const detail = 'The line has more cells than there are columns.';
  return { line, code: 'IMPORT.TOO_MANY_CELLS', detail };
}

function reportOf(
  lines: number,
  faults: readonly ImportFault[],
  header?: ReadHeader,
): ImportReport {
  const faultyLines = new Set(faults.flatMap(({ line }) => line ?? [])).size;
  const ignoredColumns = header?.unknown ?? [];
  return { lines, faults, faultCount: faults.length, faultyLines, ignoredColumns };
}

/** Whether somebody entered the same at that moment. Once more, it is found before it is written. */
function wasOvertaken(error: unknown): boolean {
  if (violatedConstraint(error) !== undefined) return true;
  if (!(error instanceof QueryFailedError)) return false;
  return (error.driverError as { code?: unknown }).code === DEADLOCK;
}
