import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type CsvCell, writeCsv } from '../../csv/write-csv.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Reading } from '../../ports/reading.js';
import { TELEMETRY_STORE, type TelemetryStore } from '../../ports/telemetry-store.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { ClientsDirectory } from '../clients/clients.public.js';
import { readingDto } from '../telemetry/telemetry.public.js';
import {
  namedAsElsewhere,
  OWN_DATA_SECTIONS,
  type OwnDataSection,
  READINGS_SECTION,
} from './own-data-sections.js';
import { cellsOf, columnsOf, type OwnDataRow, READING_COLUMNS } from './own-data-table.js';

/** Readings that are in memory at a time: an hour and a quarter at one a second. */
const READINGS_AT_ONCE = 4_500;

/** Everything that is held about a client, for that client. */
@Injectable()
export class OwnDataService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clients: ClientsDirectory,
    @Inject(TELEMETRY_STORE) private readonly telemetry: TelemetryStore,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The text of one JSON document, piece by piece: it may be longer than fits into memory. That it was taken is
   * written down first.
   * @throws ClientNotFound, ClientMerged
   */
  async document(viewer: Viewer, clientId: string): Promise<AsyncIterable<string>> {
    await this.noteDownload(viewer, clientId);
    return this.pieces(clientId);
  }

  /**
   * One part of it as a CSV table, piece by piece. That it was taken is written down first.
   * @param part one of `OWN_DATA_PARTS`
   * @throws ClientNotFound, ClientMerged
   */
  async table(viewer: Viewer, clientId: string, part: string): Promise<AsyncIterable<string>> {
    await this.noteDownload(viewer, clientId);
    const section = OWN_DATA_SECTIONS.find(({ name }) => name === part);
    if (section === undefined) return writeCsv(READING_COLUMNS, this.readingCells(clientId));
    const rows = await this.rowsOf(section, clientId);
    const columns = columnsOf(rows);
    return writeCsv(columns, Readable.from(rows.map((row) => cellsOf(row, columns))));
  }

  private async noteDownload(viewer: Viewer, clientId: string): Promise<void> {
    await this.clients.get(viewer, clientId);
    await this.dataSource.transaction((manager) =>
      this.audit.record(manager, viewer, {
        verb: 'download',
        kind: 'client',
        objectId: clientId,
        clientId,
      }),
    );
  }

  private async *pieces(clientId: string): AsyncGenerator<string> {
    yield `{"madeAt":${JSON.stringify(new Date(this.clock.now()).toISOString())}`;
    for (const section of OWN_DATA_SECTIONS) {
      const rows = await this.rowsOf(section, clientId);
      const value = section.name === 'client' ? rows[0] : rows;
      yield `,\n${JSON.stringify(section.name)}:${JSON.stringify(value)}`;
    }
    yield `,\n${JSON.stringify(READINGS_SECTION)}:[`;
    yield* this.readings(clientId);
    yield ']}\n';
  }

  private async rowsOf({ sql }: OwnDataSection, clientId: string): Promise<OwnDataRow[]> {
    const found = await this.dataSource.query<{ row: OwnDataRow }[]>(sql, [clientId]);
    return found.map(({ row }) => namedAsElsewhere(row));
  }

  /** Each vehicle with what it sent while it was the client's, vehicle by vehicle. */
  private async *readings(clientId: string): AsyncGenerator<string> {
    let separator = '';
    for (const owned of await this.ownedBy(clientId)) {
      yield `${separator}\n{"vehicleId":${JSON.stringify(owned.id)},"readings":[`;
      let before = '';
      for await (const chunk of this.readingsOf(owned)) {
        yield before + chunk.map((one) => JSON.stringify(readingDto(one))).join(',\n');
        before = ',\n';
      }
      yield ']}';
      separator = ',';
    }
  }

  private async *readingCells(clientId: string): AsyncGenerator<CsvCell[]> {
    for (const owned of await this.ownedBy(clientId)) {
      for await (const chunk of this.readingsOf(owned)) {
        for (const one of chunk) {
          yield cellsOf({ vehicleId: owned.id, ...readingDto(one) }, READING_COLUMNS);
        }
      }
    }
  }

  private ownedBy(clientId: string): Promise<OwnedTime[]> {
    return this.dataSource.query<OwnedTime[]>(OWNED, [clientId]);
  }

  /** What a vehicle sent in that time, so many readings at once as fit into memory. */
  private async *readingsOf({ series, ...owned }: OwnedTime): AsyncGenerator<readonly Reading[]> {
    const nowMs = this.clock.now();
    const toMs = Math.min(owned.toMs ?? nowMs, nowMs);
    for (let fromMs = owned.fromMs ?? 0; fromMs < toMs;) {
      const readings = await this.telemetry.read(series, { fromMs, toMs }, READINGS_AT_ONCE);
      const newest = readings.at(-1);
      if (!newest) return;
      yield readings;
      if (readings.length < READINGS_AT_ONCE) return;
      fromMs = newest.timeMs + 1;
    }
  }
}

/** A time in which a vehicle was the client's, ms since the epoch; `null`: since ever, or until now. */
interface OwnedTime {
  readonly id: string;
  readonly series: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** Vehicles change hands as a day begins in France. */
const OWNED = `
  SELECT v.id, v.series,
    (extract(epoch FROM lower(o.period)::timestamp AT TIME ZONE 'Europe/Paris') * 1000)::float8 AS "fromMs",
    (extract(epoch FROM upper(o.period)::timestamp AT TIME ZONE 'Europe/Paris') * 1000)::float8 AS "toMs"
  FROM vehicle_owners o JOIN vehicles v ON v.id = o.vehicle_id
  WHERE o.client_id = $1 ORDER BY v.series, o.period`;
