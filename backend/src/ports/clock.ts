/** Injection token of the `Clock` port. */
export const CLOCK = Symbol('Clock');

/** What time it is; tests own it. */
export interface Clock {
  /** Ms since the epoch, UTC. */
  now(): number;
}
