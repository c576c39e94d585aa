import type { LoggerService } from '@nestjs/common';
import type { EventLog } from './event-log.js';

/** Nest's own messages as events of the log: `nest` with the part of Nest that speaks. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: EventLog) {}

  log(message: unknown, ...rest: unknown[]): void {
    // What Nest says while it wires itself up is for the one who looks for a fault in the wiring.
    this.log_.debug('nest', fieldsOf(message, rest));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.log_.debug('nest', fieldsOf(message, rest));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.log_.debug('nest', fieldsOf(message, rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.log_.warn('nest', fieldsOf(message, rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.log_.error('nest', fieldsOf(message, rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.log_.error('nest', fieldsOf(message, rest));
  }
}

/** Nest calls `(message, …, context)`, the stack of an error in between. */
function fieldsOf(message: unknown, rest: unknown[]): Record<string, unknown> {
  const context = rest.at(-1);
  const [stack] = rest.slice(0, -1);
  return {
    message: message instanceof Error ? message.message : message,
    ...(typeof context === 'string' ? { context } : {}),
    ...(message instanceof Error ? { error: message } : {}),
    ...(typeof stack === 'string' ? { stack } : {}),
  };
}
