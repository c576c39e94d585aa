import { advanceState, type LastKnown, type LastKnownState } from '../../ports/last-known.js';

/** The last-known states' twin: for as long as the process lives. */
export class MemoryLastKnown implements LastKnown {
  private readonly states = new Map<number, LastKnownState>();

  advance(changes: readonly LastKnownState[]): Promise<void> {
    for (const change of changes) {
      this.states.set(change.series, advanceState(this.states.get(change.series), change));
    }
    return Promise.resolve();
  }

  of(series: readonly number[]): Promise<readonly LastKnownState[]> {
    return Promise.resolve(series.flatMap((one) => this.states.get(one) ?? []));
  }

  all(): Promise<readonly LastKnownState[]> {
    return Promise.resolve([...this.states.values()]);
  }
}
