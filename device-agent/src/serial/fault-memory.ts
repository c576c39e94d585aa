import type { LineFault } from './line.js';

/** A fault, and when it was noticed (monotonic ms). */
export interface NotedFault {
  readonly fault: LineFault;
  readonly atMs: number;
}

/** How much a fault tells about the device that is looked for: of several candidates, the one that at least exists counts. */
const TELLING: Readonly<Record<LineFault, number>> = {
  missing: 0,
  taken: 1,
  failed: 2,
  unplugged: 3,
  silent: 4,
  'not-recognised': 5,
  flooded: 6,
};

/** Of all candidates' faults, remembers the one that a person should hear of. */
export class FaultMemory {
  private told: NotedFault | undefined;
  private worstOfRound: NotedFault | undefined;

  /** The fault to tell; undefined when there has never been one. */
  last(): NotedFault | undefined {
    return this.told;
  }

  /** A candidate that was tried is none now. */
  note(fault: LineFault, atMs: number): void {
    if (!tellsMore(this.worstOfRound, fault)) this.worstOfRound = { fault, atMs };
    if (!tellsMore(this.told, fault)) this.told = { fault, atMs };
  }

  /** The device itself was lost. */
  lost(fault: LineFault, atMs: number): void {
    this.told = { fault, atMs };
    this.worstOfRound = undefined;
  }

  /** All candidates have been tried: what was wrong in earlier rounds is no longer true. */
  roundOver(): void {
    const worst = this.worstOfRound;
    this.worstOfRound = undefined;
    // A device that was unplugged is missing from then on: that tells less.
    if (!worst || (worst.fault === 'missing' && this.told?.fault === 'unplugged')) return;
    this.told = worst;
  }
}

function tellsMore(noted: NotedFault | undefined, fault: LineFault): boolean {
  return noted !== undefined && TELLING[noted.fault] > TELLING[fault];
}
