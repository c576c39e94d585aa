import type { Log } from '../../ports/log.js';

/** A log that keeps the events' names: for tests. */
export class SilentLog implements Log {
  readonly events: string[] = [];

  info(event: string): void {
    this.events.push(event);
  }

  warn(event: string): void {
    this.events.push(event);
  }

  error(event: string): void {
    this.events.push(event);
  }
}
