import type { LiveEvent } from '../events/live-event.js';

/** Injection token of the `LiveBus` port. */
export const LIVE_BUS = Symbol('LiveBus');

/** Carries what happened to whoever wants to know. Never waits for a subscriber, never throws one's error at a publisher. */
export interface LiveBus {
  publish(event: LiveEvent): void;
  /** Returns the function that ends the subscription. */
  subscribe<K extends LiveEvent['kind']>(
    kind: K,
    listener: (event: Extract<LiveEvent, { kind: K }>) => void,
  ): () => void;
}
