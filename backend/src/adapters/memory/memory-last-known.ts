import {
  advanceState,
  type LastKnown,
  type LastKnownChanges,
  type LastKnownState,
} from '../../ports/last-known.js';

/** The last-known states' twin: for as long as the process lives. */
export class MemoryLastKnown implements LastKnown {
  private readonly states = new Map<number, LastKnownState>();
  /** The call of `advance` that moved each. */
  private readonly movedIn = new Map<number, number>();
  private calls = 0;

  advance(changes: readonly LastKnownState[]): Promise<void> {
    this.calls++;
    for (const change of changes) {
      const known = this.states.get(change.series);
      const state = advanceState(known, change);
      if (state === known) continue;
      this.states.set(change.series, state);
      this.movedIn.set(change.series, this.calls);
    }
    return Promise.resolve();
  }

  of(series: readonly number[]): Promise<readonly LastKnownState[]> {
    return Promise.resolve(series.flatMap((one) => this.states.get(one) ?? []));
  }

  changedSince(mark: string | undefined): Promise<LastKnownChanges> {
    const since = Number(mark ?? 0);
    const states = [...this.states.values()].filter(
      ({ series }) => (this.movedIn.get(series) ?? 0) > since,
    );
    return Promise.resolve({ states, mark: String(this.calls) });
  }
}
