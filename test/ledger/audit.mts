import type { LedgerEntry, Noted, Values } from './ledger.mts';

/** A row of the telemetry store. */
export type StoredRow = Noted;

/** What an agent's outbox says when the agent has ended. */
export interface OutboxEnd {
  readonly carId: string;
  readonly outbox: string;
  /** The highest number that was ever given: 1 to this many readings were committed. */
  readonly lastSeq: number;
  /** Rows that still wait. */
  readonly waiting: number;
  /** Rows that the backend refused. */
  readonly refused: number;
}

/** One thing that is wrong. */
export interface Finding {
  readonly kind:
    | 'acknowledged-but-lost'
    | 'committed-but-lost'
    | 'doubled'
    | 'invented'
    | 'altered'
    | 'refused'
    | 'contradiction'
    | 'still-waiting'
    | 'counted-wrong';
  readonly detail: string;
}

/** Everything that was ever said about the readings, and what is in the store in the end. */
export interface Account {
  readonly entries: readonly LedgerEntry[];
  readonly stored: readonly StoredRow[];
  readonly outboxes: readonly OutboxEnd[];
  /** Sum of `stored` over all receipts that the backend gave: none may count a row twice. */
  readonly storedByReceipts: number;
}

/**
 * Holds the ledger against the store. Nothing found: every reading that a receipt covered and every one that an outbox
 * ever committed is stored exactly once with its values, and nothing else is.
 */
export function audit({ entries, stored, outboxes, storedByReceipts }: Account): Finding[] {
  const rows = grouped(stored, keyOf);
  const known = new Map(entries.map((entry) => [keyOf(entry), entry]));
  return [
    ...entries.flatMap((entry) => faultsOfEntry(entry, rows.get(keyOf(entry)) ?? [])),
    ...outboxes.flatMap((outbox) => faultsOfOutbox(outbox, rows)),
    ...[...rows].flatMap(([key, same]) => faultsOfRows(key, same, known.get(key))),
    ...doubledInstants(stored),
    ...(storedByReceipts > stored.length
      ? [
          {
            kind: 'counted-wrong' as const,
            detail: `receipts counted ${storedByReceipts} rows as stored, the store has ${stored.length}`,
          },
        ]
      : []),
  ];
}

function faultsOfEntry(entry: LedgerEntry, rows: readonly StoredRow[]): Finding[] {
  const findings: Finding[] = [];
  const name = nameOf(entry);
  if (rows.length === 0 && entry.acknowledged > 0) {
    findings.push({ kind: 'acknowledged-but-lost', detail: name });
  } else if (rows.length === 0) {
    findings.push({ kind: 'committed-but-lost', detail: name });
  }
  if (entry.refusals.length > 0) {
    findings.push({ kind: 'refused', detail: `${name}: ${entry.refusals.join(', ')}` });
  }
  if (entry.contradictions.length > 0) {
    findings.push({ kind: 'contradiction', detail: `${name}: ${entry.contradictions.join('; ')}` });
  }
  return findings;
}

function faultsOfOutbox(
  end: OutboxEnd,
  rows: ReadonlyMap<string, readonly StoredRow[]>,
): Finding[] {
  const findings: Finding[] = [];
  const name = `outbox ${end.outbox} of ${end.carId.slice(0, 8)}`;
  if (end.waiting > 0) {
    findings.push({ kind: 'still-waiting', detail: `${name}: ${end.waiting} rows` });
  }
  if (end.refused > 0) findings.push({ kind: 'refused', detail: `${name}: ${end.refused} rows` });
  for (let seq = 1; seq <= end.lastSeq; seq++) {
    const reading = { carId: end.carId, outbox: end.outbox, seq };
    if (!rows.has(keyOf(reading))) {
      findings.push({ kind: 'committed-but-lost', detail: `${name}, seq ${seq}` });
    }
  }
  return findings;
}

function faultsOfRows(
  key: string,
  rows: readonly StoredRow[],
  entry: LedgerEntry | undefined,
): Finding[] {
  const findings: Finding[] = [];
  if (rows.length > 1)
    findings.push({ kind: 'doubled', detail: `${key} is stored ${rows.length} times` });
  if (entry === undefined) return [...findings, { kind: 'invented', detail: key }];
  for (const row of rows) {
    if (row.timeMs !== entry.timeMs || !isSame(row.values, entry.values)) {
      const detail = `${nameOf(entry)}: ${JSON.stringify(entry.values)} became ${JSON.stringify(row)}`;
      findings.push({ kind: 'altered', detail });
    }
  }
  return findings;
}

function doubledInstants(stored: readonly StoredRow[]): Finding[] {
  const byInstant = grouped(stored, ({ carId, timeMs }) => `${carId} ${timeMs}`);
  return [...byInstant]
    .filter(([, rows]) => rows.length > 1)
    .map(([key, rows]) => ({ kind: 'doubled', detail: `${key} is stored ${rows.length} times` }));
}

/** Positions are stored in double, the rest in single precision. */
function isSame(stored: Values, sent: Values): boolean {
  const single = (value: number | null): number | null =>
    value === null ? null : Math.fround(value);
  return (
    stored.latitude === sent.latitude &&
    stored.longitude === sent.longitude &&
    single(stored.gpsSpeed) === single(sent.gpsSpeed) &&
    single(stored.obdSpeed) === single(sent.obdSpeed) &&
    single(stored.rpm) === single(sent.rpm)
  );
}

function grouped<T>(
  items: readonly T[],
  key: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function keyOf({ carId, outbox, seq }: Pick<Noted, 'carId' | 'outbox' | 'seq'>): string {
  return `${carId} ${outbox} ${seq}`;
}

function nameOf({
  carId,
  outbox,
  seq,
  timeMs,
  sent,
  acknowledged,
  committed,
}: LedgerEntry): string {
  return `car ${carId.slice(0, 8)}, outbox ${outbox.slice(0, 8)}, seq ${seq}, ${new Date(timeMs).toISOString()} (sent ${sent}, acknowledged ${acknowledged}, seen in the outbox ${committed})`;
}
