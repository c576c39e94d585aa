import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Whom and what a contract is about, as people call them. */
export interface ContractParties {
  readonly clientName: string;
  readonly plate: string;
}

/** Names of clients and plates of vehicles, for lists of contracts. */
@Injectable()
export class ContractPartiesDirectory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The parties of contracts, by contract. */
  async of(contractIds: readonly string[]): Promise<ReadonlyMap<string, ContractParties>> {
    const rows = await this.dataSource.query<(ContractParties & { readonly id: string })[]>(
      `SELECT c.id, coalesce(k.company_name, concat_ws(' ', k.first_name, k.last_name)) AS "clientName", v.plate
       FROM contracts c JOIN clients k ON k.id = c.client_id JOIN vehicles v ON v.id = c.vehicle_id
       WHERE c.id = ANY ($1)`,
      [contractIds],
    );
    return new Map(rows.map(({ id, clientName, plate }) => [id, { clientName, plate }]));
  }
}
