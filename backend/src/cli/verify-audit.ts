import { parseArgs } from 'node:util';
import { Client } from 'pg';
import {
  type Anchor,
  type ChainVerdict,
  verifyAuditChain,
} from '../modules/audit/verify-audit-chain.js';
import { runCommand } from './command.js';

const USAGE = `Usage: npm run audit:verify [-- --anchor ENTRIES:HASH …]

Reads the whole audit trail and computes it anew. Prints what was checked; names the first bad entry and ends with 1 when
there is one. Works beside a running server. An anchor is a line "audit.head" of the server's log: with it also a trail
that was written anew, or cut off together with its head, is found out. The more recent the anchor, the better.`;

runCommand(
  async ({ openDatabase }) => {
    const anchors = readAnchors();
    const client = new Client({ connectionString: await openDatabase() });
    await client.connect();
    try {
      await refuseWithoutTrail(client);
      const verdict = await verifyAuditChain(
        async <T>(sql: string, values?: unknown[]) => (await client.query(sql, values)).rows as T[],
        anchors,
      );
      process.stdout.write(reportOf(verdict, anchors));
      if (verdict.fault) throw new Error(sentenceOf(verdict.fault));
    } finally {
      await client.end();
    }
  },
  { onlyReads: true },
);

function readAnchors(): Anchor[] {
  try {
    const { values } = parseArgs({ options: { anchor: { type: 'string', multiple: true } } });
    return (values.anchor ?? []).map((text) => {
      const [, entries, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? [];
      if (entries === undefined || hash === undefined || Number(entries) < 1)
        throw new Error(`--anchor is ENTRIES:HASH, not ${text}.`);
      return { entries: Number(entries), hash };
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

async function refuseWithoutTrail(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('audit_entries') IS NOT NULL AS there`,
  );
  if (!rows[0]?.there)
    throw new Error('This database has no audit trail yet: start the server once, it makes one.');
}

function reportOf({ entries, erased, hash }: ChainVerdict, anchors: readonly Anchor[]): string {
  const lines = [
    `Entries checked: ${entries} (numbers, chain of hashes, personal values)`,
    `Of these erased: ${erased} (personal values gone by law; the chain holds)`,
    ...anchors.map((anchor) => `Compared with:   ${anchor.entries}:${anchor.hash.toLowerCase()}`),
    `Last good entry: ${entries}:${hash}`,
  ];
  return `${lines.join('\n')}\n`;
}

function sentenceOf({ seq, why }: NonNullable<ChainVerdict['fault']>): string {
  return `The audit trail is NOT as it was written. First bad entry: ${seq}; ${why}.`;
}
