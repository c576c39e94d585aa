import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { AuditedChange } from '../../src/modules/audit/audit-entry.js';
import { AuditTrail } from '../../src/modules/audit/audit-trail.js';
import {
  type Anchor,
  type ChainVerdict,
  type Query,
  verifyAuditChain,
} from '../../src/modules/audit/verify-audit-chain.js';
import type { TestApp } from './app-harness.js';

/** Who writes the entries of a test that is about none in particular. */
export const SYSTEM = { role: 'system', name: 'test' } as const;
/** The client whom every third entry of `writeEntries`, from the second on, is about. */
export const SOME_CLIENT = 'aaaaaaaa-0000-4000-8000-000000000000';

/** Writes so many entries, in one transaction. */
export async function writeEntries(test: TestApp, count: number): Promise<void> {
  const changes = Array.from({ length: count }, (_, index) => ({
    verb: 'update',
    kind: 'client' as const,
    objectId: `object-${index}`,
    ...(index % 3 === 1 && { clientId: SOME_CLIENT }),
    before: { lastName: `Before ${index}` },
    after: { lastName: `After ${index}`, notes: ['é', 1.5, null] },
  }));
  await recordAll(test, changes);
}

/** Writes the changes down in a transaction of their own. */
export async function recordAll(test: TestApp, changes: readonly AuditedChange[]): Promise<void> {
  await test.app
    .get(DataSource)
    .transaction((manager) => test.app.get(AuditTrail).recordAll(manager, SYSTEM, changes));
}

/** What the check of the whole trail says. */
export async function verifyChain(
  test: TestApp,
  anchors: readonly Anchor[] = [],
): Promise<ChainVerdict> {
  const client = await test.pool.connect();
  try {
    return await verifyAuditChain(queryOf(client), anchors);
  } finally {
    client.release();
  }
}

/** Statements over a connection. */
export function queryOf(client: Pick<Client, 'query'>): Query {
  return async <T>(sql: string, values?: unknown[]) =>
    (await client.query(sql, values)).rows as T[];
}

/** A connection to the test's database that may do everything, also what no trigger sees. */
export async function superuserOf(test: TestApp): Promise<Client> {
  const url = new URL(process.env['NAIF_TEST_CLUSTER'] ?? '');
  url.pathname = new URL(test.databaseUrl).pathname;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  return client;
}
