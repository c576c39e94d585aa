import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** All documents together. */
export interface DocumentTotal {
  readonly documents: number;
  readonly sizeBytes: number;
}

/** How much the documents of all clients take. */
@Injectable()
export class DocumentTotals {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async read(): Promise<DocumentTotal> {
    const [total] = await this.dataSource.query<DocumentTotal[]>(
      `SELECT count(*)::integer AS documents, coalesce(sum(size_bytes), 0)::float8 AS "sizeBytes"
       FROM client_documents`,
    );
    return total ?? { documents: 0, sizeBytes: 0 };
  }
}
