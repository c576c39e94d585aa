import { closeSync, openSync, writeSync } from 'node:fs';

/** The values of a reading that the audit compares, in the wire's units. Missing is `null`. */
export interface Values {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly gpsSpeed: number | null;
  readonly obdSpeed: number | null;
  readonly rpm: number | null;
}

/** A reading as an outbox or an upload names it. */
export interface Noted {
  readonly carId: string;
  /** The disk queue and the place in it: what makes a reading that reading. */
  readonly outbox: string;
  readonly seq: number;
  readonly timeMs: number;
  readonly values: Values;
}

/** What the ledger knows of one reading. */
export interface LedgerEntry extends Noted {
  /** Uploads that carried it. */
  sent: number;
  /** Receipts of status 200 that covered it and did not refuse it. */
  acknowledged: number;
  /** Times that it was found committed in an outbox whose agent had just been killed. */
  committed: number;
  /** Refusals by name, with their codes. */
  readonly refusals: string[];
  /** Other times or values under the same number: an agent's fault. */
  readonly contradictions: string[];
}

type Mark = 'sent' | 'acknowledged' | 'committed';

/**
 * What was ever said about each reading. Every line goes to an append-only file first, so that a run that failed can be
 * looked at afterwards.
 */
export class Ledger {
  private readonly file: number;
  private readonly byReading = new Map<string, LedgerEntry>();

  constructor(path: string) {
    this.file = openSync(path, 'a', 0o600);
  }

  /** Notes readings that an upload carried, that a receipt covered, or that an outbox held. */
  note(mark: Mark, readings: readonly Noted[]): void {
    if (readings.length === 0) return;
    const { carId, outbox } = readings[0] as Noted;
    this.write({ mark, carId, outbox, seqs: readings.map(({ seq }) => seq) });
    for (const reading of readings) this.entryOf(reading)[mark] += 1;
  }

  /** Notes that the backend refused a reading by name. */
  noteRefusal(reading: Noted, code: string): void {
    this.write({
      mark: 'refused',
      carId: reading.carId,
      outbox: reading.outbox,
      seqs: [reading.seq],
      code,
    });
    this.entryOf(reading).refusals.push(code);
  }

  /** Notes what else happened: a kill, a cut connection. */
  event(what: string, details: object = {}): void {
    this.write({ mark: 'event', what, ...details });
  }

  get entries(): readonly LedgerEntry[] {
    return [...this.byReading.values()];
  }

  close(): void {
    closeSync(this.file);
  }

  private write(line: object): void {
    writeSync(this.file, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
  }

  private entryOf(reading: Noted): LedgerEntry {
    const key = `${reading.carId} ${reading.outbox} ${reading.seq}`;
    const known = this.byReading.get(key);
    if (known === undefined) {
      const entry = {
        ...reading,
        sent: 0,
        acknowledged: 0,
        committed: 0,
        refusals: [],
        contradictions: [],
      };
      this.byReading.set(key, entry);
      return entry;
    }
    const now = JSON.stringify([reading.timeMs, reading.values]);
    if (now !== JSON.stringify([known.timeMs, known.values])) known.contradictions.push(now);
    return known;
  }
}

/** The values of a wire record. */
export function valuesOf(sensors: readonly unknown[]): Values {
  const entries = sensors as readonly { sensor?: unknown; [field: string]: unknown }[];
  const of = (kind: string): Record<string, unknown> =>
    entries.find(({ sensor }) => sensor === kind) ?? {};
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  const gps = of('gps');
  const obd2 = of('obd2');
  const location = (gps['location'] ?? []) as readonly unknown[];
  return {
    latitude: number(location[0]),
    longitude: number(location[1]),
    gpsSpeed: number(gps['speed']),
    obdSpeed: number(obd2['speed']),
    rpm: number(obd2['rpm']),
  };
}
