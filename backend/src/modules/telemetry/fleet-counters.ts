import type { Scope } from '../auth/auth.public.js';
import type { Fleet, FleetCounts } from './fleet.js';

interface Counted {
  readonly scope: Scope;
  /** What was sent last, as it was sent. */
  last: string;
}

/**
 * Which counts go to whom: each viewer's when they changed. Counts of the whole fleet are computed once
 * for all who see all of it.
 */
export class FleetCounters {
  private readonly viewers = new Map<string, Counted>();

  constructor(private readonly fleet: Fleet) {}

  /** The viewer wants counts from now on; the answer is the first. */
  watch(viewerId: string, scope: Scope, nowMs: number): FleetCounts {
    const counts = this.fleet.counts(scope, nowMs);
    this.viewers.set(viewerId, { scope, last: JSON.stringify(counts) });
    return counts;
  }

  /** The counts as they are now, for a viewer that wants them; told whether they changed or not. */
  recount(viewerId: string, scope: Scope, nowMs: number): FleetCounts | undefined {
    return this.viewers.has(viewerId) ? this.watch(viewerId, scope, nowMs) : undefined;
  }

  unwatch(viewerId: string): void {
    this.viewers.delete(viewerId);
  }

  /** The counts that changed since they were last told. */
  changed(nowMs: number): ReadonlyMap<string, FleetCounts> {
    const byScope = new Map<string | undefined, { counts: FleetCounts; text: string }>();
    const outgoing = new Map<string, FleetCounts>();
    for (const [viewerId, viewer] of this.viewers) {
      const key = JSON.stringify(viewer.scope) as string | undefined;
      const current = byScope.get(key) ?? this.count(viewer.scope, nowMs);
      byScope.set(key, current);
      if (current.text === viewer.last) continue;
      viewer.last = current.text;
      outgoing.set(viewerId, current.counts);
    }
    return outgoing;
  }

  private count(scope: Scope, nowMs: number): { counts: FleetCounts; text: string } {
    const counts = this.fleet.counts(scope, nowMs);
    return { counts, text: JSON.stringify(counts) };
  }
}
