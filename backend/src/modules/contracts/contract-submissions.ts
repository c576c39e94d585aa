import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdempotencyKeyReused } from './contracts.errors.js';

/** What came under an idempotency key. */
export interface Submission {
  readonly accountId: string;
  readonly key: string;
  readonly body: unknown;
  readonly at: Date;
}

/** Sees to it that what is sent twice under one key is done once: a double click, a retry after a lost answer. */
@Injectable()
export class ContractSubmissions {
  /**
   * Takes the key for this transaction; a second request with the same key waits here until the first is settled.
   * @returns id of the contract that the key made already
   * @throws IdempotencyKeyReused when the key came with another body
   */
  async take(
    manager: EntityManager,
    { accountId, key, body, at }: Submission,
  ): Promise<string | undefined> {
    const hash = createHash('sha256').update(JSON.stringify(body)).digest();
    const taken = await manager.query<unknown[]>(
      `INSERT INTO contract_submissions (account_id, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [accountId, key, hash, at],
    );
    if (taken.length > 0) return undefined;
    const [known] = await manager.query<{ hash: Buffer; contractId: string }[]>(
      `SELECT request_hash AS hash, contract_id AS "contractId" FROM contract_submissions
       WHERE account_id = $1 AND key = $2`,
      [accountId, key],
    );
    if (!known?.hash.equals(hash)) throw new IdempotencyKeyReused();
    return known.contractId;
  }

  /** Notes what the key made. */
  async settle(manager: EntityManager, { accountId, key }: Submission, contractId: string) {
    await manager.query(
      'UPDATE contract_submissions SET contract_id = $3 WHERE account_id = $1 AND key = $2',
      [accountId, key, contractId],
    );
  }
}
