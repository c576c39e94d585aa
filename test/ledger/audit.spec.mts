import { audit, type Account, type StoredRow } from './audit.mts';
import type { LedgerEntry } from './ledger.mts';

const CAR = 'c'.repeat(64);
const OUTBOX = '11111111-1111-4111-8111-111111111111';
const VALUES = { latitude: 51.68, longitude: 7.82, gpsSpeed: 48.6, obdSpeed: 49, rpm: 1549.58 };

/** As PostgreSQL gives single precision back: the shortest text that means the same. */
const row = (seq: number, over: Partial<StoredRow> = {}): StoredRow => ({
  carId: CAR,
  outbox: OUTBOX,
  seq,
  timeMs: 1_790_000_000_000 + seq * 1000,
  values: VALUES,
  ...over,
});

const entry = (seq: number, over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...row(seq),
  sent: 1,
  acknowledged: 1,
  committed: 0,
  refusals: [],
  contradictions: [],
  ...over,
});

const account = (over: Partial<Account> = {}): Account => ({
  entries: [entry(1), entry(2), entry(3)],
  stored: [row(1), row(2), row(3)],
  outboxes: [{ carId: CAR, outbox: OUTBOX, lastSeq: 3, waiting: 0, refused: 0 }],
  storedByReceipts: 3,
  ...over,
});

const kinds = (over: Partial<Account>): string[] => audit(account(over)).map(({ kind }) => kind);

describe('audit', () => {
  it('finds nothing where everything is stored once', () => {
    expect(audit(account())).toEqual([]);
  });

  it('finds nothing wrong with a receipt that was lost on its way', () => {
    expect(
      kinds({ storedByReceipts: 2, entries: [entry(1), entry(2), entry(3, { acknowledged: 0 })] }),
    ).toEqual([]);
  });

  it.each<[string, Partial<Account>, string[]]>([
    [
      'an acknowledged reading that is not stored',
      { stored: [row(1), row(3)], storedByReceipts: 2 },
      ['acknowledged-but-lost', 'committed-but-lost'],
    ],
    [
      'a committed reading that nobody ever sent',
      { outboxes: [{ carId: CAR, outbox: OUTBOX, lastSeq: 4, waiting: 0, refused: 0 }] },
      ['committed-but-lost'],
    ],
    [
      'a reading found in an outbox that never arrived',
      {
        entries: [
          entry(1),
          entry(2),
          entry(3),
          entry(4, { sent: 0, acknowledged: 0, committed: 1 }),
        ],
      },
      ['committed-but-lost'],
    ],
    [
      'a reading stored under two instants',
      { stored: [row(1), row(2), row(3), row(3, { timeMs: 5 })] },
      ['doubled', 'altered'],
    ],
    [
      'two readings stored at one instant',
      { stored: [row(1), row(2), row(3), row(3)] },
      ['doubled', 'doubled'],
    ],
    ['a row that nobody sent', { stored: [row(1), row(2), row(3), row(9)] }, ['invented']],
    [
      'a value that changed',
      { stored: [row(1), row(2), row(3, { values: { ...VALUES, rpm: 1549.5 } })] },
      ['altered'],
    ],
    [
      'a value that vanished',
      { stored: [row(1), row(2), row(3, { values: { ...VALUES, gpsSpeed: null } })] },
      ['altered'],
    ],
    [
      'a reading that was refused by name',
      { entries: [entry(1), entry(2), entry(3, { refusals: ['RECORD.OUT_OF_RANGE'] })] },
      ['refused'],
    ],
    [
      'a number that came with other values',
      { entries: [entry(1), entry(2), entry(3, { contradictions: ['[]'] })] },
      ['contradiction'],
    ],
    [
      'an outbox that still waits',
      { outboxes: [{ carId: CAR, outbox: OUTBOX, lastSeq: 3, waiting: 1, refused: 0 }] },
      ['still-waiting'],
    ],
    ['receipts that count a row twice', { storedByReceipts: 4 }, ['counted-wrong']],
  ])('finds %s', (_name, over, expected) => {
    expect(kinds(over)).toEqual(expected);
  });
});
