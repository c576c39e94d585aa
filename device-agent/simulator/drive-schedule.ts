/** What a simulated vehicle is doing at an instant. */
export type DrivePhase =
  | { readonly kind: 'driving'; readonly offsetMs: number }
  /** Engine off, not gone yet: readings go on, without movement. */
  | { readonly kind: 'stopping' }
  /** Everything off: no readings. */
  | { readonly kind: 'parked' };

/** Engine off with readings, ms: long enough (60 s) that a trip ends by it. */
const STOPPING_MS = 70_000;
/** Without readings until the next round, ms: past the 120 s from which a track shows a break. */
const PARKED_MS = 150_000;
const SECOND_MS = 1000;

/**
 * One vehicle's endless rounds: drive, engine off, parked, again. A function of the time of day alone, so that
 * a restarted simulator finds its vehicles where an unbroken one would have them. Rounds begin on whole
 * seconds, so that sampling at whole seconds meets the recorded points.
 */
export class DriveSchedule {
  /** From one drive's beginning to the next one's, ms. */
  readonly roundMs: number;
  private readonly driveMs: number;
  private readonly shiftMs: number;

  /** `phase` in [0, 1) sets this vehicle's rounds apart from those of others. */
  constructor(driveMs: number, phase: number) {
    this.driveMs = driveMs;
    this.roundMs = Math.ceil((driveMs + STOPPING_MS + PARKED_MS) / SECOND_MS) * SECOND_MS;
    this.shiftMs = Math.floor((phase * this.roundMs) / SECOND_MS) * SECOND_MS;
  }

  /** What it does at `time`, ms since the epoch. */
  at(time: number): DrivePhase {
    const offsetMs = (time + this.shiftMs) % this.roundMs;
    if (offsetMs <= this.driveMs) return { kind: 'driving', offsetMs };
    return offsetMs <= this.driveMs + STOPPING_MS ? { kind: 'stopping' } : { kind: 'parked' };
  }
}
