import type { Ack } from './frames';
import type { LiveSocket } from './live-socket';

/** The live socket with its server in memory, for specs: keeps what was asked and plays what it is told. */
export class MemorySocket implements LiveSocket {
  active = true;
  /** How often somebody tried to connect. */
  connects = 0;
  /** What was asked, in order. */
  readonly asked: [event: string, payload: unknown][] = [];
  /** How the next questions are answered. */
  answer: Ack<{ latest?: object | null }> = { ok: true };
  private readonly listeners = new Map<string, ((payload: never) => void)[]>();

  connect(): void {
    this.connects++;
    this.active = true;
  }

  disconnect(): void {
    this.active = false;
  }

  on(event: string, listener: (payload: never) => void): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  emit(event: string, payload: unknown, acknowledge: (answer: never) => void): void {
    this.asked.push([event, payload]);
    acknowledge(this.answer as never);
  }

  /** Lets an event arrive. */
  play(event: string, payload: unknown = {}): void {
    for (const listener of this.listeners.get(event) ?? []) listener(payload as never);
  }
}
