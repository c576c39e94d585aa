import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import {
  OutboxInUse,
  type Moment,
  type Outbox,
  type OutboxLosses,
  type OutboxRow,
  type QuarantinedRow,
  type Settlement,
  type TroubleCodes,
  type TroubleCodesRow,
} from '../ports/outbox.js';
import type { TakenReading } from '../ports/reading-source.js';
import { damagedEver, salvage, setAside } from './damaged-outbox.js';
import { MemoryOutbox } from './memory/memory-outbox.js';
import { faultOf } from './sqlite-faults.js';
import { SqliteOutbox, type SqliteOutboxOptions } from './sqlite-outbox.js';

/** What the outbox works with. */
export interface LastingOutboxParts {
  readonly clock: Clock;
  readonly log: Log;
}

export interface LastingOutboxOptions extends SqliteOutboxOptions {
  /** Most rows in memory while the disk refuses them; the oldest go first. */
  readonly heldRows?: number;
  /** Rows older than this go as soon as the time is known, ms; without it, age does not matter. */
  readonly mostAgeMs?: number;
}

/** Over two and a half hours at 1 Hz, some 10 MB of memory. */
const HELD_ROWS = 10_000;
/** Rows in memory are numbered from here, far above any row on a disk: no receipt can mean one and settle another. */
const FIRST_HELD_SEQ = 2 ** 48;
/** A disk that refused is tried again after a second, then after twice as long each time, up to half a minute, ms. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;
/** How often it is looked whether rows have become too old, ms. */
const AGE_LOOK_MS = 60_000;

/**
 * The outbox on a disk that may fail. A damaged file is set aside, what can be read of it goes into a new one (with a new
 * name, numbered on), and work goes on. While the disk refuses (full, read-only, gone), rows are kept in memory, sent from
 * there under a name of their own when nothing older can be sent, and written down as soon as the disk takes them again.
 * Only `OutboxInUse`, from the constructor, and faults of this program are thrown.
 */
export class LastingOutbox implements Outbox {
  private disk: SqliteOutbox | undefined;
  /** Defined while the disk refuses. */
  private held: MemoryOutbox | undefined;
  private heldSeq = FIRST_HELD_SEQ;
  private retryAtMs = 0;
  private retryMs = FIRST_RETRY_MS;
  private damaged: number;
  private ageLookAtMs = -Infinity;

  /** Opens or creates the outbox at `path`; throws `OutboxInUse` while another process has it. */
  constructor(
    private readonly path: string,
    private readonly parts: LastingOutboxParts,
    private readonly options: LastingOutboxOptions = {},
  ) {
    this.damaged = damagedEver(path);
    this.reach(() => (this.disk = new SqliteOutbox(path, options)));
  }

  get id(): string {
    return this.serving()?.id ?? this.hold().id;
  }

  append(readings: readonly TakenReading[]): void {
    this.retryWhenDue();
    if (this.held || !this.write((disk) => disk.append(readings))) this.hold().append(readings);
    this.dropTooOld();
  }

  date(boot: string, bootTimeMs: number): void {
    this.write((disk) => disk.date(boot, bootTimeMs));
    this.held?.date(boot, bootTimeMs);
  }

  dropUndatable(boot: string): void {
    this.write((disk) => disk.dropUndatable(boot));
    this.held?.dropUndatable(boot);
  }

  dropOlder(beforeMs: number): void {
    this.write((disk) => disk.dropOlder(beforeMs));
    this.held?.dropOlder(beforeMs);
  }

  peek(limit: number, afterSeq?: number): readonly OutboxRow[] {
    this.retryWhenDue();
    const serving = this.serving();
    if (serving === this.disk) return this.read((disk) => disk.peek(limit, afterSeq)) ?? [];
    return serving?.peek(limit, afterSeq) ?? [];
  }

  settle(settlement: Settlement): void {
    this.held?.settle(settlement);
    this.write((disk) => disk.settle(settlement));
  }

  depth(): number {
    return (this.disk?.depth() ?? 0) + (this.held?.depth() ?? 0);
  }

  last(): { readonly seq: number; readonly time: number } | undefined {
    return this.held?.last() ?? this.disk?.last();
  }

  quarantine(): { readonly kept: readonly QuarantinedRow[]; readonly total: number } {
    const written = this.read((disk) => disk.quarantine()) ?? { kept: [], total: 0 };
    const held = this.held?.quarantine() ?? { kept: [], total: 0 };
    return { kept: [...written.kept, ...held.kept], total: written.total + held.total };
  }

  appendTroubleCodes(codes: TroubleCodes, moment: Moment): void {
    const written = !this.held && this.write((disk) => disk.appendTroubleCodes(codes, moment));
    if (!written) this.hold().appendTroubleCodes(codes, moment);
  }

  peekTroubleCodes(limit: number): readonly TroubleCodesRow[] {
    const written = this.read((disk) => disk.peekTroubleCodes(limit)) ?? [];
    return [...written, ...(this.held?.peekTroubleCodes(limit) ?? [])].slice(0, limit);
  }

