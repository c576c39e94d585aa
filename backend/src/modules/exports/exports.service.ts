import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type CsvCell, writeCsv } from '../../csv/write-csv.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { ClientList } from '../clients/clients.public.js';
import { ContractsService } from '../contracts/contracts.public.js';
import { VehiclesService } from '../vehicles/vehicles.public.js';
import type { ClientExportDto, ContractExportDto, VehicleExportDto } from './export.dto.js';
import { cellOf, chosenColumns, type ExportKind, selectOf } from './export-columns.js';

/** Records of one file: twice as many as the largest list has. Their ids are in memory, 40 bytes each. */
const MOST_RECORDS = 300_000;
/** Records that are in memory at a time. */
const RECORDS_AT_ONCE = 500;

/** What is wanted of a kind. */
export type ExportRequest =
  | { readonly kind: 'clients'; readonly query: ClientExportDto }
  | { readonly kind: 'vehicles'; readonly query: VehicleExportDto }
  | { readonly kind: 'contracts'; readonly query: ContractExportDto };

/** Lists as files, with the filters and the order of the list, and only what the viewer may see of it. */
@Injectable()
export class ExportsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clients: ClientList,
    private readonly vehicles: VehiclesService,
    private readonly contracts: ContractsService,
    private readonly audit: AuditTrail,
  ) {}

  /** The text of the file piece by piece. That it was taken, and what it holds, is written down first. */
  async file(viewer: Viewer, request: ExportRequest): Promise<AsyncGenerator<string>> {
    const { kind, query } = request;
    const { ids: chosen, columns: keys, language } = query;
    const columns = chosenColumns(kind, keys);
    const found = await this.idsOf(viewer, request);
    const wanted = chosen && new Set(chosen);
    const ids = wanted ? found.filter((id) => wanted.has(id)) : found;
    const {
      page: _page,
      pageSize: _size,
      ids: _ids,
      columns: _keys,
      language: _,
      ...asked
    } = query;
    await this.dataSource.transaction((manager) =>
      this.audit.record(manager, viewer, {
        verb: 'download',
        kind: KIND_OF[kind],
        objectId: 'list',
        after: {
          records: ids.length,
          columns: columns.map(({ key }) => key),
          ...asked,
          ...(chosen && { ids: chosen }),
        },
      }),
    );
    const header = columns.map((column) => column[language]);
    const forms = columns.map(({ form }) => form);
    const rows = this.rows(ids, selectOf(kind, columns), (values) =>
      values.map((value, index) => cellOf(value, forms[index] ?? 'text', language)),
    );
    return writeCsv(header, rows);
  }

  private idsOf(viewer: Viewer, { kind, query }: ExportRequest): Promise<string[]> {
    switch (kind) {
      case 'clients':
        return this.clients.ids(viewer, query, MOST_RECORDS);
      case 'vehicles':
        return this.vehicles.ids(viewer, query, MOST_RECORDS);
      case 'contracts':
        return this.contracts.ids(viewer, query, MOST_RECORDS);
    }
  }

  /** The records in the order of their ids; those that are gone by now are left out. */
  private async *rows(
    ids: readonly string[],
    sql: string,
    written: (values: readonly unknown[]) => readonly CsvCell[],
  ): AsyncGenerator<readonly CsvCell[]> {
    for (let start = 0; start < ids.length; start += RECORDS_AT_ONCE) {
      const some = ids.slice(start, start + RECORDS_AT_ONCE);
      const found = await this.dataSource.query<{ id: string; values: unknown[] }[]>(sql, [some]);
      const byId = new Map(found.map(({ id, values }) => [id, values]));
      for (const id of some) {
        const values = byId.get(id);
        if (values) yield written(values);
      }
    }
  }
}

const KIND_OF = {
  clients: 'client',
  vehicles: 'vehicle',
  contracts: 'contract',
} as const satisfies Record<ExportKind, string>;
