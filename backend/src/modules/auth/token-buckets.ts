/** How many attempts a key has, and how they come back. */
export interface BucketRule {
  /** Attempts that a key has when it was not seen for long. */
  readonly capacity: number;
  /** Ms until one spent attempt comes back. */
  readonly refillMs: number;
  /** Most keys remembered; past it the one that was not used for longest is forgotten. */
  readonly maxKeys: number;
}

interface Bucket {
  /** Attempts left, in fractions. */
  level: number;
  atMs: number;
}

/**
 * Token buckets, one a key: a burst of `capacity` attempts, then one every `refillMs`. Memory is bounded.
 * Time is given, never read.
 */
export class TokenBuckets {
  /** In the order of last use, oldest first. */
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly rule: BucketRule) {}

  /** Keys remembered now. */
  get size(): number {
    return this.buckets.size;
  }

  /** Ms until the key has an attempt; 0 when it has one now. Spends nothing. */
  waitMs(key: string, nowMs: number): number {
    const level = this.levelOf(key, nowMs);
    return level >= 1 ? 0 : Math.ceil((1 - level) * this.rule.refillMs);
  }

  /** Spends one attempt, whether or not there was one to spend: never below none. */
  spend(key: string, nowMs: number): void {
    this.put(key, Math.max(0, this.levelOf(key, nowMs) - 1), nowMs);
  }

  /** Gives one attempt back: it turned out well. */
  giveBack(key: string, nowMs: number): void {
    this.put(key, Math.min(this.rule.capacity, this.levelOf(key, nowMs) + 1), nowMs);
  }

  private levelOf(key: string, nowMs: number): number {
    const bucket = this.buckets.get(key);
    if (!bucket) return this.rule.capacity;
    const refilled = Math.max(0, nowMs - bucket.atMs) / this.rule.refillMs;
    return Math.min(this.rule.capacity, bucket.level + refilled);
  }

  private put(key: string, level: number, nowMs: number): void {
    this.buckets.delete(key);
    if (level >= this.rule.capacity) return; // A full bucket is as good as none.
    this.buckets.set(key, { level, atMs: nowMs });
    if (this.buckets.size <= this.rule.maxKeys) return;
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
