import { DomainError } from '../../errors/domain-error.js';
import { StoreUnavailableError } from '../../ports/store-unavailable.js';

/** More is on its way to the store than may wait: the vehicle keeps its records and comes again. */
export class IngestOverloadedError extends DomainError {
  constructor() {
    super(
      'unavailable',
      'INGEST.OVERLOADED',
      'More uploads arrive than can be stored at present.',
      {
        retryAfterSeconds: 5,
      },
    );
  }
}

/** How much a group commit takes on. */
export interface GroupCommitLimits<T> {
  /** Writes in flight at once. */
  readonly inFlight: number;
  /** Weight of one write at most (a single heavier item still goes, alone). */
  readonly perWrite: number;
  /** Weight that may wait; beyond it `submit` refuses. */
  readonly waiting: number;
  readonly weigh: (item: T) => number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lets concurrent callers share writes: whatever waits when a write may begin goes in it together. A
 * database's commit costs the same for one reading as for thousands. Nothing waits for company: the first
 * goes at once (in the same turn of the event loop), those that come meanwhile share the next.
 */
export class GroupCommit<T, R> {
  private queue: Waiting<T, R>[] = [];
  private queuedWeight = 0;
  private writing = 0;
  private scheduled = false;

  /** @param write stores all or none; its results are in the order of the items */
  constructor(
    private readonly write: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly limits: GroupCommitLimits<T>,
  ) {}

  /** Resolves when the item is durable. @throws IngestOverloadedError when too much waits already */
  submit(item: T): Promise<R> {
    const weight = this.limits.weigh(item);
    if (this.queue.length > 0 && this.queuedWeight + weight > this.limits.waiting) {
      return Promise.reject(new IngestOverloadedError());
    }
    this.queuedWeight += weight;
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.queue.length === 0 || this.writing >= this.limits.inFlight) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.writeNext();
      this.schedule();
    });
  }

  private async writeNext(): Promise<void> {
    const group = this.takeGroup();
    if (group.length === 0) return;
    this.writing++;
    try {
      await this.settle(group);
    } finally {
      this.writing--;
      this.schedule();
    }
  }

  private takeGroup(): readonly Waiting<T, R>[] {
    let weight = 0;
    let count = 0;
    for (const { item } of this.queue) {
      const more = this.limits.weigh(item);
      if (count > 0 && weight + more > this.limits.perWrite) break;
      weight += more;
      count++;
    }
    this.queuedWeight -= weight;
    return this.queue.splice(0, count);
  }

  private async settle(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index] as R));
    } catch (error) {
      if (group.length === 1 || error instanceof StoreUnavailableError) {
        for (const { reject } of group) reject(error);
        return;
      }
      // One item spoils the write: alone, only that one fails.
      for (const one of group) await this.settle([one]);
    }
  }
}
