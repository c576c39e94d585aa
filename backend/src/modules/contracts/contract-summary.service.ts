import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { parisDay } from '../../calendar/paris-day.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Language, Viewer } from '../auth/auth.public.js';
import { type ContractSummary, contractSummaryPdf } from './contract-summary.js';
import { ContractVersions } from './contract-versions.js';
import { ContractsService } from './contracts.service.js';

/** A contract's summary as a file. */
export interface SummaryFile {
  readonly fileName: string;
  readonly pdf: Buffer;
}

/** Writes the summary of a contract on paper. */
@Injectable()
export class ContractSummaries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contracts: ContractsService,
    private readonly versions: ContractVersions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The summary of a contract that the viewer may see. @throws ContractNotFound */
  async write(viewer: Viewer, id: string, language: Language): Promise<SummaryFile> {
    const contract = await this.contracts.get(viewer, id);
    const versions = await this.versions.of(id);
    const [parties] = await this.dataSource.query<Parties[]>(PARTIES, [
      contract.clientId,
      contract.vehicleId,
    ]);
    if (!parties) throw new Error('The contract has lost its client or its vehicle');
    const { clientName, ...vehicle } = parties;
    const summary: ContractSummary = {
      contract,
      versions: versions.filter(({ supersededAt }) => supersededAt === null),
      clientName,
      vehicle,
      writtenOn: parisDay(this.clock.now()),
    };
    const pdf = await contractSummaryPdf(summary, language);
    // A number may hold a slash; a file's name may not.
    return { fileName: `${contract.number.replaceAll('/', '-')}-${language}.pdf`, pdf };
  }
}

type Parties = ContractSummary['vehicle'] & { readonly clientName: string };

/** Read as JSON: a company's name stands in a column of its own, a person's in two. */
const PARTIES = `
  SELECT coalesce(to_jsonb(c) ->> 'company_name', concat_ws(' ', c.first_name, c.last_name)) AS "clientName",
    v.plate, v.make, v.model, v.car_id AS "carId"
  FROM clients c, vehicles v WHERE c.id = $1 AND v.id = $2`;