  settleTroubleCodes(ids: readonly number[]): void {
    this.held?.settleTroubleCodes(ids);
    this.write((disk) => disk.settleTroubleCodes(ids));
  }

  losses(): OutboxLosses {
    const nothing = { dropped: 0, undatable: 0 };
    const written = this.disk?.losses() ?? nothing;
    const held = this.held?.losses() ?? nothing;
    return {
      dropped: written.dropped + held.dropped,
      undatable: written.undatable + held.undatable,
      damaged: this.damaged,
    };
  }

  diskRefuses(): boolean {
    return this.held !== undefined;
  }

  close(): void {
    const { log } = this.parts;
    if (this.held) this.retry();
    const lost = this.held?.depth() ?? 0;
    if (lost > 0) log.error('outbox.lost_at_stop', { readings: lost });
    try {
      this.disk?.close();
    } catch (error) {
      // What was settled goes once more; whatever is wrong with the file shows when it is opened next.
      log.warn('outbox.closed_hard', { cause: String(error) });
    }
  }

  /** Whose rows are sent now: what is on the disk is older than what is held. */
  private serving(): Outbox | undefined {
    const { held, disk } = this;
    if (!held || !disk) return held ?? disk;
    const onDisk = this.read((outbox) => outbox.peek(1).length) ?? 0;
    return onDisk > 0 ? this.disk : this.held;
  }

  private write(work: (disk: SqliteOutbox) => void): boolean {
    return (
      this.read((disk) => {
        work(disk);
        return true;
      }) ?? false
    );
  }

  /** Runs `work` on the disk, on a new file when the old one turns out to be damaged; undefined when the disk refuses. */
  private read<T>(work: (disk: SqliteOutbox) => T): T | undefined {
    return this.reach(() => this.disk && work(this.disk), true);
  }

  private reach<T>(work: () => T, again = false): T | undefined {
    try {
      return work();
    } catch (error) {
      switch (faultOf(error)) {
        case 'damaged':
          this.replace(error);
          return again ? this.reach(work) : undefined;
        case 'refused':
          this.refused(error);
          return undefined;
        case 'busy':
        case 'other':
          throw error;
      }
    }
  }

  /** Sets the damaged file aside and goes on with a new one. */
  private replace(cause: unknown): void {
    const { log } = this.parts;
    const after = this.disk?.last();
    this.disk?.abandon();
    this.disk = undefined;
    try {
      const aside = setAside(this.path);
      this.damaged = damagedEver(this.path);
      log.error('outbox.damaged', { cause: String(cause), setAside: aside });
      this.disk = new SqliteOutbox(this.path, { ...this.options, ...(after ? { after } : {}) });
      this.takeSalvage(aside, this.disk);
    } catch (error) {
      if (faultOf(error) === 'other') throw error;
      this.refused(error);
    }
  }

  private takeSalvage(aside: string, fresh: SqliteOutbox): void {
    let readings = 0;
    salvage(aside, (part) => {
      fresh.adopt(part);
      readings += part.readings?.length ?? 0;
    });
    this.parts.log.warn('outbox.salvaged', { readings });
  }

  private dropTooOld(): void {
    const { mostAgeMs } = this.options;
    const { clock } = this.parts;
    if (mostAgeMs === undefined || !clock.isTrusted()) return;
    if (clock.monotonic() < this.ageLookAtMs) return;
    this.ageLookAtMs = clock.monotonic() + AGE_LOOK_MS;
    this.dropOlder(clock.now() - mostAgeMs);
  }

  private refused(cause: unknown): void {
    if (!this.held) this.parts.log.error('outbox.disk_refuses', { cause: String(cause) });
    this.hold();
    this.retryAtMs = this.parts.clock.monotonic() + this.retryMs;
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  private hold(): MemoryOutbox {
    this.held ??= new MemoryOutbox({
      mostRows: this.options.heldRows ?? HELD_ROWS,
      firstSeq: this.heldSeq,
    });
    return this.held;
  }

  private retryWhenDue(): void {
    if (this.held && this.parts.clock.monotonic() >= this.retryAtMs) this.retry();
  }

  /** Writes down what is held; it stays held when the disk still refuses. */
  private retry(): void {
    const { held } = this;
    if (!held) return;
    this.reopen();
    const { dropped, undatable } = held.losses();
    const refused = held.quarantine().total;
    // All in one step: what the disk takes only in part would otherwise be written twice.
    const legacy = { ...held.contents(), losses: { refused, dropped, undatable } };
    if (!this.write((disk) => disk.adopt(legacy))) return;
    this.heldSeq = (held.last()?.seq ?? this.heldSeq) + 1;
    this.held = undefined;
    this.retryMs = FIRST_RETRY_MS;
    this.parts.log.info('outbox.disk_accepts', { readings: held.depth() });
  }

  private reopen(): void {
    if (this.disk) return;
    this.reach(() => {
      try {
        this.disk = new SqliteOutbox(this.path, this.options);
      } catch (error) {
        if (!(error instanceof OutboxInUse)) throw error;
        this.refused(error);
      }
    });
  }
}
