import type { Clock } from '../ports/clock.js';
import type { Log, LogFields } from '../ports/log.js';

const LEVELS = ['info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/** Writes one JSON line an event. */
export class JsonLog implements Log {
  /** `write` takes a line with its line end; lines below `least` are left out; `context` goes into each line. */
  constructor(
    private readonly clock: Clock,
    private readonly write: (line: string) => void,
    private readonly least: Level,
    private readonly context: LogFields = {},
  ) {}

  info(event: string, fields?: LogFields): void {
    this.line('info', event, fields);
  }

  warn(event: string, fields?: LogFields): void {
    this.line('warn', event, fields);
  }

  error(event: string, fields?: LogFields): void {
    this.line('error', event, fields);
  }

  private line(level: Level, event: string, fields?: LogFields): void {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.least)) return;
    const time = new Date(this.clock.now()).toISOString();
    this.write(`${JSON.stringify({ event, level, time, ...this.context, ...fields })}\n`);
  }
}
