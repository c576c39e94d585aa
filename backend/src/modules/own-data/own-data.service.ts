import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { type Period, TELEMETRY_STORE, type TelemetryStore } from '../../ports/telemetry-store.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { ClientsDirectory } from '../clients/clients.public.js';
import { readingDto } from '../telemetry/telemetry.public.js';
import { namedAsElsewhere, OWN_DATA_SECTIONS } from './own-data-sections.js';

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
    return this.pieces(clientId);
  }

  private async *pieces(clientId: string): AsyncGenerator<string> {
    yield `{"madeAt":${JSON.stringify(new Date(this.clock.now()).toISOString())}`;
    for (const { name, sql } of OWN_DATA_SECTIONS) {
      const found = await this.dataSource.query<{ row: Record<string, unknown> }[]>(sql, [
        clientId,
      ]);
      const rows = found.map(({ row }) => namedAsElsewhere(row));
      yield `,\n${JSON.stringify(name)}:${JSON.stringify(name === 'client' ? rows[0] : rows)}`;
    }
    yield ',\n"readings":[';
    yield* this.readings(clientId);
    yield ']}\n';
  }

  /** Each vehicle with what it sent while it was the client's, vehicle by vehicle. */
  private async *readings(clientId: string): AsyncGenerator<string> {
    const nowMs = this.clock.now();
    let separator = '';
    const owned = await this.dataSource.query<OwnedTime[]>(OWNED, [clientId]);
    for (const { id, series, fromMs, toMs } of owned) {
      yield `${separator}\n{"vehicleId":${JSON.stringify(id)},"readings":[`;
      yield* this.readingsOf(series, { fromMs: fromMs ?? 0, toMs: Math.min(toMs ?? nowMs, nowMs) });
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
