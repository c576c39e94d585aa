import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { type Period, TELEMETRY_STORE, type TelemetryStore } from '../../ports/telemetry-store.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { ClientsDirectory } from '../clients/clients.public.js';
import { readingDto } from '../telemetry/telemetry.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { namedAsElsewhere, OWN_DATA_SECTIONS } from './own-data-sections.js';

/** Readings that are in memory at a time: an hour and a quarter at one a second. */
const READINGS_AT_ONCE = 4_500;

/** Everything that is held about a client, for that client. */
@Injectable()
export class OwnDataService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clients: ClientsDirectory,
    private readonly vehicles: VehiclesDirectory,
    @Inject(TELEMETRY_STORE) private readonly telemetry: TelemetryStore,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The text of one JSON document, piece by piece: it may be longer than fits into memory. That it was taken is
   * written down first.
   * @throws ClientNotFound, ClientMerged
   */
  async of(viewer: Viewer, clientId: string): Promise<AsyncIterable<string>> {
    await this.clients.get(viewer, clientId);
    await this.dataSource.transaction((manager) =>
      this.audit.record(manager, viewer, {
        verb: 'download',
        kind: 'client',
        objectId: clientId,
        clientId,
      }),
    );
    return this.pieces(viewer, clientId);
  }

  private async *pieces(viewer: Viewer, clientId: string): AsyncGenerator<string> {
    yield `{"madeAt":${JSON.stringify(new Date(this.clock.now()).toISOString())}`;
    for (const { name, sql } of OWN_DATA_SECTIONS) {
      const found = await this.dataSource.query<{ row: Record<string, unknown> }[]>(sql, [
        clientId,
      ]);
      const rows = found.map(({ row }) => namedAsElsewhere(row));
      yield `,\n${JSON.stringify(name)}:${JSON.stringify(name === 'client' ? rows[0] : rows)}`;
    }
    yield ',\n"readings":[';
    yield* this.readings(viewer);
    yield ']}\n';
  }

  /** Each vehicle with what it sent, vehicle by vehicle. */
  private async *readings(viewer: Viewer): AsyncGenerator<string> {
    const toMs = this.clock.now();
    let separator = '';
    for (const { id, series } of await this.vehicles.visibleTo(viewer)) {
      yield `${separator}\n{"vehicleId":${JSON.stringify(id)},"readings":[`;
      yield* this.readingsOf(series, { fromMs: 0, toMs });
      yield ']}';
      separator = ',';
    }
  }

  private async *readingsOf(series: number, { fromMs, toMs }: Period): AsyncGenerator<string> {
    let separator = '';
    for (let nextMs = fromMs; nextMs < toMs;) {
      const period = { fromMs: nextMs, toMs };
      const readings = await this.telemetry.read(series, period, READINGS_AT_ONCE);
      const newest = readings.at(-1);
      if (!newest) return;
      yield separator + readings.map((one) => JSON.stringify(readingDto(one))).join(',\n');
      if (readings.length < READINGS_AT_ONCE) return;
      separator = ',\n';
      nextMs = newest.timeMs + 1;
    }
  }
}
