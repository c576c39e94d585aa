import { Injectable, type Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, type Fault } from '../../errors/domain-error.js';
import { InvalidRequest, validationPipe } from '../../http/validation.js';
import type { Viewer } from '../auth/auth.public.js';
import { ClientBatch, CreateClientDto } from '../clients/clients.public.js';
import { ContractBatch, CreateContractDto } from '../contracts/contracts.public.js';
import { CreateVehicleDto, type Vehicle, VehicleBatch } from '../vehicles/vehicles.public.js';
import type { ImportKind } from './import-columns.js';
import {
  clientKey,
  ImportReferences,
  type ReferringBody,
  vehicleKey,
} from './import-references.js';

/** A row of a file as the body of a record. */
export interface ImportRow {
  readonly line: number;
  readonly body: ReferringBody;
}

/** One run through a file. */
export interface ImportPass {
  readonly manager: EntityManager;
  readonly viewer: Viewer;
  readonly kind: ImportKind;
  /** It will be rolled back. */
  readonly isTrial: boolean;
  /** What no other record has, and the line that has it; grows from batch to batch. */
  readonly seen: Map<string, number>;
  /** Vehicles to be told of when all is committed; grows. */
  readonly vehicles: Vehicle[];
}

type Record_ = CreateClientDto | CreateVehicleDto | CreateContractDto;

/** A row that may be entered, or what is wrong with it. */
type Read<T> = { readonly record: T } | { readonly faults: readonly Fault[] };

const DTO: Readonly<Record<ImportKind, Type<Record_>>> = {
  clients: CreateClientDto,
  vehicles: CreateVehicleDto,
  contracts: CreateContractDto,
};

/** Stands in where a reference leads nowhere, so that the rest of the row is checked nevertheless. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Makes records of rows, under the rules that count for one that is entered by hand. */
@Injectable()
export class ImportRecords {
  private readonly pipe = validationPipe();

  constructor(
    private readonly references: ImportReferences,
    private readonly clients: ClientBatch,
    private readonly vehicles: VehicleBatch,
    private readonly contracts: ContractBatch,
  ) {}

  /** Before the first rows. */
  async begin({ manager, kind, isTrial }: ImportPass): Promise<void> {
    // A trial keeps nobody waiting: what it misses, the import itself finds.
    if (kind === 'clients' && !isTrial) await this.clients.begin(manager);
  }

  /** Enters the rows that can be. @returns of each what is wrong with it, in their order; empty: it is entered */
  async enter(
    pass: ImportPass,
    rows: readonly ImportRow[],
  ): Promise<readonly (readonly Fault[])[]> {
    const resolved = await this.resolve(pass, rows);
    const read: Read<Record_>[] = [];
    for (const [index, { line, body, faults }] of resolved.entries()) {
      const one = await this.read(pass.kind, body);
      const own = 'faults' in one ? one.faults : twiceInFile(pass, line, one.record);
      const all = [...faults, ...own.filter((fault) => !faults.some(isAbout(fault)))];
      read[index] = all.length > 0 || 'faults' in one ? { faults: all } : one;
    }
    const records = read.flatMap((one) => ('record' in one ? [one.record] : []));
    const refusals = [...(await this.enterRecords(pass, records))];
    return read.map((one) => ('faults' in one ? one.faults : faultsOf(refusals.shift())));
  }

  /** When the transaction is committed. */
  announce({ vehicles }: ImportPass): void {
    this.vehicles.announce(vehicles);
  }

  private async enterRecords(
    { manager, viewer, kind, isTrial, vehicles }: ImportPass,
    records: readonly Record_[],
  ): Promise<readonly (DomainError | undefined)[]> {
    if (records.length === 0) return [];
    switch (kind) {
      case 'clients':
        return this.clients.enter(manager, viewer, records as CreateClientDto[], isTrial);
      case 'vehicles': {
        const told = records as CreateVehicleDto[];
        const entered = await this.vehicles.enter(manager, viewer, told, isTrial);
        return entered.map((one) => {
          if ('refusal' in one) return one.refusal;
          vehicles.push(one.vehicle);
          return undefined;
        });
      }
      case 'contracts':
        return this.contracts.enter(manager, viewer, records as CreateContractDto[], isTrial);
    }
  }

  /** Puts ids in place of what names clients and vehicles in a file. */
  private async resolve({ manager, viewer, kind }: ImportPass, rows: readonly ImportRow[]) {
    if (kind === 'clients') return rows.map((row) => ({ ...row, faults: [] as Fault[] }));
    const bodies = rows.map(({ body }) => body);
    const clients = await this.references.clients(manager, viewer, bodies);
    const vehicles =
      kind === 'contracts' && (await this.references.vehicles(manager, viewer, bodies));
    return rows.map(({ line, body }) => {
      const { client: _client, ...rest } = body;
      const clientId = clients.get(clientKey(body));
      const faults = clientId === undefined ? [unknown('client', 'CLIENT.NOT_FOUND', body)] : [];
      if (!vehicles) return { line, body: { ...rest, clientId: clientId ?? NOBODY }, faults };
      const { plate: _plate, plateCountry: _country, ...terms } = rest;
      const vehicleId = vehicles.get(vehicleKey(body));
      if (vehicleId === undefined) faults.push(unknown('plate', 'VEHICLE.NOT_FOUND', body));
      const ids = { clientId: clientId ?? NOBODY, vehicleId: vehicleId ?? NOBODY };
      return { line, body: { ...terms, ...ids }, faults };
    });
  }

  private async read(kind: ImportKind, body: ReferringBody): Promise<Read<Record_>> {
    try {
      const metatype = DTO[kind];
      const record = (await this.pipe.transform(
        { ...body },
        { type: 'body', metatype },
      )) as Record_;
      return { record };
    } catch (error) {
      if (error instanceof InvalidRequest) return { faults: error.faults };
      throw error;
    }
  }
}

const isAbout =
  ({ pointer }: Fault) =>
  (other: Fault): boolean =>
    other.pointer === pointer;

/** A reference that leads nowhere; one that is missing is that. */
function unknown(field: 'client' | 'plate', code: string, body: ReferringBody): Fault {
  if (body[field] === undefined) {
    return { pointer: `/${field}`, code: 'required', detail: 'Must be filled in.' };
  }
  return { pointer: `/${field}`, code, detail: `There is no such ${field}.` };
}

function faultsOf(refusal: DomainError | undefined): readonly Fault[] {
  if (!refusal) return [];
  if (refusal.faults.length > 0) return refusal.faults;
  return [{ pointer: '/', code: refusal.code, detail: refusal.message }];
}

/** What no two records share, by the field that says it. */
function marksOf(record: Record_): [field: string, value: string][] {
  if (record instanceof CreateClientDto) return [['email', record.email.toLowerCase()]];
  if (record instanceof CreateVehicleDto) {
    return [
      ['vin', record.vin],
      ['plate', `${record.plate} ${record.plateCountry ?? 'FR'}`],
    ];
  }
  return record.number === undefined ? [] : [['number', record.number]];
}

/** What an earlier line of the file says already. */
function twiceInFile({ seen }: ImportPass, line: number, record: Record_): Fault[] {
  return marksOf(record).flatMap(([field, value]) => {
    const mark = `${field} ${value}`;
    const earlier = seen.get(mark);
    if (earlier === undefined) {
      seen.set(mark, line);
      return [];
    }
    const detail = `Line ${earlier} has the same.`;
    return [{ pointer: `/${field}`, code: 'IMPORT.TWICE_IN_FILE', detail }];
  });
}
