import type { LiveEvent } from '../../events/live-event.js';
import type { LiveBus } from '../../ports/live-bus.js';

type Listener = (event: LiveEvent) => void;

/** Tells what a subscriber threw, so that it is not lost. */
export type SubscriberFailed = (kind: LiveEvent['kind'], error: unknown) => void;

/**
 * A bus within one process: right for one backend, and the twin that tests use. Subscribers are called
 * one after the other in a later turn of the event loop, so that no publisher ever waits for one.
 */
export class MemoryLiveBus implements LiveBus {
  private readonly listeners = new Map<LiveEvent['kind'], Set<Listener>>();
  private waiting: LiveEvent[] = [];

  constructor(private readonly subscriberFailed: SubscriberFailed) {}

  publish(event: LiveEvent): void {
    this.waiting.push(event);
    if (this.waiting.length === 1) setImmediate(() => this.deliver());
  }

  subscribe<K extends LiveEvent['kind']>(
    kind: K,
    listener: (event: Extract<LiveEvent, { kind: K }>) => void,
  ): () => void {
    // One wrapper per subscription: the same function may subscribe twice and leave once.
    const own: Listener = (event) => listener(event as Extract<LiveEvent, { kind: K }>);
    const ofKind = this.listeners.get(kind) ?? new Set<Listener>();
    this.listeners.set(kind, ofKind.add(own));
    return () => ofKind.delete(own);
  }

  private deliver(): void {
    const events = this.waiting;
    this.waiting = [];
    for (const event of events) {
      for (const listener of [...(this.listeners.get(event.kind) ?? [])]) {
        try {
          listener(event);
        } catch (error) {
          this.subscriberFailed(event.kind, error);
        }
      }
    }
  }
}
