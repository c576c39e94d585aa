import type { Pool } from 'pg';
import type { Clock } from '../../ports/clock.js';

export const DAY_MS = 86_400_000;

/** How far back a day gets a partition of its own: a year's outbox and a month. Older days share one. */
const DAYS_BACK = 400;
/** How far ahead: tomorrow always exists before it begins; readings from later are flagged and share one. */
const DAYS_AHEAD = 2;

/**
 * Sees to it that readings find their day's partition. A day gets one when it comes near, or when a reading
 * of it arrives; only days between 400 back and 2 ahead ever do, so that no vehicle's wrong (or wicked)
 * clock makes more than 403 tables. What lies outside goes to `readings_other`.
 */
export class DayPartitions {
  private readonly ready = new Set<number>();
  private readonly underway = new Map<number, Promise<void>>();

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Partitions for today and the days ahead. */
  async createAhead(): Promise<void> {
    const today = dayOf(this.clock.now());
    for (let day = today; day <= today + DAYS_AHEAD; day++) await this.ensure(day);
  }

  /** Partitions for the readings' days, as far as those may have one. */
  async cover(timesMs: Iterable<number>): Promise<void> {
    const today = dayOf(this.clock.now());
    const missing = new Set<number>();
    for (const timeMs of timesMs) {
      const day = dayOf(timeMs);
      if (this.ready.has(day) || day < today - DAYS_BACK || day > today + DAYS_AHEAD) continue;
      missing.add(day);
    }
    for (const day of missing) await this.ensure(day);
  }

  private async ensure(day: number): Promise<void> {
    if (this.ready.has(day)) return;
    const underway = this.underway.get(day) ?? this.create(day);
    this.underway.set(day, underway);
    try {
      await underway;
      this.ready.add(day);
    } finally {
      this.underway.delete(day);
    }
  }

  private async create(day: number): Promise<void> {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    await this.pool.query('SELECT ensure_readings_day($1::date)', [date]);
  }
}

function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}
